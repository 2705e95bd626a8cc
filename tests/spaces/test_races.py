"""Many at once, on connections of their own: exactly one wins, the others read why.

On SQLite the file is locked for each in turn; what is left to PostgreSQL needs its row locks.
"""

import threading
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.utils import timezone

from spaces.allocations.models import Allocation
from spaces.allocations.services import allocate
from spaces.bookings.models import Booking, Claim
from spaces.bookings.services import create_booking
from spaces.building.models import Space
from spaces.requests.models import Offer
from spaces.requests.offers import accept_offer, close_due_offers
from spaces.reshaping.models import Reshaping
from spaces.reshaping.split_merge import SplitPart, split_unit
from spaces.reshaping.swaps import swap_units
from spaces.series.models import Series
from spaces.series.services import SeriesConflictError, create_series
from tests.factories.members import CompanyFactory, MembershipFactory
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


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_of_twenty_bookings_at_once_one_wins_and_the_others_read_whose(tomorrow):
    room = RoomFactory()

    won, lost = split(at_once([booking_job(room, tomorrow) for _writer in range(WRITERS)]))

    assert (len(won), Claim.objects.count(), Booking.objects.count()) == (1, 1, 1)
    assert {type(error) for error in lost} == {ValidationError}
    assert all(f"is taken by {won[0].company}" in error.messages[0] for error in lost)


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_halls_halves_and_machines_at_once_never_share_a_leaf(tomorrow, hall):
    jobs = [booking_job(hall[writer % 4], tomorrow) for writer in range(WRITERS)]

    won, lost = split(at_once(jobs))

    assert {type(error) for error in lost} == {ValidationError}
    leaves = list(Claim.objects.filter(released_at=None).values_list("space", flat=True))
    assert len(leaves) == len(set(leaves))
    assert 1 <= len(won) <= 3


@pytest.mark.postgres
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
