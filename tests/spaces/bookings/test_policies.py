"""The rules of a space bind every booking: quotas, cleaning, certificates, approval, quiet hours."""

from datetime import UTC, date, datetime, time, timedelta
from uuid import uuid4

import pytest
import time_machine
from django.core import mail
from django.core.exceptions import ValidationError
from django.db import OperationalError, connection
from django.utils import timezone

from spaces.bookings.approvals import approve_booking, reject_booking
from spaces.bookings.changes import change_booking
from spaces.bookings.holds import hold_space, move_hold
from spaces.bookings.lapses import lapse_overdue
from spaces.bookings.models import Booking, Claim
from spaces.bookings.services import cancel_booking, create_booking
from spaces.policies.certificate_models import CertificateKind
from spaces.policies.models import OpeningHours, QuietHours, Quota
from tests.factories.governance import ResolutionFactory
from tests.factories.members import MembershipFactory, UserFactory
from tests.factories.spaces import BookingFactory, BookingPolicyFactory, RoomFactory, local

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


def test_value_6_and_case_9_a_booking_over_new_year_counts_in_both_weeks(booked, someone, ten_hours):
    room = room_with(quota=ten_hours)
    booked(room, local("2026-12-28 09:00"), 8, membership=someone)

    passes = booked(room_with(quota=ten_hours), local("2027-01-03 22:00"), 3, membership=someone)
    passes.delete()
    refused = refusal(booked, room, local("2027-01-03 21:45"), 3.25, membership=someone)

    assert refused == ["That makes 10 h 15 min of 10 h in week 53 (Rooms)."]


@pytest.mark.parametrize(("night", "hours"), [("2027-03-27 22:00", 7), ("2027-10-30 22:00", 9)])
def test_value_2_a_quota_counts_the_hours_that_pass(booked, night, hours):
    """Until six in the morning, whatever the clocks do."""
    rooms = [
        room_with(quota=Quota.objects.create(name=name, minutes_a_week=minutes), horizon_days=400)
        for name, minutes in (("Enough", hours * 60), ("Short", hours * 60 - 15))
    ]
    start = local(night).astimezone(UTC)

    assert booked(rooms[0], start, hours).is_confirmed
    [text] = refusal(booked, rooms[1], start, hours)
    assert text.startswith(f"That makes {hours} h of {hours - 1} h 45 min in week")


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


def test_value_7_and_case_2_thirty_minutes_of_cleaning_belong_to_the_booking_before(booked):
    room = room_with(cleanup_minutes=30)
    booked(room, local("2026-12-01 10:00"))

    assert refusal(booked, room, local("2026-12-01 11:00")) == [f"{room} is cleaned until 1 Dec 2026, 11:30."]
    [no_time] = refusal(booked, room, local("2026-12-01 09:00"))
    assert no_time.startswith("There is no time left to clean up")
    assert booked(room, local("2026-12-01 11:30")).is_confirmed
    assert booked(room, local("2026-12-01 08:30")).is_confirmed
    assert [claim.ends_at - claim.starts_at for claim in Claim.objects.all()] == [1.5 * HOUR] * 3


def test_value_7_and_case_9_cleaning_may_pass_the_closing_time_but_no_use_does(booked):
    room = room_with(cleanup_minutes=30)
    for day in range(7):
        OpeningHours.objects.create(policy=room.policy, weekday=day, opens=time(8), closes=time(20))

    assert booked(room, local("2026-12-01 19:00")).is_confirmed
    assert refusal(booked, room, local("2026-12-02 19:15")) == ["It is open Wednesday 08:00–20:00."]


def test_value_11_a_night_in_the_guest_room_ends_at_ten(booked):
    room = room_with(is_by_night=True, max_minutes=20160)
    for day in range(7):
        OpeningHours.objects.create(policy=room.policy, weekday=day, opens=time(16), closes=time(10))
    friday = local("2026-12-04 16:00")

    [text] = refusal(booked, room, friday, 18.25)
    assert "10:00" in text
    assert booked(room, friday, 18).is_confirmed
    assert booked(room, friday + timedelta(days=1), 42).is_confirmed  # two nights


def test_notice_length_and_cancelling_are_bound(booked, someone):
    room = room_with(notice_minutes=120, min_minutes=60, max_minutes=120, cancel_hours=24)

    assert refusal(booked, room, local(f"{MONDAY} 09:00")) == ["It must be booked 2 h before it begins."]
    assert refusal(booked, room, local("2026-12-02 09:00"), 0.5) == ["A booking lasts at least 1 h."]
    assert refusal(booked, room, local("2026-12-02 09:00"), 3) == ["A booking lasts at most 2 h."]
    booking = booked(room, local(f"{MONDAY} 12:00"), membership=someone)
    assert refusal(cancel_booking, booking, by=someone.user) == [
        "It can be cancelled or moved until 24 hours before it begins. Ask a coordinator."
    ]


def test_a_public_holiday_closes_only_where_the_rules_say_so(booked):
    noon = local("2026-12-25 12:00")

    assert booked(room_with(), noon).is_confirmed
    [text] = refusal(booked, room_with(closed_on_holidays=True), noon)
    assert text == "It is closed on 25 Dec 2026: Christmas Day."


# --- Quiet hours -----------------------------------------------------------------------------------


def test_value_10_a_loud_machine_rests_in_the_quiet_hours_of_a_resolution(booked):
    crane = room_with(is_loud=True)
    resolution = ResolutionFactory(year=2022)
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
    assert text == f"Quiet hours “Midday”, 12:30–14:30: resolution 2022/{resolution.number}."
    assert booked(crane, local("2026-12-01 11:30")).is_confirmed
    assert booked(crane, local("2026-12-01 14:30")).is_confirmed
    assert booked(crane, local("2026-12-10 12:15"), 0.5).is_confirmed  # the first day without them
    assert booked(room_with(), local("2026-12-01 12:15"), 0.5).is_confirmed


def test_an_event_rests_in_quiet_hours_where_the_space_is_loud(coordinator):
    loud, calm = room_with(is_loud=True), room_with()
    rule = QuietHours.objects.create(name="Midday", starts=time(12, 30), ends=time(14, 30), reason="Children")
    rule.policies.set([loud.policy, calm.policy])
    terms = {"starts_at": local("2026-12-01 12:00"), "purpose": "Open day", "by": coordinator}

    with pytest.raises(ValidationError) as refused:
        hold_space(loud, ends_at=local("2026-12-01 13:00"), **terms)
    assert refused.value.message_dict == {"space": ["Quiet hours “Midday”, 12:30–14:30: Children."]}
    assert hold_space(calm, ends_at=local("2026-12-01 13:00"), **terms).is_confirmed
    held = hold_space(loud, ends_at=local("2026-12-01 12:30"), **terms)
    with pytest.raises(ValidationError, match="Quiet hours"):
        move_hold(
            held,
            space=loud,
            starts_at=local("2026-12-01 12:15"),
            ends_at=local("2026-12-01 13:00"),
            purpose="Open day",
        )


# --- Certificates ----------------------------------------------------------------------------------


def test_case_11_a_machine_asks_for_people_with_the_certificate(booked, someone):
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


def test_case_3_what_waits_for_approval_holds_its_time(booked, pending):
    assert pending.state == "pending"
    assert pending.pending_until == local("2026-12-07 10:00")
    [text] = refusal(booked, pending.space, local("2026-12-10 10:00"))
    assert "is taken by" in text


def test_case_3_a_coordinator_approves_once(pending, coordinator):
    approved = approve_booking(pending, by=coordinator)

    assert (approved.state, approved.decided_by, approved.sequence) == ("confirmed", coordinator, 1)
    answered = "This booking is no longer waiting: it has been answered or cancelled, or it has lapsed."
    assert refusal(approve_booking, pending, by=coordinator) == [answered]
    assert refusal(reject_booking, pending, by=coordinator, reason="No") == [answered]
    approved.refresh_from_db()
    assert (approved.state, approved.sequence) == ("confirmed", 1)


def test_what_is_not_approved_is_free_at_once(booked, pending, coordinator):
    rejected = reject_booking(pending, by=coordinator, reason="The roof is open.")

    assert (rejected.state, rejected.cancel_reason) == ("rejected", "The roof is open.")
    assert booked(pending.space, local("2026-12-10 10:00")).state == "pending"


def overdue(booking: Booking) -> Booking:
    """The clock of the database cannot be moved, so the moment is."""
    Booking.objects.filter(pk=booking.pk).update(pending_until=local("2020-01-01 10:00"))
    booking.refresh_from_db()
    return booking


def test_value_13_and_case_3_what_nobody_approved_in_time_is_free_without_the_worker(
    booked, pending, coordinator
):
    assert timezone.localtime(pending.pending_until).strftime("%A %H:%M") == "Monday 10:00"
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


def test_a_company_is_told_once_what_nobody_approved_in_time(booked, pending, someone):
    with time_machine.travel(local("2026-12-04 10:00"), tick=False):
        later = booked(pending.space, local("2026-12-11 10:00"), membership=someone)
    for booking in (pending, later):
        overdue(booking)
    mail.outbox.clear()

    lapse_overdue()
    lapse_overdue()

    [told] = mail.outbox
    assert (told.to, told.subject) == ([someone.user.email], "2 bookings lapsed")
    assert [text in told.body for text in ("10 Dec 2026, 10:00–11:00", "11 Dec 2026, 10:00–11:00")] == [
        True
    ] * 2


@pytest.mark.django_db(transaction=True)
def test_what_lapses_lets_go_of_its_time_in_the_same_moment_or_not_at_all(pending):
    overdue(pending)

    def fail_at_claims(execute, sql, params, many, context):
        if sql.startswith('UPDATE "spaces_claim"'):
            raise OperationalError("killed")
        return execute(sql, params, many, context)

    with connection.execute_wrapper(fail_at_claims), pytest.raises(OperationalError):
        lapse_overdue()

    pending.refresh_from_db()
    assert (pending.state, Claim.objects.filter(released_at=None).count()) == ("pending", 1)
    assert lapse_overdue() == 1


@pytest.mark.sqlite  # PostgreSQL reads a small table from end to end
def test_pending_bookings_are_found_by_an_index_of_their_own():
    assert "booking_pending" in Booking.objects.overdue().explain()


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


def test_other_words_meet_no_rule_of_time_and_keep_why_the_rules_do_not_bind(booked, coordinator):
    place = MembershipFactory(user=coordinator)
    colleague = MembershipFactory(company=place.company).user
    room = room_with(max_minutes=60, horizon_days=30, cancel_hours=24)
    booking = booked(room, local("2026-12-01 10:00"), 4, membership=place, override_reason="Fair of the town")
    with time_machine.travel(local("2026-12-01 09:00"), tick=False):
        room.policy.notice_minutes = 120
        room.policy.save()

        changed = change(booking, colleague, purpose="Market", is_private=True)

    assert (changed.purpose, changed.is_private, changed.override_reason, changed.sequence) == (
        "Market",
        True,
        "Fair of the town",
        0,
    )


def test_the_form_saves_other_words_though_the_notice_has_passed(booked, someone, client_of):
    room = room_with(notice_minutes=120)
    booking = booked(room, local("2026-12-01 10:00"), membership=someone)
    words = {"space": room.pk, "starts_at": "2026-12-01T10:00", "ends_at": "2026-12-01T11:00"}

    with time_machine.travel(local("2026-12-01 09:00"), tick=False):
        answer = client_of(someone.user).post(f"/bookings/{booking.uid}/edit/", words | {"purpose": "Market"})

    booking.refresh_from_db()
    assert (answer.status_code, booking.purpose) == (302, "Market")


def test_the_form_saves_other_words_in_an_hour_that_comes_twice(someone, client_of):
    room = room_with(horizon_days=400)
    hour = datetime(2027, 10, 31, 0, 30, tzinfo=UTC)  # 02:30 the first time
    booking = BookingFactory(space=room, company=someone.company, starts_at=hour, ends_at=hour + 2 * HOUR)
    words = {"space": room.pk, "starts_at": "2027-10-31T02:30", "ends_at": "2027-10-31T03:30"}

    client_of(someone.user).post(f"/bookings/{booking.uid}/edit/", words | {"purpose": "Market"})

    booking.refresh_from_db()
    assert (booking.purpose, booking.starts_at, booking.sequence) == ("Market", hour, 0)


def test_a_booking_moves_only_as_long_as_it_could_be_cancelled(booked, someone, coordinator):
    room = room_with(cancel_hours=24)
    booking = booked(room, local(f"{MONDAY} 12:00"), membership=someone)
    later = {"starts_at": local("2026-12-20 12:00"), "ends_at": local("2026-12-20 13:00")}

    assert refusal(change, booking, someone.user, **later) == [
        "It can be cancelled or moved until 24 hours before it begins. Ask a coordinator."
    ]
    assert change(booking, coordinator, **later).sequence == 1


def test_people_of_another_company_work_no_machine_whoever_books_or_changes(booked, someone, coordinator):
    stranger, nobody = MembershipFactory().user, UserFactory(name="Nora")
    room = RoomFactory()
    booking = booked(room, local("2026-12-01 10:00"), membership=someone, operators=[someone.user])

    for by in (someone.user, coordinator):
        assert refusal(change, booking, by, operators=[someone.user, stranger]) == [
            f"{stranger} does not belong to {someone.company}."
        ]
    assert list(change(booking, coordinator, purpose="Market").operators.all()) == [someone.user]
    community = {"company": None, "by": coordinator, "purpose": "Open days", "request_id": uuid4()}
    times = {"starts_at": local("2026-12-02 10:00"), "ends_at": local("2026-12-02 11:00")}
    assert refusal(create_booking, room, **community, **times, operators=[nobody]) == [
        "Nora is in no company."
    ]
    assert create_booking(room, **community, **times, operators=[stranger]).is_confirmed


def test_other_people_for_a_machine_need_the_certificate_though_nothing_moves(booked, someone):
    kind = CertificateKind.objects.create(name="Kiln")
    kiln = room_with(certificate=kind, certified_people=1)
    kind.certificates.create(person=someone.user, granted_on=date(2026, 1, 1))
    novice = MembershipFactory(company=someone.company).user
    booking = booked(kiln, local("2026-12-01 10:00"), membership=someone, operators=[someone.user])

    assert refusal(change, booking, someone.user, operators=[novice]) == [
        f"Without the certificate “Kiln” on that day: {novice}."
    ]


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
