"""Booking and cancelling."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
import time_machine
from django.core import mail
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from members.people.mails.services import unsubscribe
from spaces.bookings.models import Booking, Claim
from spaces.bookings.services import cancel_booking, cancel_bookings, create_booking, end_early
from tests.factories.governance import VotingSuspensionFactory
from tests.factories.members import CompanyFactory, MembershipFactory
from tests.factories.spaces import (
    BookingFactory,
    ClaimFactory,
    ConditionFactory,
    RoomFactory,
)

pytestmark = pytest.mark.django_db


HOUR = timedelta(hours=1)


def test_a_booking_claims_the_space_itself(booked, tomorrow):
    room = RoomFactory()

    booking = booked(room, tomorrow)

    assert list(Claim.objects.values_list("space", "booking", "starts_at", "ends_at", "released_at")) == [
        (room.pk, booking.pk, tomorrow, tomorrow + HOUR, None)
    ]


def test_an_overlap_is_refused_and_names_the_other_booking(booked):
    with time_machine.travel(datetime(2026, 11, 22, 9, tzinfo=UTC), tick=False):
        start = datetime(2026, 11, 23, 9, tzinfo=UTC)
        room = RoomFactory(code="R1", name="Kitchen")
        booked(room, start, membership=MembershipFactory(company__name="Nodo"))

        with pytest.raises(ValidationError) as refusal:
            booked(room, start + HOUR / 2)

    assert refusal.value.messages == ["R1 Kitchen is taken by Nodo: 23 Nov 2026, 10:00–11:00."]
    assert Booking.objects.count() == 1


def test_case_2_back_to_back_bookings_pass(booked, tomorrow):
    room = RoomFactory()

    for hours in (0, 1, 2):
        booked(room, tomorrow + hours * HOUR)

    assert Claim.objects.count() == 3


def test_case_5_two_halves_of_a_hall_are_booked_together(booked, tomorrow, hall):
    _whole, half_a, half_b, _machine = hall

    booked(half_a, tomorrow)
    booked(half_b, tomorrow)

    assert Booking.objects.count() == 2


@pytest.mark.parametrize(
    ("first", "second"),
    [("H", "HA"), ("HA", "H"), ("H", "HM"), ("HM", "H"), ("HM", "HA"), ("HA", "HM"), ("H", "HB"), ("H", "H")],
)
def test_case_5_what_shares_a_leaf_excludes_each_other(booked, tomorrow, hall, first, second):
    spaces = {space.code: space for space in hall}
    booked(spaces[first], tomorrow)

    with pytest.raises(ValidationError) as refusal:
        booked(spaces[second], tomorrow)

    assert refusal.value.messages[0].startswith(f"{spaces[first]} is taken by ")


def test_a_machine_leaves_the_other_half_free(booked, tomorrow, hall):
    _whole, _half_a, half_b, machine = hall

    booked(machine, tomorrow)
    booked(half_b, tomorrow)

    assert Claim.objects.count() == 3


def test_the_same_request_again_is_the_same_booking(booked, tomorrow):
    room, membership, request_id = RoomFactory(), MembershipFactory(), uuid4()

    first = booked(room, tomorrow, membership=membership, request_id=request_id)
    again = booked(room, tomorrow, membership=membership, request_id=request_id)

    assert again == first
    assert (Booking.objects.count(), Claim.objects.count()) == (1, 1)


def test_a_request_of_somebody_else_is_not_shown(booked, tomorrow):
    request_id = uuid4()
    booked(RoomFactory(), tomorrow, request_id=request_id)

    with pytest.raises(ValidationError) as refusal:
        booked(RoomFactory(), tomorrow, request_id=request_id)

    assert refusal.value.messages == ["This form was used by someone else. Open it again."]


def test_nobody_books_for_a_company_they_are_not_in(tomorrow):
    membership, other = MembershipFactory(), CompanyFactory(name="Nodo")

    with pytest.raises(ValidationError) as refusal:
        create_booking(
            RoomFactory(),
            company=other,
            by=membership.user,
            starts_at=tomorrow,
            ends_at=tomorrow + HOUR,
            purpose="Meeting",
            request_id=uuid4(),
        )

    assert refusal.value.messages == ["You do not belong to Nodo."]


def test_cancelling_frees_the_time_at_once(booked, tomorrow):
    room, membership = RoomFactory(), MembershipFactory()
    first = booked(room, tomorrow, membership=membership)

    cancelled = cancel_booking(first, by=membership.user)
    again = booked(room, tomorrow)

    assert (cancelled.state, again.state) == ("cancelled", "confirmed")
    assert cancelled.cancelled_at is not None


def test_cancelling_twice_changes_nothing(booked, tomorrow):
    membership = MembershipFactory()
    booking = booked(RoomFactory(), tomorrow, membership=membership)

    first = cancel_booking(booking, by=membership.user)
    second = cancel_booking(booking, by=membership.user)

    assert second.cancelled_at == first.cancelled_at


def test_others_cannot_cancel(booked, tomorrow):
    booking = booked(RoomFactory(), tomorrow)

    with pytest.raises(ValidationError):
        cancel_booking(booking, by=MembershipFactory().user)

    assert booking.claims.filter(released_at=None).count() == 1


def test_a_booking_that_is_over_stays():
    start = timezone.now() - timedelta(days=1)
    booking = BookingFactory(starts_at=start, ends_at=start + HOUR)
    colleague = MembershipFactory(company=booking.company).user

    with pytest.raises(ValidationError) as refusal:
        cancel_booking(booking, by=colleague)

    assert refusal.value.messages == ["This booking is over."]


def test_case_4_the_claim_of_a_cancelled_booking_cannot_come_back_over_another(booked, tomorrow):
    room, membership = RoomFactory(), MembershipFactory()
    first = cancel_booking(booked(room, tomorrow, membership=membership), by=membership.user)
    booked(room, tomorrow)

    with pytest.raises(IntegrityError), transaction.atomic():
        first.claims.update(released_at=None)


def test_the_database_refuses_overlapping_claims_whoever_writes():
    claim = ClaimFactory()
    other = BookingFactory()
    later = ClaimFactory(space=claim.space, starts_at=claim.ends_at, ends_at=claim.ends_at + HOUR)
    rival = Claim(
        space=claim.space, booking=other, starts_at=claim.starts_at + HOUR / 2, ends_at=claim.ends_at
    )

    with pytest.raises(IntegrityError), transaction.atomic():
        Claim.objects.bulk_create([rival])
    with pytest.raises(IntegrityError), transaction.atomic():
        Claim.objects.filter(pk=later.pk).update(starts_at=claim.starts_at)


def test_a_booking_over_the_hour_that_comes_twice_lasts_as_long_as_it_lasts(booked):
    with time_machine.travel(datetime(2026, 10, 20, tzinfo=UTC), tick=False):
        night = datetime(2026, 10, 24, 22, tzinfo=UTC)  # midnight in Rome

        booking = booked(RoomFactory(), night, hours=6)

    local = [timezone.localtime(moment).hour for moment in (booking.starts_at, booking.ends_at)]
    assert local == [0, 5]


@pytest.fixture
def painters(coordinator):
    """Cancel for others, by a coordinator."""

    def _cancel(booking):
        return cancel_booking(booking, by=coordinator, reason="The painters come")

    return _cancel


def test_who_booked_hears_by_mail_when_others_cancel_and_not_when_colleagues_do(booked, tomorrow, painters):
    membership = MembershipFactory(user__email="ann@example.org", user__language="en")
    room = RoomFactory(code="R1", name="Kitchen")
    cancel_booking(booked(room, tomorrow, membership=membership), by=membership.user)
    assert mail.outbox == []

    painters(booked(room, tomorrow, membership=membership))

    [told] = mail.outbox
    assert (told.to, told.subject) == (["ann@example.org"], "Booking cancelled: R1 Kitchen")
    assert "Why: The painters come" in told.body
    assert told.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_where_who_booked_has_left_the_representatives_hear_and_who_wants_no_mail_does_not(
    booked, tomorrow, painters
):
    membership = MembershipFactory(role="collaborator")
    _speaks, silent = (
        MembershipFactory(
            company=membership.company, role="representative", user__email=f"{name}@example.org"
        )
        for name in ("speaks", "silent")
    )
    unsubscribe(silent.user, kind="bookings")
    booking = booked(RoomFactory(), tomorrow, membership=membership)
    membership.delete()

    painters(booking)

    assert [told.to for told in mail.outbox] == [["speaks@example.org"]]


def test_of_many_bookings_cancelled_at_once_each_company_gets_one_mail(booked, tomorrow, coordinator):
    room, ann, ben = RoomFactory(), MembershipFactory(), MembershipFactory()
    bookings = [
        booked(room, tomorrow + hours * HOUR, membership=who) for hours, who in enumerate((ann, ben, ann))
    ]

    cancel_bookings(bookings, by=coordinator, reason="Closed for works")

    assert sorted(told.to[0] for told in mail.outbox) == sorted([ann.user.email, ben.user.email])
    assert set(Booking.objects.values_list("state", flat=True)) == {"cancelled"}


def test_others_who_cancel_say_why(booked, tomorrow, coordinator):
    with pytest.raises(ValidationError) as refusal:
        cancel_booking(booked(RoomFactory(), tomorrow), by=coordinator)

    assert refusal.value.message_dict == {"reason": ["Say why: the company will read it in an e-mail."]}


def test_a_running_booking_is_ended_at_the_next_quarter_and_the_rest_is_free(booked):
    room, membership, start = RoomFactory(), MembershipFactory(), datetime(2026, 11, 23, 9, tzinfo=UTC)
    with time_machine.travel(start - HOUR, tick=False) as clock:
        booking = booked(room, start, hours=3, membership=membership)
        clock.move_to(start + timedelta(minutes=50))
        with pytest.raises(ValidationError, match="has begun"):
            cancel_booking(booking, by=membership.user)

        ended = end_early(booking, by=membership.user)
        following = booked(room, start + HOUR)

    assert (ended.state, ended.ends_at, ended.sequence) == ("confirmed", start + HOUR, 1)
    assert following.is_confirmed


def test_in_its_last_quarter_there_is_nothing_left_to_give_back(booked):
    membership, start = MembershipFactory(), datetime(2026, 11, 23, 9, tzinfo=UTC)
    with time_machine.travel(start - HOUR, tick=False) as clock:
        booking = booked(RoomFactory(), start, membership=membership)
        clock.move_to(start + timedelta(minutes=50))
        with pytest.raises(ValidationError, match="no time left"):
            end_early(booking, by=membership.user)

    assert Booking.objects.get().ends_at == start + HOUR


def test_half_a_hall_under_works_keeps_the_hall_from_being_booked(booked, tomorrow, hall):
    """The hall was booked: only its own condition was looked at."""
    whole, half_a, half_b, _machine = hall
    ConditionFactory(space=half_a, state="under_works")

    with pytest.raises(ValidationError) as refusal:
        booked(whole, tomorrow)
    booked(half_b, tomorrow)

    assert refusal.value.messages == ["HA Half A is not usable then: works in progress."]


def test_case_12_nothing_is_booked_for_after_a_company_has_left(booked, tomorrow):
    day = timezone.localdate(tomorrow)
    membership = MembershipFactory(company__name="Nodo", company__left_on=day)

    with pytest.raises(ValidationError, match="Nodo leaves on"):
        booked(RoomFactory(), tomorrow, membership=membership)


def test_case_12_a_company_suspended_from_voting_keeps_its_bookings_and_books(booked, tomorrow):
    """A suspension takes the vote away, never the use of what belongs to all."""
    membership, room = MembershipFactory(), RoomFactory()
    before = booked(room, tomorrow, membership=membership)

    VotingSuspensionFactory(company=membership.company)

    after = booked(room, tomorrow + HOUR, membership=membership)
    before.refresh_from_db()
    assert (before.is_confirmed, after.is_confirmed) == (True, True)
