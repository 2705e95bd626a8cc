"""What becomes of bookings when a space cannot be used any more, or a company leaves."""

from datetime import timedelta

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.utils import timezone

from members.hooks import check_leaving
from spaces.bookings.models import Booking
from spaces.condition.services import change_condition
from tests.factories.members import MembershipFactory
from tests.factories.spaces import ConditionFactory, RoomFactory
from tests.spaces.back_office import UNITS, Steps, condition_forms
from tests.spaces.bookings.test_leaves import form_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def next_week():
    start = timezone.now().replace(hour=9, minute=0, second=0, microsecond=0)
    return start + timedelta(days=7)


def test_works_cancel_what_is_booked_meanwhile_and_tell_why(booked, hall, next_week, coordinator):
    """Bookings stood while their room was under works."""
    whole, half_a, half_b, _machine = hall
    nodo = MembershipFactory(company__name="Nodo")
    standing = [booked(half_b, next_week, membership=nodo), booked(half_a, next_week - timedelta(days=3))]
    cancelled = booked(whole, next_week + timedelta(days=1), membership=nodo)

    change_condition(
        half_a, state="under_works", day=timezone.localdate(next_week), reason="New floor", by=coordinator
    )

    cancelled.refresh_from_db()
    assert (cancelled.state, cancelled.cancel_reason) == ("cancelled", "New floor")
    assert [booking.state for booking in Booking.objects.filter(pk__in=[b.pk for b in standing])] == [
        "confirmed"
    ] * 2
    assert [told.to for told in mail.outbox] == [[nodo.user.email]]


def test_the_back_office_lists_what_a_condition_would_cancel_first(office, booked, next_week):
    room = RoomFactory(code="R1", name="Kitchen")
    booked(room, next_week, membership=MembershipFactory(company__name="Nodo"))
    day = timezone.localdate().isoformat()
    steps = Steps(office, UNITS, "change_condition", room, state="disused", day=day, reason="Leaks")

    before, after = steps.changes()["R1 Kitchen"]
    assert Booking.objects.get().is_confirmed
    steps.do()

    assert (before.split(",")[0], after) == ("Nodo", "cancelled, with an e-mail to the company")
    assert Booking.objects.get().state == "cancelled"


def test_a_condition_written_on_the_page_of_a_booked_space_is_refused_naming_the_booking(
    office, booked, next_week
):
    room = RoomFactory(code="R1", name="Kitchen")
    booked(room, next_week, membership=MembershipFactory(company__name="Nodo"))
    row = {"id": "", "space": room.pk, "resolution": "", "state": "disused", "end_on": "", "note": ""}
    forms = condition_forms([row | {"start_on": timezone.localdate().isoformat()}])

    page = office.post(f"{UNITS}{room.pk}/change/", form_of(room) | forms)

    assert "R1 Kitchen is taken by Nodo" in page.content.decode()
    assert room.conditions.count() == 0


def test_a_condition_that_ends_before_cancels_nothing(booked, next_week):
    room = RoomFactory()
    day = timezone.localdate()
    ConditionFactory(space=room, start_on=day + timedelta(days=3))
    booked(room, next_week)

    change_condition(room, state="under_works", day=day, reason="Paint")

    assert Booking.objects.get().is_confirmed


def test_case_12_a_company_that_has_booked_leaves_after_its_bookings_or_not(booked, next_week):
    membership = MembershipFactory(company__name="Nodo")
    booked(RoomFactory(code="R1", name="Kitchen"), next_week, membership=membership)
    day = timezone.localdate(next_week)

    check_leaving(membership.company, day + timedelta(days=1))
    with pytest.raises(ValidationError) as refusal:
        check_leaving(membership.company, day)

    assert refusal.value.messages[0].startswith("R1 Kitchen is taken by Nodo")
