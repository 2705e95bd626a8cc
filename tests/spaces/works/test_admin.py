"""Works in the back-office."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse

from spaces.works.models import Renewal
from spaces.works.services import void_renewal
from tests.factories.governance import ResolutionFactory
from tests.factories.spaces import RenewalFactory, SpaceFactory

pytestmark = pytest.mark.django_db


ADD = reverse("admin:spaces_renewal_add")


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


def test_who_voided_works_is_kept_and_read_in_the_back_office(office, coordinator):
    renewal = RenewalFactory()

    void_renewal(renewal, reason="Twice", by=coordinator)
    page = office.get(reverse("admin:spaces_renewal_change", args=[renewal.pk])).content.decode()

    renewal.refresh_from_db()
    assert (renewal.voided_by, str(coordinator) in page) == (coordinator, True)
