"""When a common space can be booked and a booking cancelled. Nothing here reads the database."""

from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from spaces.bookings.models import Booking
from spaces.building.formats import format_period

SLOT = timedelta(minutes=15)
LONGEST_BOOKING = timedelta(hours=12)
HORIZON = timedelta(days=180)


def is_cancellable(booking: Booking, now: datetime | None = None) -> bool:
    """Until it is over."""
    return booking.is_confirmed and booking.ends_at > (now or timezone.now())


def time_faults(starts_at: datetime, ends_at: datetime, now: datetime) -> dict[str, str]:
    slot = int(SLOT.total_seconds())
    faults = {}
    if starts_at.timestamp() % slot:
        faults["starts_at"] = _("Bookings start on the quarter of an hour.")
    elif starts_at < now - SLOT:
        faults["starts_at"] = _("This time is past.")
    elif starts_at > now + HORIZON:
        faults["starts_at"] = _("Bookings open %(days)s days ahead.") % {"days": HORIZON.days}
    if ends_at.timestamp() % slot:
        faults["ends_at"] = _("Bookings end on the quarter of an hour.")
    elif ends_at <= starts_at:
        faults["ends_at"] = _("The end must come after the start.")
    elif ends_at - starts_at > LONGEST_BOOKING:
        faults["ends_at"] = _("A booking lasts at most %(hours)s hours.") % {
            "hours": LONGEST_BOOKING.seconds // 3600
        }
    elif ends_at <= now:
        faults["ends_at"] = _("This time is past.")
    return faults


def explain_conflict(booking: Booking) -> str:
    """What stands in the way of another booking: whose, and when."""
    return _("%(space)s is taken by %(company)s: %(when)s.") % {
        "space": booking.space,
        "company": booking.company,
        "when": format_period(booking.starts_at, booking.ends_at),
    }
