"""Works, conditions and what a space offers, as coordinators enter them."""

from datetime import date
from decimal import Decimal
from importlib import import_module

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.urls import reverse

from multifactory.lib.checks import check_overlap_triggers, overlap_triggers
from multifactory.lib.numbers import CommaDecimalField
from spaces.building.models import Space
from spaces.condition.models import Condition
from spaces.condition.services import void_condition
from spaces.works.models import Renewal
from spaces.works.services import void_renewal
from tests.factories.governance import ResolutionFactory
from tests.factories.spaces import ConditionFactory, RenewalFactory, SpaceFactory
from tests.spaces.test_admin import change

pytestmark = pytest.mark.django_db

ADD = reverse("admin:spaces_renewal_add")


@pytest.fixture
def office(client_of, coordinator):
    return client_of(coordinator)


def entered(office, **fields):
    data = {"title": "The roof", "slug": "the-roof", "text": "", "start_on": "2020-01-01", "end_on": ""}
    data |= {"renewed_m2": "", "hours_given": "", "euros": "", "company": "", "resolution": ""}
    data |= {"pictures-TOTAL_FORMS": "0", "pictures-INITIAL_FORMS": "0"}
    return office.post(ADD, data | fields)


def faults(response):
    return response.context["adminform"].form.errors


def test_works_take_comma_decimals_and_keep_money_in_cents(office, coordinator):
    unit = SpaceFactory()

    entered(office, spaces=[unit.pk], renewed_m2="32,5", hours_given="12,5", euros="1.250,50")

    one = Renewal.objects.get()
    assert (one.renewed_m2, one.hours_given, one.cost_cents) == (Decimal("32.5"), Decimal("12.5"), 125_050)
    assert one.recorded_by == coordinator


def test_works_without_m2_take_those_of_their_spaces(office):
    some = [SpaceFactory(area_m2=Decimal(40)), SpaceFactory(area_m2=Decimal(900), use="outdoor")]
    entered(office, spaces=[one.pk for one in some])
    one = Renewal.objects.get()
    assert (one.renewed_m2, one.hours_given, one.cost_cents) == (Decimal(40), Decimal(0), None)


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"end_on": "2020-01-01"}, "end_on"),
        ({"end_on": "2019-01-01"}, "end_on"),
        ({"hours_given": "-1"}, "hours_given"),
        ({"renewed_m2": "-0,5"}, "renewed_m2"),
        ({"euros": "-3"}, "euros"),
        ({"euros": "1,250"}, "euros"),
        ({"euros": "a lot"}, "euros"),
    ],
)
def test_works_with_odd_values_come_back_with_words_at_the_field(office, fields, field):
    response = entered(office, spaces=[SpaceFactory().pk], **fields)
    assert (response.status_code, list(faults(response))) == (200, [field])
    assert Renewal.objects.count() == 0


def test_works_cite_adopted_resolutions_only(office):
    rejected = ResolutionFactory(outcome="rejected")
    response = entered(office, spaces=[SpaceFactory().pk], resolution=rejected.pk)
    assert list(faults(response)) == ["resolution"]


@pytest.mark.parametrize("fields", [{"hours_given": -1}, {"renewed_m2": -1}, {"end_on": date(2019, 1, 1)}])
def test_the_database_refuses_odd_works_whoever_writes(fields):
    with pytest.raises(IntegrityError), transaction.atomic():
        RenewalFactory(**fields)


def test_works_are_voided_with_a_reason_and_not_deleted(office):
    one = RenewalFactory()
    data = {"action": "void", "_selected_action": one.pk, "reason": "Entered twice"}

    office.post(reverse("admin:spaces_renewal_changelist"), data | {"do": "1"})

    one.refresh_from_db()
    assert (one.voided_at is not None, one.void_reason) == (True, "Entered twice")
    assert office.post(reverse("admin:spaces_renewal_delete", args=[one.pk])).status_code == 403
    assert office.get(reverse("admin:spaces_renewal_change", args=[one.pk])).status_code == 200


def test_voiding_needs_a_reason_and_twice_changes_nothing():
    one = RenewalFactory()
    with pytest.raises(ValidationError):
        void_renewal(one, reason=" ", by=None)
    first = void_renewal(one, reason="Twice", by=None)
    assert void_renewal(one, reason="Else", by=None) == first
    assert Renewal.objects.get().void_reason == "Twice"


@pytest.mark.parametrize("state", ["done", "under_way", "planned", "voided"])
def test_works_are_listed_by_state(office, state):
    RenewalFactory(title="done")
    RenewalFactory(title="under_way", end_on=None)
    RenewalFactory(title="planned", start_on=date(2999, 1, 1), end_on=None)
    RenewalFactory(title="voided", voided_at="2026-01-01T00:00Z", void_reason="Twice")
    response = office.get(reverse("admin:spaces_renewal_changelist"), {"state": state})
    assert [one.title for one in response.context["cl"].result_list] == [state]


# --- Conditions -----------------------------------------------------------------------------------------


def test_a_condition_says_who_recorded_it_and_why(office, coordinator):
    unit = SpaceFactory()
    change(office, unit, [{"state": "usable", "start_on": "2020-01-01", "end_on": "", "note": "Dry at last"}])
    one = Condition.objects.get()
    assert (one.note, one.recorded_by, one.recorded_at is not None) == ("Dry at last", coordinator, True)


def test_a_condition_entered_by_mistake_is_struck_out_and_the_right_one_put_in_its_place(office, client):
    wrong = ConditionFactory(state="disused", start_on=date(2020, 1, 1))
    rows = [
        {"id": wrong.pk, "state": "disused", "start_on": "2020-01-01", "strike_out": "Another room"},
        {"state": "usable", "start_on": "2020-01-01", "end_on": ""},
    ]

    change(office, wrong.space, rows, initial=1)

    wrong.refresh_from_db()
    assert wrong.void_reason == "Another room"
    assert list(Condition.objects.valid().values_list("state", flat=True)) == ["usable"]
    assert "Disused" not in client.get(wrong.space.get_absolute_url()).content.decode()


def test_a_void_condition_leaves_its_days_free():
    one = ConditionFactory()
    void_condition(one, reason="Wrong", by=None)
    ConditionFactory(space=one.space)
    assert Condition.objects.valid().get().pk != one.pk


# --- What a space offers --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fields", "fault"),
    [
        ({"capacity": "0"}, "capacity"),
        ({"capacity": "-2"}, "capacity"),
        ({"area_m2": "0"}, "area_m2"),
        ({"area_m2": ""}, "area_m2"),
        ({"use": "moon"}, "use"),
    ],
)
def test_a_space_for_nobody_or_without_area_is_refused(office, fields, fault):
    response = change(office, SpaceFactory(), [], **fields)
    assert list(faults(response)) == [fault]


def test_an_area_is_taken_with_a_comma_and_features_as_ticks(office):
    unit = SpaceFactory()
    change(office, unit, [], area_m2="62,5", capacity="4", has_water="on", is_step_free="on")
    unit.refresh_from_db()
    assert (unit.area_m2, unit.capacity) == (Decimal("62.5"), 4)
    assert [feature.code for feature in unit.offered] == ["water", "step-free"]


def test_the_database_refuses_a_capacity_of_zero():
    with pytest.raises(IntegrityError), transaction.atomic():
        SpaceFactory(capacity=0)


def test_spaces_are_listed_by_what_they_offer(office):
    SpaceFactory(has_extraction=True, code="X1")
    SpaceFactory()
    response = office.get(reverse("admin:spaces_space_changelist"), {"offers": "extraction"})
    assert [one.code for one in response.context["cl"].result_list] == ["X1"]


def test_words_of_the_free_text_become_ticks_and_stay_as_they_were():
    said = SpaceFactory(features="Three-phase, extraction; step-free.")
    other = SpaceFactory(features="No water, ask about extraction")
    migration = import_module("spaces.migrations.0005_features_from_words")

    migration.tick(apps, connection.schema_editor())
    ticked = [[one.code for one in Space.objects.get(pk=space.pk).offered] for space in (said, other)]
    migration.untick(apps, connection.schema_editor())

    assert ticked == [["three-phase", "extraction", "step-free"], []]
    said.refresh_from_db()
    assert (said.offered, said.features) == ([], "Three-phase, extraction; step-free.")


@pytest.mark.parametrize(
    ("text", "number"),
    [("62,5", "62.5"), ("62.5", "62.5"), ("1.250,50", "1250.50"), ("1,250.50", "1250.50"), ("7", "7")],
)
def test_a_measure_is_read_as_people_write_it(text, number):
    assert CommaDecimalField(max_digits=8, decimal_places=2).clean(text) == Decimal(number)


@pytest.mark.parametrize("text", ["1,250", "1.250", "1.250.000", "x", "NaN", "1,,5"])
def test_a_measure_that_could_be_misread_is_refused(text):
    with pytest.raises(ValidationError):
        CommaDecimalField(max_digits=8, decimal_places=2).clean(text)


@pytest.mark.sqlite  # PostgreSQL has no triggers to lose
def test_conditions_keep_their_triggers_after_all_migrations():
    assert overlap_triggers()["spaces_condition"] == {"condition_overlap_INSERT", "condition_overlap_UPDATE"}
    assert check_overlap_triggers(databases=["default"]) == []
    one = ConditionFactory()
    with pytest.raises(IntegrityError), transaction.atomic():
        Condition.objects.bulk_create([Condition(space=one.space, state="disused", start_on=one.start_on)])
