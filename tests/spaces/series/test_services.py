"""Series: the dates, the conflicts, what is left out, this and the following."""

from datetime import UTC, date, datetime, time, timedelta
from uuid import uuid4

import pytest
import time_machine
from django.core import mail
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from spaces.bookings.models import Booking, Claim
from spaces.bookings.rules import Kind
from spaces.certificates.services import grant_certificate
from spaces.closures.services import cancel_closure, close_spaces
from spaces.policies.certificate_models import CertificateKind
from spaces.policies.models import Quota
from spaces.series.following import cancel_following, change_following
from spaces.series.models import Series, SkippedDate
from spaces.series.rules import Timing
from spaces.series.services import (
    SeriesConflictError,
    book_skipped,
    create_series,
    preview_series,
)
from tests.factories.members import CompanyFactory, MembershipFactory
from tests.factories.spaces import BookingFactory, ClaimFactory, RoomFactory, local

pytestmark = pytest.mark.django_db

CLOCK = datetime(2026, 11, 30, 7, tzinfo=UTC)  # 08:00 in Rome


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(CLOCK, tick=False):
        yield


@pytest.fixture
def member(clock):
    return MembershipFactory()


@pytest.fixture
def room(clock):
    return make_room()


def make_room(horizon: int = 180, **policy):
    room = RoomFactory()
    for name, value in ({"horizon_days": horizon} | policy).items():
        setattr(room.policy, name, value)
    room.policy.save()
    return room


def make(room, member, first, until, times=("09:00", "10:00"), **more) -> Series:
    return create_series(
        room,
        company=member.company,
        by=member.user,
        first_day=first,
        until=until,
        start_time=time.fromisoformat(times[0]),
        end_time=time.fromisoformat(times[1]),
        purpose="Rehearsal",
        **({"every": "week", "request_id": uuid4()} | more),
    )


def starts(series: Series) -> list[datetime]:
    return list(series.bookings.standing().order_by("starts_at").values_list("starts_at", flat=True))


def block(room, start, end) -> Claim:
    return Claim.objects.create(space=room, starts_at=start, ends_at=end)


def test_other_words_for_a_series_move_nothing_and_keep_why_the_rules_do_not_bind(room, member):
    series = make(room, member, date(2026, 12, 1), date(2026, 12, 15))
    series.bookings.update(override_reason="Fair of the town")
    room.policy.cleanup_minutes, room.policy.cancel_hours = 1440, 720
    room.policy.save()
    block(room, CLOCK + timedelta(days=1, hours=3), CLOCK + timedelta(days=1, hours=4))  # after the first

    change_following(series, from_day=date(2026, 12, 1), by=member.user, **terms_of(series, purpose="Choir"))

    rows = series.bookings.values_list("purpose", "override_reason", "sequence", "claims__ends_at")
    assert [row[:3] for row in rows] == [("Choir", "Fair of the town", 0)] * 3
    assert Claim.objects.exclude(booking=None).count() == 3  # none was written anew


def terms_of(series, **changes):
    names = ("space", "start_time", "end_time", "purpose", "nights")
    return {name: getattr(series, name) for name in names} | changes


def test_a_series_that_is_too_late_to_cancel_is_not_moved_either(member):
    room = make_room(cancel_hours=24 * 3)
    series = make(room, member, date(2026, 12, 1), date(2026, 12, 15))
    later = terms_of(series, start_time=time(9, 30))

    with pytest.raises(ValidationError, match="cancelled or moved until 72 hours"):
        change_following(series, from_day=date(2026, 12, 1), by=member.user, **later)
    change_following(series, from_day=date(2026, 12, 8), by=member.user, **later)
    assert list(series.bookings.order_by("starts_at").values_list("sequence", flat=True)) == [0, 1, 1]


def test_what_a_colleague_changed_since_the_series_was_fetched_is_not_overwritten(room, member):
    series = make(room, member, date(2026, 12, 1), date(2026, 12, 15))
    theirs = Series.objects.get()
    change_following(theirs, from_day=date(2026, 12, 1), by=member.user, **terms_of(theirs, purpose="Choir"))

    with pytest.raises(ValidationError, match="Someone changed this series"):
        change_following(
            series, from_day=date(2026, 12, 1), by=member.user, **terms_of(series, purpose="Mine")
        )
    assert set(series.bookings.values_list("purpose", flat=True)) == {"Choir"}


def test_a_date_skipped_where_one_was_left_out_before_keeps_the_newer_reason(room, member):
    series = make(room, member, date(2026, 12, 1), date(2026, 12, 8))
    SkippedDate.objects.create(series=series, day=date(2026, 12, 8), why="Taken by Nodo")
    other = make_room()
    block(other, CLOCK + timedelta(days=8), CLOCK + timedelta(days=9))

    change_following(
        series,
        from_day=date(2026, 12, 1),
        by=member.user,
        skip=[date(2026, 12, 8)],
        **terms_of(series, space=other),
    )

    assert [(one.day, one.why) for one in series.skipped.all()] == [
        (date(2026, 12, 8), "The space is closed then.")
    ]


def test_operators_of_another_company_work_no_machine_in_a_series(room, member):
    stranger = MembershipFactory().user

    with pytest.raises(ValidationError, match="does not belong to"):
        make(room, member, date(2026, 12, 1), date(2026, 12, 8), operators=[stranger])


def test_value_1_and_case_6_an_hour_that_the_clocks_skip_makes_no_date(room, member):
    terms = (room, member, date(2027, 3, 14), date(2027, 4, 11), ("02:30", "03:30"))
    with pytest.raises(SeriesConflictError) as refused:
        make(*terms)
    assert [(one.day, one.mark) for one in refused.value.dates if not one.is_free] == [
        (date(2027, 3, 28), "does not exist")
    ]

    series = make(*terms, skip=[date(2027, 3, 28)])

    assert starts(series) == [
        datetime(2027, 3, 14, 1, 30, tzinfo=UTC),
        datetime(2027, 3, 21, 1, 30, tzinfo=UTC),
        datetime(2027, 4, 4, 0, 30, tzinfo=UTC),
        datetime(2027, 4, 11, 0, 30, tzinfo=UTC),
    ]
    assert [one.day for one in series.skipped.all()] == [date(2027, 3, 28)]


def test_value_1_of_an_hour_that_comes_twice_the_first_is_meant(member):
    series = make(make_room(400), member, date(2027, 10, 17), date(2027, 11, 7), ("02:30", "03:30"))

    assert series.bookings.count() == 4
    third = series.bookings.order_by("starts_at")[2]
    assert (third.starts_at, third.ends_at) == (
        datetime(2027, 10, 31, 0, 30, tzinfo=UTC),
        datetime(2027, 10, 31, 2, 30, tzinfo=UTC),
    )


def test_value_1_an_end_that_is_skipped_or_comes_twice(member):
    room = make_room(400)
    with pytest.raises(SeriesConflictError) as refused:
        make(room, member, date(2027, 3, 28), date(2027, 3, 28), ("01:30", "02:30"))
    assert [one.mark for one in refused.value.dates] == ["does not exist"]
    series = make(room, member, date(2027, 10, 31), date(2027, 10, 31), ("01:30", "02:30"))

    assert series.bookings.get().ends_at == datetime(2027, 10, 31, 0, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("day", "start", "hours"),
    [(date(2027, 3, 27), (2027, 3, 27, 21), 7), (date(2027, 10, 30), (2027, 10, 30, 20), 9)],
)
def test_value_2_a_night_is_as_long_as_the_clocks_make_it(member, day, start, hours):
    series = make(make_room(400), member, day, day, ("22:00", "06:00"), nights=1)

    booking = series.bookings.get()
    assert booking.starts_at == datetime(*start, tzinfo=UTC)
    assert booking.ends_at - booking.starts_at == timedelta(hours=hours)


def test_value_3_a_closure_is_skipped_and_the_date_booked_later(room, member, coordinator):
    days = {"starts_at": local("2026-12-24 00:00"), "ends_at": local("2027-01-07 00:00")}
    closure = close_spaces([room], reason="Holidays", by=coordinator, **days)
    terms = (room, member, date(2026, 12, 1), date(2027, 5, 18))
    with pytest.raises(SeriesConflictError) as refused:
        make(*terms, every="fortnight")
    marks = [(one.day, one.mark) for one in refused.value.dates if not one.is_free]
    assert (len(refused.value.dates), marks) == (13, [(date(2026, 12, 29), "closed")])
    assert not Series.objects.exists()

    series = make(*terms, every="fortnight", skip=[date(2026, 12, 29)])

    assert len(starts(series)) == 12
    assert datetime(2027, 3, 23, 8, tzinfo=UTC) in starts(series)
    assert datetime(2027, 4, 6, 7, tzinfo=UTC) in starts(series)
    with pytest.raises(ValidationError, match="closed"):
        book_skipped(series, day=date(2026, 12, 29), by=member.user)
    cancel_closure(closure, by=coordinator)
    book_skipped(series, day=date(2026, 12, 29), by=member.user)
    assert (len(starts(series)), series.skipped.count()) == (13, 0)


@pytest.mark.parametrize(
    ("nth", "days"),
    [
        (4, ["12-25", "01-22", "02-26", "03-26", "04-23", "05-28"]),
        (-1, ["12-25", "01-29", "02-26", "03-26", "04-30", "05-28"]),
    ],
)
def test_value_4_the_fourth_and_the_last_friday(room, member, nth, days):
    series = make(room, member, date(2026, 12, 25), date(2027, 5, 29), every="month", nth=nth)

    assert [f"{one:%m-%d}" for one in starts(series)] == days


def test_value_4_and_case_7_a_fifth_friday_is_only_the_last(room, member):
    with pytest.raises(ValidationError):
        make(room, member, date(2027, 1, 29), date(2027, 5, 29), every="month", nth=4)
    make(room, member, date(2027, 1, 29), date(2027, 5, 29), every="month", nth=-1)


def test_value_4_and_case_7_a_series_reaches_the_29th_of_february(member):
    with time_machine.travel(datetime(2027, 10, 1, 7, tzinfo=UTC), tick=False):
        series = make(make_room(400), member, date(2027, 10, 5), date(2028, 2, 29))

    assert len(starts(series)) == 22
    assert starts(series)[-1].date() == date(2028, 2, 29)


def test_value_5_the_last_day_is_a_local_day_of_the_horizon(room, member):
    with pytest.raises(ValidationError) as refused:
        make(room, member, date(2026, 12, 1), date(2027, 5, 30))
    assert refused.value.messages == ["You can book up to 180 days ahead: until 29 May 2027."]

    series = make(room, member, date(2026, 12, 1), date(2027, 5, 29))

    assert (len(starts(series)), starts(series)[-1].date()) == (26, date(2027, 5, 25))


def test_value_5_and_case_7_a_series_has_at_most_52_dates(member):
    room = make_room(400)
    with pytest.raises(ValidationError, match="52"):
        make(room, member, date(2026, 12, 1), date(2027, 11, 30))

    series = make(room, member, date(2026, 12, 1), date(2027, 11, 29))

    assert (len(starts(series)), starts(series)[-1].date()) == (52, date(2027, 11, 23))


def test_value_5_and_case_7_a_weekly_series_of_eight_nights_overlaps_itself(member):
    room = make_room(400, max_minutes=20160)
    with pytest.raises(ValidationError, match="overlaps itself"):
        make(room, member, date(2026, 12, 1), date(2027, 1, 30), ("16:00", "10:00"), nights=8)


def test_value_12_and_case_11_mondays_from_the_day_without_a_certificate_on_are_marked(member):
    crane = make_room()
    kind = CertificateKind.objects.create(name="Crane")
    crane.policy.certificate, crane.policy.certified_people = kind, 1
    crane.policy.save()
    kind.certificates.create(person=member.user, granted_on=date(2026, 1, 1), expires_on=date(2027, 2, 1))
    terms = (crane, member, date(2027, 1, 18), date(2027, 2, 1), ("10:00", "11:00"))

    with pytest.raises(SeriesConflictError) as refused:
        make(*terms, operators=[member.user])
    series = make(*terms, operators=[member.user], skip=[date(2027, 2, 1)])

    marks = [(one.day.day, one.mark) for one in refused.value.dates]
    assert marks == [(18, "free"), (25, "free"), (1, "no certificate")]
    assert [start.day for start in starts(series)] == [18, 25]


def six(room, member) -> tuple[Series, list[Booking]]:
    series = make(room, member, date(2026, 12, 1), date(2027, 1, 5))
    return series, list(series.bookings.order_by("starts_at"))


def change(series, member, **more) -> list[Booking]:
    terms = {"space": series.space, "purpose": "Rehearsal", "from_day": date(2026, 12, 15)}
    times = {"start_time": time(14), "end_time": time(15)}
    return change_following(series, by=member.user, **(terms | times | more))


def told(series) -> list[tuple]:
    return list(series.bookings.order_by("pk").values_list("uid", "starts_at", "sequence", "state"))


def test_value_14_this_and_the_following_keep_their_uid(room, member):
    series, before = six(room, member)

    change(series, member)

    after = list(series.bookings.order_by("starts_at"))
    assert [one.uid for one in after] == [one.uid for one in before]
    assert [one.sequence for one in after] == [0, 0, 1, 1, 1, 1]
    assert [one.starts_at.hour for one in after] == [8, 8, 13, 13, 13, 13]
    assert Claim.objects.filter(released_at__isnull=True, starts_at__hour=14).count() == 4


def test_value_14_a_conflict_changes_nothing_and_skipping_cancels(room, member):
    series, _bookings = six(room, member)
    for day in (22, 29):
        start = datetime(2026, 12, day, 13, tzinfo=UTC)
        ClaimFactory(booking=BookingFactory(space=room, starts_at=start, ends_at=start + timedelta(hours=1)))
    before = told(series)

    with pytest.raises(SeriesConflictError) as refused:
        change(series, member)

    days = [one.day for one in refused.value.dates if not one.is_free]
    assert days == [date(2026, 12, 22), date(2026, 12, 29)]
    assert told(series) == before

    change(series, member, skip=days)

    states = [state for _uid, _start, _sequence, state in told(series)]
    assert states == ["confirmed", "confirmed", "confirmed", "cancelled", "cancelled", "confirmed"]
    assert [one.day for one in series.skipped.all()] == days
    assert [one.sequence for one in series.bookings.order_by("starts_at")][:2] == [0, 0]


def test_case_8_past_dates_never_change(room, member):
    series, _bookings = six(room, member)
    before = told(series)
    with time_machine.travel(datetime(2026, 12, 16, 9, tzinfo=UTC), tick=False):
        change(series, member, from_day=date(2026, 12, 1))

    after = told(series)
    assert after[:3] == before[:3]
    assert [(uid, sequence) for uid, _start, sequence, _state in after[3:]] == [
        (one[0], 1) for one in before[3:]
    ]


def test_other_words_alone_raise_no_sequence(room, member):
    series, _bookings = six(room, member)

    change(series, member, start_time=time(9), end_time=time(10), purpose="Concert")

    assert [(one.sequence, one.purpose) for one in series.bookings.order_by("starts_at")] == [
        *[(0, "Rehearsal")] * 2,
        *[(0, "Concert")] * 4,
    ]


def test_cancelling_the_following_frees_their_time(room, member):
    series, _bookings = six(room, member)

    cancel_following(series, from_day=date(2026, 12, 15), by=member.user)

    assert len(starts(series)) == 2
    assert Claim.objects.filter(released_at__isnull=True).count() == 2


def test_another_company_cannot_change_a_series(room, member):
    series, _bookings = six(room, member)
    with pytest.raises(ValidationError):
        change(series, MembershipFactory())
    with pytest.raises(ValidationError):
        cancel_following(series, from_day=date(2026, 12, 15), by=MembershipFactory().user)


def test_the_quota_counts_the_dates_of_a_series_together(member):
    room = make_room(max_minutes=10080)
    room.policy.quota = Quota.objects.create(name="Rooms", minutes_a_week=600, open_bookings=1)
    room.policy.save()
    # Two bookings of a week that shares Sunday and Monday: 40 hours on a weekly night would pass any quota.
    timing = Timing(room, time(8), time(19))
    dates = preview_series(
        timing,
        company=member.company,
        every="week",
        nth=None,
        first_day=date(2026, 12, 1),
        until=date(2026, 12, 8),
    )
    assert [[fault.kind for fault in one.faults] for one in dates] == [[Kind.QUOTA], [Kind.QUOTA]]
    series = make(room, member, date(2026, 12, 1), date(2026, 12, 29))
    assert len(starts(series)) == 5  # one open booking, and 60 minutes in each week
    with pytest.raises(SeriesConflictError):
        make(room, member, date(2026, 12, 2), date(2026, 12, 9))
    change(series, member)  # its own dates are no second open booking


def test_the_form_sent_twice_is_one_series(room, member):
    request_id = uuid4()
    first = make(room, member, date(2026, 12, 1), date(2026, 12, 8), request_id=request_id)
    again = make(room, member, date(2026, 12, 1), date(2026, 12, 8), request_id=request_id)

    assert (first, Booking.objects.count()) == (again, 2)


def test_one_mail_tells_all_dates(room, member, django_capture_on_commit_callbacks):
    ClaimFactory(
        booking=BookingFactory(
            space=room,
            company=CompanyFactory(),
            starts_at=datetime(2026, 12, 8, 8, tzinfo=UTC),
            ends_at=datetime(2026, 12, 8, 9, tzinfo=UTC),
        )
    )
    with django_capture_on_commit_callbacks(execute=True):
        make(room, member, date(2026, 12, 1), date(2026, 12, 15), skip=[date(2026, 12, 8)])

    [message] = mail.outbox
    assert "1 Dec 2026" in message.body
    assert "8 Dec 2026: " in message.body
    assert SkippedDate.objects.count() == 1


def test_52_dates_take_at_most_40_queries(member):
    room = make_room(400)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        make(room, member, date(2026, 12, 1), date(2027, 11, 29))

    assert len(queries) <= 40


def test_this_and_following_into_a_space_with_a_certificate_asks_who_works_it_on_each_date(room, member):
    crane = make_room()
    kind = CertificateKind.objects.create(name="Crane", months_valid=24, company=member.company)
    crane.policy.certificate, crane.policy.certified_people = kind, 1
    crane.policy.save()
    certified = MembershipFactory(company=member.company).user
    grant_certificate(kind, person=certified, by=member.user)
    series = make(room, member, date(2026, 12, 1), date(2026, 12, 15), operators=[certified])
    second = series.bookings.order_by("starts_at")[1]
    second.operators.set([member.user])  # on one date a colleague without the certificate
    moved = terms_of(series, space=crane)

    with pytest.raises(SeriesConflictError) as refused:
        change_following(series, from_day=date(2026, 12, 1), by=member.user, **moved)
    faults = {one.day.day: [fault.kind for fault in one.faults] for one in refused.value.dates}
    second.operators.set([certified])
    change_following(series, from_day=date(2026, 12, 1), by=member.user, **moved)

    assert faults == {1: [], 8: [Kind.CERTIFICATE], 15: []}
    assert set(series.bookings.values_list("space", flat=True)) == {crane.pk}
