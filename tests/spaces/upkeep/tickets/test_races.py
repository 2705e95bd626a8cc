"""Two at once: on one machine, on one form, and while a closure goes."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from spaces.bookings.models import Booking, Claim
from spaces.closures.services import cancel_closure, close_spaces
from spaces.upkeep.tickets.models import Ticket, TicketEvent
from spaces.upkeep.tickets.services import change_ticket, report_ticket
from spaces.upkeep.tickets.terms import lowered
from tests.factories.members import MembershipFactory
from tests.factories.spaces import RoomFactory
from tests.spaces.test_races import at_once, booking_job

pytestmark = pytest.mark.django_db(transaction=True)


def danger_job(space, member=None, request_id=None):
    member = member or MembershipFactory()
    return lambda: report_ticket(
        space,
        title="Sparks",
        severity="danger",
        company=member.company,
        by=member.user,
        request_id=request_id or uuid4(),
    )


def blocks():
    held = Claim.objects.filter(booking=None, released_at=None).order_by("starts_at")
    return [(block.starts_at, block.ends_at) for block in held]


def test_dangers_told_at_once_of_one_machine_are_one_block_with_numbers_of_their_own():
    room = RoomFactory()

    tickets = at_once([danger_job(room) for _writer in range(6)])

    assert sorted(ticket.number for ticket in tickets) == [1, 2, 3, 4, 5, 6]
    first, last = min(one.blocks_from for one in tickets), max(one.blocks_until for one in tickets)
    assert blocks() == [(first, last)]


def test_dangers_in_many_rooms_at_once_have_numbers_of_their_own():
    rooms = [RoomFactory() for _number in range(6)]

    tickets = at_once([danger_job(room) for room in rooms])

    assert sorted(ticket.number for ticket in tickets) == [1, 2, 3, 4, 5, 6]
    assert len(blocks()) == 6


def test_one_form_sent_many_times_at_once_is_one_ticket():
    room, member, request_id = RoomFactory(), MembershipFactory(), uuid4()

    results = at_once([danger_job(room, member, request_id) for _time in range(5)])

    assert results == [Ticket.objects.get()] * 5
    assert TicketEvent.objects.count() == 1


def test_a_booking_and_danger_at_once_never_stand_beside_each_other():
    room = RoomFactory()
    soon = timezone.now().replace(minute=0, second=0, microsecond=0) + timedelta(hours=3)

    at_once([booking_job(room, soon), danger_job(room), booking_job(room, soon + timedelta(hours=2))])

    assert len(blocks()) == 1
    assert not Booking.objects.standing().exists()


def test_a_ticket_solved_while_a_closure_is_cancelled_leaves_no_block(coordinator):
    room = RoomFactory()
    now = timezone.now()
    times = {"starts_at": now + timedelta(hours=1), "ends_at": now + timedelta(hours=30)}
    closure = close_spaces([room], reason="Painters", by=coordinator, **times)
    ticket = danger_job(room)()
    assert len(blocks()) == 1

    results = at_once(
        [
            lambda: cancel_closure(closure, by=coordinator),
            lambda: change_ticket(ticket, terms=lowered(ticket), by=coordinator, company=None),
        ]
    )

    assert [one for one in results if isinstance(one, Exception)] == []
    assert blocks() == []
