"""Which event a booking serves: registered with spaces.hooks."""

from events.programme.models import Event
from spaces.bookings.models import Booking
from spaces.hooks import Holder


def event_of_booking(booking: Booking) -> Holder | None:
    """The event that holds the booking, with its page. One query, none for a company's."""
    if booking.company_id is not None:
        return None
    event = Event.objects.filter(rooms__booking=booking).first()
    return Holder(event.title, event.get_absolute_url()) if event else None
