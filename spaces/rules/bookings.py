"""Who may book what, and what is wrong with a booking."""

from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from members.models import Company, User
from spaces.models import Booking, Condition, Space
from spaces.rules.allocations import existence_fault
from spaces.rules.words import time_words

SLOT = timedelta(minutes=15)
LONGEST_BOOKING = timedelta(hours=12)
HORIZON = timedelta(days=180)


def can_book_for(user: User, company: Company) -> bool:
    return user.memberships.current().filter(company=company).exists()


def can_cancel(user: User, booking: Booking) -> bool:
    """People of the company that booked, and coordinators."""
    return user.is_coordinator or can_book_for(user, booking.company)


def is_cancellable(booking: Booking, now: datetime | None = None) -> bool:
    """Until it is over."""
    return booking.is_confirmed and booking.ends_at > (now or timezone.now())


def check_booking(space: Space, starts_at: datetime, ends_at: datetime, now: datetime | None = None) -> None:
    """Raise what is wrong with a booking apart from others' bookings, beside the field it belongs to."""
    now = now or timezone.now()
    faults = _time_faults(starts_at, ends_at, now) or _space_faults(space, starts_at, ends_at)
    if faults:
        raise ValidationError(faults)


def _time_faults(starts_at: datetime, ends_at: datetime, now: datetime) -> dict[str, str]:
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


def _space_faults(space: Space, starts_at: datetime, ends_at: datetime) -> dict[str, str]:
    first = timezone.localdate(starts_at)
    day_after = timezone.localdate(ends_at - SLOT) + timedelta(days=1)
    if not space.is_bookable:
        return {"space": _("This space cannot be booked.")}
    if fault := existence_fault(space, first, day_after):
        return {"space": fault}
    unusable = space.conditions.meeting(first, day_after).exclude(state=Condition.State.USABLE).first()
    if unusable:
        values = {"state": unusable.get_state_display()}
        return {"space": _("This space is not usable then: %(state)s.") % values}
    return {}


def explain_conflict(booking: Booking) -> str:
    """What stands in the way of another booking: whose, and when."""
    return _("%(space)s is taken by %(company)s: %(when)s.") % {
        "space": booking.space,
        "company": booking.company,
        "when": time_words(booking.starts_at, booking.ends_at),
    }
