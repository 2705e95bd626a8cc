"""The condition of a space on its page in the back-office."""

from datetime import date

import pytest

from spaces.condition.models import Condition
from tests.factories.spaces import (
    ConditionFactory,
    SpaceFactory,
)
from tests.spaces.back_office import change

pytestmark = pytest.mark.django_db


UNITS, ALLOCATIONS = "/admin/spaces/space/", "/admin/spaces/allocation/"


def test_one_condition_is_ended_and_the_next_begun_at_once(office):
    works = ConditionFactory(state="under_works", start_on=date(2020, 1, 1))
    rows = [
        {"id": works.pk, "state": "under_works", "start_on": "2020-01-01", "end_on": "2021-01-01"},
        {"state": "usable", "start_on": "2021-01-01", "end_on": ""},
    ]

    change(office, works.space, rows, initial=1)

    assert list(Condition.objects.order_by("start_on").values_list("state", "end_on")) == [
        ("under_works", date(2021, 1, 1)),
        ("usable", None),
    ]


def test_two_conditions_on_a_day_are_refused(office):
    unit = SpaceFactory()
    rows = [
        {"state": "under_works", "start_on": "2020-01-01", "end_on": ""},
        {"state": "usable", "start_on": "2021-01-01", "end_on": ""},
    ]

    response = change(office, unit, rows)

    errors = response.context["inline_admin_formsets"][0].non_form_errors()
    assert errors == ["Two conditions overlap on 1 Jan 2021. End the first one."]


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
