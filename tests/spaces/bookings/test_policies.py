"""The rules of a space bind every booking: quotas, cleaning, certificates, approval, quiet hours."""

from datetime import date, time, timedelta
from uuid import uuid4

import pytest
import time_machine
from django.core import mail
from django.core.exceptions import ValidationError

from spaces.bookings.approvals import approve_booking, reject_booking
from spaces.bookings.claims import lapse_overdue
from spaces.bookings.models import Booking, Claim
from spaces.bookings.services import cancel_booking, change_booking, create_booking
from spaces.policies.models import CertificateKind, OpeningHours, QuietHours, Quota
from tests.factories.governance import ResolutionFactory
from tests.factories.members import MembershipFactory
from tests.factories.spaces import BookingPolicyFactory, RoomFactory, local

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)
MONDAY = "2026-11-30"


@pytest.fixture(autouse=True)
def _clock():
    with time_machine.travel(local(f"{MONDAY} 08:00"), tick=False):
        yield


@pytest.fixture
def someone():
    return MembershipFactory()


def refusal(act, *args, **kwargs) -> list[str]:
    with pytest.raises(ValidationError) as error:
        act(*args, **kwargs)
    return error.value.messages


def room_with(**policy):
    return RoomFactory(policy=BookingPolicyFactory(**policy))


# --- Quota -----------------------------------------------------------------------------------------


@pytest.fixture
def ten_hours():
    return Quota.objects.create(name="Rooms", minutes_a_week=600)


def test_a_booking_over_new_year_counts_in_both_weeks(booked, someone, ten_hours):
    room = room_with(quota=ten_hours)
    booked(room, local("2026-12-28 09:00"), 8, membership=someone)

    passes = booked(room_with(quota=ten_hours), local("2027-01-03 22:00"), 3, membership=someone)
    passes.delete()
    refused = refusal(booked, room, local("2027-01-03 21:45"), 3.25, membership=someone)

    assert refused == ["That makes 10 h 15 min of 10 h in week 53 (Rooms)."]


def test_what_is_of_others_or_for_the_community_or_cancelled_counts_for_no_quota(
    booked, someone, ten_hours, coordinator
):
    room = room_with(quota=ten_hours)
    booked(room, local("2026-12-01 08:00"), 5)
    cancel_booking(booked(room, local("2026-12-02 08:00"), 5, membership=someone), by=someone.user)
    for company, day in ((None, "03"), (None, "04")):
        create_booking(
            room,
            company=company,
            by=coordinator,
            starts_at=local(f"2026-12-{day} 08:00"),
            ends_at=local(f"2026-12-{day} 20:00"),
            purpose="Open days",
            request_id=uuid4(),
        )

    assert booked(room, local("2026-12-05 08:00"), 10, membership=someone).is_confirmed


def test_bookings_to_come_are_limited(booked, someone):
    room = room_with(quota=Quota.objects.create(name="Kiln", open_bookings=2))
    for hour in ("09", "11"):
        booked(room, local(f"2026-12-01 {hour}:00"), membership=someone)

    assert refusal(booked, room, local("2026-12-01 14:00"), membership=someone) == [
        "Your company has 2 upcoming bookings, and no more are allowed (Kiln)."
    ]


# --- Cleaning and hours ----------------------------------------------------------------------------


def test_thirty_minutes_of_cleaning_belong_to_the_booking_before(booked):
    room = room_with(cleanup_minutes=30)
    booked(room, local("2026-12-01 10:00"))

    assert refusal(booked, room, local("2026-12-01 11:00")) == [f"{room} is cleaned until 1 Dec 2026, 11:30."]
    [no_time] = refusal(booked, room, local("2026-12-01 09:00"))
    assert no_time.startswith("There is no time left to clean up")
    assert booked(room, local("2026-12-01 11:30")).is_confirmed
    assert booked(room, local("2026-12-01 08:30")).is_confirmed
    assert [claim.ends_at - claim.starts_at for claim in Claim.objects.all()] == [1.5 * HOUR] * 3


def test_cleaning_may_pass_the_closing_time_but_no_use_does(booked):
    room = room_with(cleanup_minutes=30)
    for day in range(7):
        OpeningHours.objects.create(policy=room.policy, weekday=day, opens=time(8), closes=time(20))

    assert booked(room, local("2026-12-01 19:00")).is_confirmed
    assert refusal(booked, room, local("2026-12-02 19:15")) == ["It is open Wednesday 08:00–20:00."]


def test_notice_length_and_cancelling_are_bound(booked, someone):
    room = room_with(notice_minutes=120, min_minutes=60, max_minutes=120, cancel_hours=24)

    assert refusal(booked, room, local(f"{MONDAY} 09:00")) == ["It must be booked 2 h before it begins."]
    assert refusal(booked, room, local("2026-12-02 09:00"), 0.5) == ["A booking lasts at least 1 h."]
    assert refusal(booked, room, local("2026-12-02 09:00"), 3) == ["A booking lasts at most 2 h."]
    booking = booked(room, local(f"{MONDAY} 12:00"), membership=someone)
    assert refusal(cancel_booking, booking, by=someone.user) == [
        "It can be cancelled until 24 hours before it begins. Ask a coordinator."
    ]


def test_a_public_holiday_closes_only_where_the_rules_say_so(booked):
    noon = local("2026-12-25 12:00")

    assert booked(room_with(), noon).is_confirmed
    [text] = refusal(booked, room_with(closed_on_holidays=True), noon)
    assert text == "It is closed on 25 Dec 2026: Christmas Day."


# --- Halls and kilns -------------------------------------------------------------------------------


def test_a_hall_names_both_companies_in_its_halves(booked, hall):
    whole, half_a, half_b, _machine = hall
    start = local("2026-12-01 10:00")
    for half, name in ((half_a, "Nodo"), (half_b, "Torchio")):
        booked(half, start, membership=MembershipFactory(company__name=name))

    assert [text.split(":")[0] for text in refusal(booked, whole, start)] == [
        "HA Half A is taken by Nodo",
        "HB Half B is taken by Torchio",
    ]


def test_a_kiln_that_takes_its_room_is_refused_while_the_room_is_booked(booked):
    room = RoomFactory(code="B5", name="Room")
    kiln = RoomFactory(code="B5K", name="Kiln", kind="machine", area_m2=None)
    kiln.takes.set([room, kiln])
    booked(room, local("2026-12-01 10:00"))

    [text] = refusal(booked, kiln, local("2026-12-01 10:00"))

    assert text.startswith("B5 Room is taken by")


# --- Quiet hours -----------------------------------------------------------------------------------


def test_a_loud_machine_rests_in_the_quiet_hours_of_a_resolution(booked):
    crane = room_with(is_loud=True)
    resolution = ResolutionFactory()
    rule = QuietHours.objects.create(
        name="Midday",
        starts=time(12, 30),
        ends=time(14, 30),
        valid_from=date(2022, 1, 1),
        valid_to=date(2026, 12, 10),
        resolution=resolution,
    )
    rule.policies.add(crane.policy)

    [text] = refusal(booked, crane, local("2026-12-01 12:15"), 0.5)
    assert text == f"Quiet hours “Midday”, 12:30–14:30: resolution {resolution.reference}."
    assert booked(crane, local("2026-12-01 11:30")).is_confirmed
    assert booked(crane, local("2026-12-01 14:30")).is_confirmed
    assert booked(crane, local("2026-12-10 12:15"), 0.5).is_confirmed  # the first day without them
    assert booked(room_with(), local("2026-12-01 12:15"), 0.5).is_confirmed


# --- Certificates ----------------------------------------------------------------------------------


def test_a_machine_asks_for_people_with_the_certificate(booked, someone):
    kind = CertificateKind.objects.create(name="Kiln")
    kiln = room_with(certificate=kind, certified_people=1)
    start = local("2027-01-18 10:00")
    kind.certificates.create(person=someone.user, granted_on=date(2026, 1, 1), expires_on=date(2027, 2, 1))

    assert refusal(booked, kiln, start, membership=someone) == ["Name 1 person with the certificate “Kiln”."]
    for week in (0, 1):
        at = start + timedelta(weeks=week)
        assert booked(kiln, at, membership=someone, operators=[someone.user]).is_confirmed
    late = local("2027-02-01 10:00")
    assert refusal(booked, kiln, late, membership=someone, operators=[someone.user]) == [
        f"Without the certificate “Kiln” on that day: {someone.user}."
    ]


def test_people_of_another_company_do_not_work_the_machine_for_one(booked, someone):
    stranger = MembershipFactory().user

    [text] = refusal(
        booked, RoomFactory(), local("2026-12-01 10:00"), membership=someone, operators=[stranger]
    )

    assert text == f"{stranger} does not belong to {someone.company}."


# --- Beside the rules ------------------------------------------------------------------------------


def test_only_coordinators_book_beside_the_rules_and_never_beside_others(booked, someone, coordinator):
    room = room_with(max_minutes=60)
    start = local("2026-12-01 10:00")
    long = {"hours": 4, "override_reason": "Fair of the town"}

    assert refusal(booked, room, start, membership=someone, **long) == [
        "Only coordinators can book outside the rules."
    ]
    place = MembershipFactory(user=coordinator)
    assert booked(room, start, membership=place, **long).override_reason == "Fair of the town"
    [text] = refusal(booked, room, start, membership=place, **long)
    assert "is taken by" in text


# --- Approval --------------------------------------------------------------------------------------


@pytest.fixture
def pending(booked, someone):
    with time_machine.travel(local("2026-12-04 10:00"), tick=False):  # a Friday
        return booked(room_with(needs_approval=True), local("2026-12-10 10:00"), membership=someone)


def test_what_waits_for_approval_holds_its_time(booked, pending):
    assert pending.state == "pending"
    assert pending.pending_until == local("2026-12-07 10:00")
    [text] = refusal(booked, pending.space, local("2026-12-10 10:00"))
    assert "is taken by" in text


def test_a_coordinator_approves_once(pending, coordinator):
    approved = approve_booking(pending, by=coordinator)

    assert (approved.state, approved.decided_by, approved.sequence) == ("confirmed", coordinator, 1)
    [text] = refusal(reject_booking, pending, by=coordinator, reason="No")
    assert text == "This booking is no longer waiting: it has been answered or cancelled, or it has lapsed."


def test_what_is_not_approved_is_free_at_once(booked, pending, coordinator):
    rejected = reject_booking(pending, by=coordinator, reason="The roof is open.")

    assert (rejected.state, rejected.cancel_reason) == ("rejected", "The roof is open.")
    assert booked(pending.space, local("2026-12-10 10:00")).state == "pending"


def overdue(booking: Booking) -> Booking:
    """The clock of the database cannot be moved, so the moment is."""
    Booking.objects.filter(pk=booking.pk).update(pending_until=local("2020-01-01 10:00"))
    booking.refresh_from_db()
    return booking


def test_what_nobody_approved_in_time_is_free_without_the_worker(booked, pending, coordinator):
    overdue(pending)

    assert refusal(approve_booking, pending, by=coordinator) == [
        "This booking is no longer waiting: it has been answered or cancelled, or it has lapsed."
    ]
    assert booked(pending.space, local("2026-12-10 10:00")).state == "pending"
    pending.refresh_from_db()
    assert (pending.state, pending.sequence) == ("lapsed", 1)


def test_lapsing_is_harmless_twice(pending):
    overdue(pending)

    assert [lapse_overdue(), lapse_overdue()] == [1, 0]
    assert not Claim.objects.filter(released_at=None).exists()


# --- Changing --------------------------------------------------------------------------------------


def change(booking, by, **changes):
    terms = {name: getattr(booking, name) for name in ("space", "starts_at", "ends_at", "purpose")}
    return change_booking(booking, by=by, **(terms | changes))


def test_a_booking_moves_and_stays_the_same_booking(booked, someone):
    room, other = RoomFactory(), RoomFactory()
    booking = booked(room, local("2026-12-01 10:00"), membership=someone)

    moved = change(booking, someone.user, space=other, ends_at=local("2026-12-01 12:00"))

    assert (moved.uid, moved.sequence, moved.space) == (booking.uid, 1, other)
    assert booked(room, local("2026-12-01 10:00")).is_confirmed
    assert "is taken by" in refusal(booked, other, local("2026-12-01 11:00"))[0]
    assert change(moved, someone.user, purpose="Other words").sequence == 1


def test_a_move_into_anothers_time_changes_nothing(booked, someone):
    room = RoomFactory()
    booked(room, local("2026-12-01 12:00"))
    booking = booked(room, local("2026-12-01 10:00"), membership=someone)

    refusal(change, booking, someone.user, ends_at=local("2026-12-01 12:30"))

    booking.refresh_from_db()
    assert (booking.sequence, booking.ends_at) == (0, local("2026-12-01 11:00"))
    assert booked(room, local("2026-12-01 11:00")).is_confirmed


def test_others_change_nothing_and_a_coordinator_tells_the_company(booked, someone, coordinator):
    booking = booked(RoomFactory(), local("2026-12-01 10:00"), membership=someone)

    assert refusal(change, booking, MembershipFactory().user) == [
        f"Only {someone.company} can change this booking."
    ]
    change(booking, coordinator, starts_at=local("2026-12-01 09:00"))
    [told] = mail.outbox
    assert (told.to, told.subject) == ([someone.user.email], f"Booking changed: {booking.space}")
