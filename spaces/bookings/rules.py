"""When a common space can be booked and a booking cancelled. Nothing here reads the database."""

from datetime import UTC, date, datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from spaces.bookings.models import Booking
from spaces.building.formats import format_period

SLOT = timedelta(minutes=15)
LONGEST_BOOKING = timedelta(hours=12)
HORIZON = timedelta(days=180)  # whole days of the local calendar


def last_bookable_day(now: datetime) -> date:
    """The last local day on which a booking may start: all of it, at whatever hour one looks."""
    return timezone.localdate(now) + HORIZON


def next_slot(now: datetime) -> datetime:
    """The next quarter of an hour; `now` itself where it is one."""
    length = SLOT.total_seconds()
    return datetime.fromtimestamp(-(-now.timestamp() // length) * length, UTC)


def is_cancellable(booking: Booking, now: datetime | None = None) -> bool:
    """Until it begins: what was used then stays on record, and only the rest is given back."""
    return booking.is_confirmed and booking.starts_at > (now or timezone.now())


def is_endable(booking: Booking, now: datetime | None = None) -> bool:
    """While it runs, and at least a quarter of an hour is left to give back."""
    now = now or timezone.now()
    return booking.is_confirmed and booking.starts_at <= now and early_end(booking, now) < booking.ends_at


def early_end(booking: Booking, now: datetime) -> datetime:
    """When it ends if it is ended now: a booking has used a quarter of an hour at least."""
    return max(next_slot(now), booking.starts_at + SLOT)


def time_faults(starts_at: datetime, ends_at: datetime, now: datetime) -> dict[str, str]:
    slot = int(SLOT.total_seconds())
    faults = {}
    if starts_at.timestamp() % slot:
        faults["starts_at"] = _("Bookings start on the quarter of an hour.")
    elif starts_at < now - SLOT:
        faults["starts_at"] = _("This time is past.")
    elif timezone.localdate(starts_at) > last_bookable_day(now):
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
    values = {
        "space": booking.space,
        "company": booking.company,
        "purpose": booking.purpose,
        "when": format_period(booking.starts_at, booking.ends_at),
    }
    if booking.company is None:
        return _("%(space)s is taken for “%(purpose)s”: %(when)s.") % values
    return _("%(space)s is taken by %(company)s: %(when)s.") % values
