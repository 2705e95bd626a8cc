"""What a person is to a ticket, and what danger would cancel, as the database stands."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils import timezone

from members.people.models import User
from spaces.bookings.blocks import bookings_in_way
from spaces.bookings.models import Booking
from spaces.bookings.rules import explain_conflict, is_cancellable, is_endable
from spaces.building.models import Space
from spaces.upkeep.tickets.models import Ticket
from spaces.upkeep.tickets.transitions import Party


class UnseenBookingsError(ValidationError):
    """A block would cancel bookings that the person has not been shown."""

    def __init__(self, bookings: list[Booking]) -> None:
        super().__init__([explain_conflict(booking) for booking in bookings])
        self.bookings = bookings


def party_of(ticket: Ticket, user: User) -> Party:
    """What this person is to a ticket, by all companies they are in today."""
    own = set(user.memberships.current().values_list("company", flat=True))
    party = Party.NOBODY
    if ticket.company_id in own or ticket.reported_by_id == user.pk:
        party |= Party.REPORTER
    if ticket.responsible_id in own:
        party |= Party.RESPONSIBLE
    if user.is_coordinator:
        party |= Party.COORDINATOR
    return party


def bookings_to_stop(space: Space, until: datetime) -> list[Booking]:
    """What a block from now on would cancel or end early, the earliest first."""
    now = timezone.now()
    in_way = bookings_in_way([space.pk], now, until)
    return [one for one in in_way if is_cancellable(one, now) or is_endable(one, now)]


def refuse_unseen(space: Space, until: datetime, agreed: Collection[UUID] | None) -> None:
    """Raise what a block would cancel, unless all of it was agreed to; None agrees to everything."""
    if agreed is None:
        return
    bookings = bookings_to_stop(space, until)
    if any(booking.uid not in agreed for booking in bookings):
        raise UnseenBookingsError(bookings)
