"""Bookings of a space that cannot be used or is out of use."""

from datetime import date, datetime, time

from django.utils import timezone

from members.companies.models import Company
from members.people.models import User
from spaces.bookings.models import Booking, BookingQuerySet
from spaces.bookings.rules import explain_conflict
from spaces.bookings.services import cancel_bookings
from spaces.building.models import Space
from spaces.condition.models import Condition


def midnight(day: date) -> datetime:
    """The beginning of a day on the clock of the multifactory."""
    return timezone.make_aware(datetime.combine(day, time.min))


def bookings_between(space: Space, start: date, end: date | None) -> BookingQuerySet:
    """Not over yet, of this space or of one that takes it, with a moment in the days [start, end)."""
    coming = Booking.objects.coming_in(space).filter(ends_at__gt=midnight(start))
    return coming if end is None else coming.filter(starts_at__lt=midnight(end))


def cancel_bookings_in(condition: Condition, by: User | None) -> None:
    """What is booked while a space cannot be used is cancelled, and its companies told the reason."""
    if condition.state == Condition.State.USABLE:
        return
    bookings = bookings_between(condition.space, condition.start_on, condition.end_on)
    reason = condition.note or f"{condition.space}: {condition.get_state_display()}"
    if condition.resolution:
        reason = f"{reason} ({condition.resolution.reference})"
    cancel_bookings(bookings, by=by, reason=reason[:200])


def booked_after(company: Company, day: date) -> str:
    """The first booking of a company that ends after it leaves; registered with members.hooks."""
    coming = company.bookings.upcoming().filter(ends_at__gt=midnight(day)).for_list()
    booking = coming.first()
    return explain_conflict(booking) if booking else ""
