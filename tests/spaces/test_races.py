"""Many at once, on connections of their own: exactly one wins, the others read why.

On SQLite the file is locked for each in turn; what is left to PostgreSQL needs its row locks.
"""

import threading
import time as time_module
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.utils import timezone

from events.programme.rooms import RoomPlan, hold_rooms, move_room, set_rooms
from spaces.allocations.models import Allocation
from spaces.allocations.services import allocate
from spaces.bookings.changes import change_booking
from spaces.bookings.leaves import change_leaves
from spaces.bookings.models import Booking, Claim
from spaces.bookings.services import create_booking
from spaces.building.models import Space
from spaces.building.services import lock_spaces
from spaces.policies.models import Quota
from spaces.requests.models import Offer
from spaces.requests.offers import accept_offer, close_due_offers
from spaces.reshaping.models import Reshaping
from spaces.reshaping.split_merge import SplitPart, split_unit
from spaces.reshaping.swaps import swap_units
from spaces.series.models import Series
from spaces.series.services import SeriesConflictError, create_series
from tests.factories.events import EventFactory
from tests.factories.members import CompanyFactory, MembershipFactory, UserFactory
from tests.factories.spaces import (
    AllocationFactory,
    OfferFactory,
    RoomFactory,
    SpaceFactory,
    UnitRequestFactory,
)

WRITERS = 20


def at_once(jobs: list[Callable[[], object]]) -> list[object]:
    """Run all jobs from the same moment, each on a connection of its own; a refusal is a result too."""
    barrier, results = threading.Barrier(len(jobs)), [None] * len(jobs)

    def run(place: int, job: Callable[[], object]) -> None:
        try:
            barrier.wait()
            results[place] = job()
        except Exception as error:
            results[place] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=item) for item in enumerate(jobs)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def booking_job(space: Space, start: datetime, membership=None, request_id=None) -> Callable[[], object]:
    membership = membership or MembershipFactory()
    return lambda: create_booking(
        space,
        company=membership.company,
        by=membership.user,
        starts_at=start,
        ends_at=start + timedelta(hours=1),
        purpose="Meeting",
        request_id=request_id or uuid4(),
    )


def split(results: list[object]) -> tuple[list[object], list[object]]:
    won = [one for one in results if not isinstance(one, Exception)]
    return won, [one for one in results if isinstance(one, Exception)]


@pytest.mark.django_db(transaction=True)
def test_case_1_of_twenty_bookings_at_once_one_wins_and_the_others_read_whose(tomorrow):
    room = RoomFactory()

    won, lost = split(at_once([booking_job(room, tomorrow) for _writer in range(WRITERS)]))

    assert (len(won), Claim.objects.count(), Booking.objects.count()) == (1, 1, 1)
    assert {type(error) for error in lost} == {ValidationError}
    assert all(f"is taken by {won[0].company}" in error.messages[0] for error in lost)


@pytest.mark.django_db(transaction=True)
def test_value_6_and_case_9_of_two_bookings_in_different_rooms_that_together_pass_the_quota_one_wins(
    tomorrow,
):
    """An hour a week, and each asks for one."""
    quota, member = Quota.objects.create(name="Rooms", minutes_a_week=60), MembershipFactory()
    rooms = [RoomFactory(policy__quota=quota) for _ in range(2)]

    won, lost = split(at_once([booking_job(room, tomorrow, membership=member) for room in rooms]))

    assert (len(won), Booking.objects.count()) == (1, 1)
    assert {type(error) for error in lost} == {ValidationError}
    assert "2 h of 1 h" in lost[0].messages[0]


def move_job(booking: Booking, space: Space, by) -> Callable[[], object]:
    """Move a booking to a space at the same time, and back."""

    def move() -> None:
        for target in (space, booking.space):
            change_booking(
                booking,
                by=by,
                space=target,
                starts_at=booking.starts_at,
                ends_at=booking.ends_at,
                purpose="Meeting",
            )

    return move


@pytest.mark.django_db(transaction=True)
def test_case_23_a_hall_whose_parts_change_while_it_is_booked_is_booked_again_with_those_it_has(
    tomorrow, hall
):
    whole, half_a, _half_b, _machine = hall
    started, results = threading.Event(), []

    def book() -> None:
        started.set()
        results.extend(at_once([booking_job(whole, tomorrow)]))

    thread = threading.Thread(target=book)
    with transaction.atomic():
        change_leaves(whole, parts=[half_a, RoomFactory(code="HC")])
        thread.start()
        started.wait()
        time_module.sleep(1)  # it waits: on PostgreSQL it has read what the hall took, on SQLite nothing yet
    thread.join()

    if connection.vendor == "postgresql":
        assert [str(one) for one in results[0].messages] == [
            "What this space takes has just been changed. Try again."
        ]
        assert Claim.objects.count() == 0
        booking_job(Space.objects.get(code="H"), tomorrow)()
    assert sorted(Claim.objects.values_list("space__code", flat=True)) == ["HA", "HC"]


@pytest.mark.django_db(transaction=True)
def test_bookings_that_move_crosswise_meet_no_deadlock(tomorrow):
    rooms = [RoomFactory(), RoomFactory()]
    jobs = []
    for number in range(8):
        place = MembershipFactory()
        booking = booking_job(rooms[number % 2], tomorrow + timedelta(hours=number), place)()
        jobs.append(move_job(booking, rooms[1 - number % 2], place.user))

    assert at_once(jobs) == [None] * 8
    assert Claim.objects.filter(released_at=None).count() == 8


@pytest.mark.django_db(transaction=True)
def test_events_that_move_crosswise_meet_no_deadlock(tomorrow):
    rooms, host = [RoomFactory(), RoomFactory()], UserFactory()
    jobs = []
    for number in range(8):
        start = tomorrow + timedelta(hours=number)
        event = EventFactory(space=rooms[number % 2], starts_at=start, ends_at=start + timedelta(hours=1))
        with transaction.atomic():
            set_rooms(event, RoomPlan(), by=host)
            hold_rooms(event, by=host)
        jobs.append(move_event_job(event, rooms[1 - number % 2], host))

    assert at_once(jobs) == [None] * 8


def move_event_job(event, space: Space, by) -> Callable[[], object]:
    @transaction.atomic
    def move() -> None:
        left, event.space = event.space, space
        move_room(event, left=left, by=by)
        hold_rooms(event, by=by)

    return move


@pytest.mark.django_db(transaction=True)
def test_case_5_halls_halves_and_machines_at_once_never_share_a_leaf(tomorrow, hall):
    jobs = [booking_job(hall[writer % 4], tomorrow) for writer in range(WRITERS)]

    won, lost = split(at_once(jobs))

    assert {type(error) for error in lost} == {ValidationError}
    # The whole hall, or its second half beside the first or the machine in the first.
    assert sorted(one.space.code for one in won) in (["H"], ["HA", "HB"], ["HB", "HM"])
    assert all(" is taken by " in error.messages[0] for error in lost)
    leaves = list(Claim.objects.filter(released_at=None).values_list("space", flat=True))
    assert len(leaves) == len(set(leaves))


@pytest.mark.django_db(transaction=True)
def test_the_same_request_sent_many_times_at_once_is_one_booking(tomorrow):
    room, membership, request_id = RoomFactory(), MembershipFactory(), uuid4()

    results = at_once([booking_job(room, tomorrow, membership, request_id) for _time in range(5)])

    assert [one.pk for one in results] == [Booking.objects.get().pk] * 5


@pytest.mark.django_db(transaction=True)
def test_of_twenty_allocations_of_a_unit_exactly_one_wins():
    unit = SpaceFactory()
    companies = CompanyFactory.create_batch(WRITERS)
    start = date(2025, 1, 1)

    def job(company) -> Callable[[], object]:
        return lambda: allocate(unit, company=company, start_on=start, by=None, reason="Handed over")

    won, lost = split(at_once([job(company) for company in companies]))

    assert (len(won), Allocation.objects.count()) == (1, 1)
    assert {type(error) for error in lost} == {ValidationError}
    assert all(f"is allocated to {won[0].company}" in error.messages[0] for error in lost)


@pytest.mark.django_db(transaction=True)
def test_swaps_in_opposite_order_at_once_end_in_one_swap():
    one, other = AllocationFactory(unit__code="A1"), AllocationFactory(unit__code="A2")
    units = [one.unit, other.unit]
    day = date(2025, 5, 1)

    def job(first: Space, second: Space) -> Callable[[], object]:
        return lambda: swap_units({first: second, second: first}, day=day, by=None, reason="Agreed")

    won, lost = split(at_once([job(*(units if writer % 2 else units[::-1])) for writer in range(6)]))

    assert (len(won), Allocation.objects.filter(start_on=day).count()) == (1, 2)
    assert {type(error) for error in lost} == {ValidationError}


@pytest.mark.django_db(transaction=True)
def test_a_unit_is_divided_once_however_many_do_it_at_once():
    unit = SpaceFactory(code="A1", area_m2=50)
    parts = [SplitPart("A1a", Decimal(20)), SplitPart("A1b", Decimal(20))]

    def job() -> object:
        return split_unit(unit, parts=parts, day=date(2025, 5, 1), by=None, reason="A wall")

    won, lost = split(at_once([job] * 6))

    assert (len(won), Reshaping.objects.count(), Space.objects.count()) == (1, 1, 3)
    assert all("A1 is out of use from 1 May 2025." in error.messages for error in lost)


@pytest.mark.django_db(transaction=True)
def test_an_offer_goes_on_once_however_many_look_at_once():
    past = timezone.now() - timedelta(days=9)
    late = OfferFactory(offered_at=past, expires_at=past + timedelta(days=1))
    UnitRequestFactory.create_batch(3)

    results = at_once([close_due_offers] * 6 + [lambda: accept_offer(late)] * 2)

    counts = [one for one in results if isinstance(one, int)]
    assert sum(counts) <= 1  # who accepts too late may be the one who closes it
    assert [type(one) for one in results[6:]] == [ValidationError] * 2
    assert list(Offer.objects.order_by("pk").values_list("state", flat=True)) == ["expired", "open"]


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_who_wants_what_is_taken_does_not_wait_for_whoever_holds_the_lock_of_the_space():
    room, start = RoomFactory(), timezone.now().replace(minute=0, second=0, microsecond=0) + timedelta(days=1)
    booking_job(room, start)()
    job = booking_job(room, start)

    with transaction.atomic():
        lock_spaces([room.pk])  # longer than anybody waits for it
        [refusal] = at_once([job])

    assert isinstance(refusal, ValidationError)
    assert "is taken by" in refusal.messages[0]


@pytest.mark.django_db(transaction=True)
def test_series_over_shuffled_rooms_meet_no_deadlock():
    rooms = [RoomFactory() for _number in range(4)]
    rooms[3].takes.set(rooms[:2])  # a hall waits for its halves
    first = timezone.localdate() + timedelta(days=7)

    def job(number: int) -> Callable[[], object]:
        membership = MembershipFactory()
        room = rooms[number * 7 % 4]
        return lambda: create_series(
            room,
            company=membership.company,
            by=membership.user,
            every="week",
            first_day=first,
            until=first + timedelta(days=77),
            start_time=time(8 + number // 8),
            end_time=time(9 + number // 8),
            purpose="Rehearsal",
            request_id=uuid4(),
        )

    results = at_once([job(number) for number in range(16)])

    assert {type(result) for result in results} <= {Series, SeriesConflictError}
    won = [result for result in results if isinstance(result, Series)]
    assert len(won) >= 4
    assert Booking.objects.count() == 12 * len(won)
