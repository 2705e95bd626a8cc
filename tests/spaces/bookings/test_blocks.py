"""Time in which nobody has a space."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.utils import timezone

from spaces.bookings.blocks import blocked_leaves, clear_way, refresh_blocks, union
from spaces.bookings.many_holds import faults_of_holds, hold_times
from spaces.bookings.models import Claim
from spaces.building.services import lock_spaces
from spaces.hooks import Stretch, block_sources
from tests.factories.members import MembershipFactory
from tests.factories.spaces import BookingPolicyFactory, RoomFactory

pytestmark = pytest.mark.django_db

DAY = datetime(2026, 12, 1, tzinfo=UTC)


def at(hour: float) -> datetime:
    return DAY + timedelta(hours=hour)


@pytest.fixture
def clock(monkeypatch):
    """Sets the clock."""

    def set_to(moment: datetime) -> None:
        monkeypatch.setattr(timezone, "now", lambda: moment)

    return set_to


@pytest.fixture
def shut():
    """A list of stretches that stand; tests change it."""
    stretches: list[Stretch] = []
    source = block_sources.register(lambda spaces: [one for one in stretches if one.space in spaces])
    yield stretches
    block_sources.unregister(source)


def refreshed(*leaves: int) -> list[tuple[datetime, datetime]]:
    lock_spaces(leaves)
    refresh_blocks(leaves)
    blocks = Claim.objects.filter(space__in=leaves, booking=None, released_at=None)
    return list(blocks.order_by("starts_at", "space").values_list("starts_at", "ends_at"))


def test_union_joins_what_overlaps_and_touches():
    hours = [(12, 13), (1, 3), (2, 4), (4, 5), (7, 7), (8, 9)]
    assert union([(at(a), at(b)) for a, b in hours]) == [
        (at(1), at(5)),
        (at(8), at(9)),
        (at(12), at(13)),
    ]


def test_value_9_closure_and_ticket_make_one_block_and_the_ticket_solved_leaves_the_closure(shut, clock):
    room = RoomFactory()
    clock(at(10))
    closure, ticket = Stretch(room.pk, at(10), at(12), "Painters"), Stretch(room.pk, at(10), at(14), "Broken")
    shut += [closure, ticket]
    assert refreshed(room.pk) == [(at(10), at(14))]

    clock(at(11))
    shut[1] = Stretch(room.pk, at(10), at(11), "Broken")
    assert refreshed(room.pk) == [(at(10), at(12))]
    assert refreshed(room.pk) == [(at(10), at(12))]  # again: the same


def test_value_9_two_companies_get_one_mail_each_or_nothing_happens(shut, booked, clock):
    room = RoomFactory()
    clock(at(8))
    places = [MembershipFactory(), MembershipFactory()]
    bookings = [
        booked(room, at(hour), membership=place)
        for hour, place in ((10, places[0]), (11, places[1]), (12, places[0]))
    ]
    shut.append(Stretch(room.pk, at(10), at(13), "Broken"))

    with pytest.raises(ValidationError):
        refreshed(room.pk)
    assert Claim.objects.filter(booking=None).count() == 0

    lock_spaces([room.pk])
    stopped = clear_way([room.pk], at(10), at(13), by=None, reason="The floor is wet", is_danger=False)
    assert {one.pk for one in stopped} == {one.pk for one in bookings}
    assert refreshed(room.pk) == [(at(10), at(13))]
    told = sorted(message.to[0] for message in mail.outbox)
    assert told == sorted(place.user.email for place in places)


def test_hall_is_shut_with_its_halves_and_a_kiln_without_its_room():
    half_a, half_b = RoomFactory(), RoomFactory()
    hall = RoomFactory()
    hall.takes.set([half_a, half_b])
    room, kiln = RoomFactory(), RoomFactory()
    kiln.takes.set([room, kiln])

    assert blocked_leaves([hall.pk]) == {half_a.pk, half_b.pk}
    assert blocked_leaves([kiln.pk]) == {kiln.pk}
    assert blocked_leaves([room.pk]) == {room.pk}


def test_what_runs_ends_with_the_quarter_of_an_hour_and_the_block_begins_there(shut, booked, clock):
    room = RoomFactory()
    clock(at(8))
    running = booked(room, at(10), 2)
    clock(at(10) + timedelta(minutes=20))
    now = at(10) + timedelta(minutes=20)
    shut.append(Stretch(room.pk, now, now + timedelta(hours=24), "Broken"))

    lock_spaces([room.pk])
    clear_way([room.pk], now, now + timedelta(hours=24), by=None, reason="It smokes", is_danger=True)
    running.refresh_from_db()
    assert running.ends_at == at(10.5)
    assert refreshed(room.pk) == [(at(10.5), now + timedelta(hours=24))]


def test_cleaning_after_the_dates_of_a_series_is_cut_where_a_block_begins(shut, clock):
    """It was a refusal that nobody could follow: the date is free, the cleaning met the painters."""
    room = RoomFactory(policy=BookingPolicyFactory(cleanup_minutes=30))
    clock(at(8))
    shut.append(Stretch(room.pk, at(12), at(14), "Painters"))
    refreshed(room.pk)
    times = [(at(10), at(12)), (at(34), at(36))]

    assert faults_of_holds(room, times) == [[], []]
    hold_times(room, times, purpose="Choir", by=None)

    held = Claim.objects.exclude(booking=None).order_by("starts_at").values_list("starts_at", "ends_at")
    assert list(held) == [(at(10), at(12)), (at(34), at(36.5))]
