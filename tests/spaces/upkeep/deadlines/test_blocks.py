"""A late deadline keeps a space from being booked, and says why; it cancels nothing."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
import time_machine
from django.core.exceptions import ValidationError

from spaces.bookings.changes import change_booking
from spaces.bookings.holds import hold_space
from spaces.bookings.models import Claim
from spaces.bookings.services import cancel_booking
from spaces.building.models import Space
from spaces.closures.services import cancel_closure, close_spaces
from spaces.series.services import SeriesConflictError, create_series
from spaces.upkeep.deadlines.blocks import block_end, refresh_late_blocks
from spaces.upkeep.deadlines.services import record_done, save_deadline
from tests.factories.members import MembershipFactory
from tests.factories.spaces import RoomFactory, local
from tests.factories.upkeep import DeadlineFactory

pytestmark = pytest.mark.django_db

WHY = (
    "This cannot be booked now. Overdue since 20 Nov 2026: Hoist (C1 Hall). It opens again once that is done."
)
LATE = date(2026, 11, 20)
END = local("2028-02-01 00:00")


@pytest.fixture(autouse=True)
def _clock():
    with time_machine.travel(local("2026-11-30 08:00"), tick=False):
        yield


@pytest.fixture
def room():
    return RoomFactory(code="C1", name="Hall")


def late(space, **kwargs):
    return DeadlineFactory(name="Hoist", space=space, next_on=LATE, blocks_when_late=True, **kwargs)


def blocks(space):
    rows = Claim.objects.filter(space=space, booking=None, released_at=None).order_by("starts_at")
    return [(claim.starts_at, claim.ends_at) for claim in rows]


def refused(book, *args, **kwargs):
    with pytest.raises(ValidationError) as refusal:
        book(*args, **kwargs)
    return refusal.value.messages


def test_what_is_late_cannot_be_booked_and_the_refusal_says_why_and_since_when(booked, room, coordinator):
    late(room)  # no worker has run since

    assert refused(booked, room, local("2026-12-01 10:00")) == [WHY]
    assert refused(booked, room, local("2027-04-01 10:00")) == [WHY]
    held = {"starts_at": local("2026-12-01 10:00"), "ends_at": local("2026-12-01 11:00")}
    assert refused(hold_space, room, purpose="Open day", by=coordinator, **held) == [WHY]


def test_every_date_of_a_series_says_so_too(room):
    late(room)
    place, first = MembershipFactory(), date(2026, 12, 1)
    rule = {"every": "week", "first_day": first, "until": first + timedelta(days=14)}
    times = {"start_time": local("2026-12-01 10:00").time(), "end_time": local("2026-12-01 11:00").time()}

    words = {"purpose": "Choir", "request_id": uuid4()}
    with pytest.raises(SeriesConflictError) as refusal:
        create_series(room, company=place.company, by=place.user, **rule, **times, **words)

    assert [WHY in one.why for one in refusal.value.dates] == [True] * 3


def test_it_is_late_on_the_day_after_and_free_again_once_it_is_done(booked, room, coordinator):
    deadline = late(room)
    deadline.next_on = date(2026, 11, 30)
    save_deadline(deadline)
    assert booked(room, local("2026-12-01 10:00")).is_confirmed

    with time_machine.travel(local("2026-12-01 00:00"), tick=False):
        assert "Overdue since 30 Nov 2026" in refused(booked, room, local("2026-12-02 10:00"))[0]
        assert refresh_late_blocks() == 1
        record_done(deadline, day=date(2026, 12, 1), by=coordinator, due_on=deadline.next_on)
        assert blocks(room) == []
        assert booked(room, local("2026-12-02 10:00")).is_confirmed


@pytest.mark.parametrize("change", [{"blocks_when_late": False}, {"ended_on": date(2026, 11, 30)}])
def test_it_is_free_when_the_deadline_does_not_block_or_is_over(booked, room, change):
    deadline = late(room)
    save_deadline(deadline)
    assert blocks(room)
    for name, value in change.items():
        setattr(deadline, name, value)
    save_deadline(deadline)

    assert blocks(room) == []
    assert booked(room, local("2026-12-01 10:00")).is_confirmed


def test_what_is_booked_stays_and_may_be_cancelled_but_not_moved(booked, room):
    place = MembershipFactory()
    booking = booked(room, local("2026-12-01 10:00"), membership=place)
    save_deadline(late(room))

    booking.refresh_from_db()
    assert booking.is_confirmed
    assert blocks(room) == [
        (local("2026-11-21 00:00"), local("2026-12-01 10:00")),
        (local("2026-12-01 11:00"), END),
    ]
    words = {"by": place.user, "space": room, "purpose": "Choir"}
    change_booking(booking, starts_at=booking.starts_at, ends_at=booking.ends_at, **words)
    times = {"starts_at": local("2026-12-01 12:00"), "ends_at": local("2026-12-01 13:00")}
    assert refused(change_booking, booking, **times, **words) == [WHY]
    cancel_booking(booking, by=place.user)
    assert refused(booked, room, local("2026-12-01 10:00")) == [WHY]
    refresh_late_blocks()
    assert blocks(room) == [(local("2026-11-21 00:00"), END)]


def test_the_block_reaches_beyond_what_can_be_booked_and_moves_on_by_months(room):
    save_deadline(late(room))
    before = Claim.objects.count()

    assert blocks(room)[0][1] == END == block_end(date(2026, 11, 30))
    with time_machine.travel(local("2026-12-01 09:00"), tick=False):
        refresh_late_blocks()
        assert Claim.objects.count() == before
    with time_machine.travel(local("2027-03-01 09:00"), tick=False):
        refresh_late_blocks()
        assert blocks(room)[0][1] == local("2028-05-01 00:00")


def test_a_closure_that_is_over_or_to_come_stands_beside_it(room, coordinator):
    with time_machine.travel(local("2026-11-29 08:00"), tick=False):
        for day in ("2026-11-29", "2026-12-03"):
            times = {"starts_at": local(f"{day} 10:00"), "ends_at": local(f"{day} 12:00")}
            closure = close_spaces([room], reason="Painters", by=coordinator, **times)
    save_deadline(late(room))

    assert blocks(room)[-1] == (local("2026-11-29 12:00"), END)
    cancel_closure(closure, by=coordinator)
    assert blocks(room)[-1] == (local("2026-11-29 12:00"), END)


def test_a_half_that_is_late_shuts_the_hall_and_not_the_other_half(booked, hall):
    whole, half_a, half_b, machine = hall
    save_deadline(late(half_a))

    assert "Overdue" in refused(booked, whole, local("2026-12-01 10:00"))[0]
    assert "Overdue" in refused(booked, machine, local("2026-12-01 10:00"))[0]
    assert booked(half_b, local("2026-12-01 10:00")).is_confirmed


def test_a_machine_that_is_late_does_not_shut_its_room(booked, hall):
    _whole, half_a, _half_b, machine = hall
    assert machine.kind == Space.Kind.MACHINE
    save_deadline(late(machine))

    assert booked(half_a, local("2026-12-01 10:00")).is_confirmed
    assert "Overdue" in refused(booked, machine, local("2026-12-01 14:00"))[0]
