"""Rooms of an event that danger has closed: told to its hosts, and said on its page."""

from events.programme.emails import send_room_closed
from events.programme.models import Event
from spaces.bookings.models import Booking
from spaces.building.models import Space


def tell_room_closed(booking: Booking, reason: str) -> None:
    """Registered with spaces.hooks: the booking of a room is about to be cancelled or ended early."""
    for event in Event.objects.filter(rooms__booking=booking).order_by("pk"):
        send_room_closed(event, booking, reason=reason)


def closed_rooms(event: Event) -> list[Space]:
    """The rooms it needs and holds no longer, because somebody else took back their time. One query, none
    where it holds no rooms any more."""
    if not event.holds_rooms or event.is_over:
        return []
    taken_back = event.rooms.filter(booking__isnull=False).exclude(booking__cancel_reason="")
    return [room.space for room in taken_back.select_related("space").order_by("space__code")]
