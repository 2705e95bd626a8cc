"""Conditions that change and are voided, and their triggers."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from multifactory.lib.checks import check_overlap_triggers, overlap_triggers
from spaces.condition.models import Condition
from spaces.condition.services import change_condition, void_condition
from tests.factories.spaces import ConditionFactory

pytestmark = pytest.mark.django_db


def test_a_void_condition_leaves_its_days_free():
    one = ConditionFactory()
    void_condition(one, reason="Wrong", by=None)
    ConditionFactory(space=one.space)
    assert Condition.objects.valid().get().pk != one.pk


def test_who_voided_a_condition_is_kept(coordinator):
    condition = ConditionFactory()

    void_condition(condition, reason="Wrong", by=coordinator)

    condition.refresh_from_db()
    assert condition.voided_by == coordinator


@pytest.mark.sqlite  # PostgreSQL has no triggers to lose
def test_conditions_keep_their_triggers_after_all_migrations():
    assert overlap_triggers()["spaces_condition"] == {"condition_overlap_INSERT", "condition_overlap_UPDATE"}
    assert check_overlap_triggers(databases=["default"]) == []
    one = ConditionFactory()
    with pytest.raises(IntegrityError), transaction.atomic():
        Condition.objects.bulk_create([Condition(space=one.space, state="disused", start_on=one.start_on)])


APRIL, MAY, JUNE = date(2025, 4, 30), date(2025, 5, 1), date(2025, 6, 1)


def test_a_condition_ends_where_the_next_begins():
    works = ConditionFactory(state="under_works")

    change_condition(works.space, state="usable", day=MAY, reason="Floor laid")

    assert list(Condition.objects.order_by("start_on").values_list("state", "end_on", "note")) == [
        ("under_works", MAY, ""),
        ("usable", None, "Floor laid"),
    ]


def test_a_condition_entered_in_between_lasts_until_the_next():
    unit = ConditionFactory(state="usable", start_on=JUNE).space

    change_condition(unit, state="under_works", day=MAY, reason="Roof")

    assert Condition.objects.get(state="under_works").end_on == JUNE


@pytest.mark.parametrize(
    ("state", "day", "field", "message"),
    [
        ("usable", MAY, "state", "This has been its condition since 1 Jan 2017."),
        (
            "disused",
            date(2017, 1, 1),
            "day",
            "Its condition already changes on that day: usable. Choose a later day.",
        ),
    ],
)
def test_a_change_that_is_none_is_refused_at_its_field(state, day, field, message):
    unit = ConditionFactory(state="usable").space

    with pytest.raises(ValidationError) as caught:
        change_condition(unit, state=state, day=day, reason="Because")

    assert caught.value.message_dict == {field: [message]}
    assert Condition.objects.count() == 1
