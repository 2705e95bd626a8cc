"""Who may book what, and what is wrong with a booking, as the database stands."""

from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from members.companies.models import Company
from members.people.models import User
from spaces.bookings.models import Booking
from spaces.bookings.rules import SLOT, time_faults
from spaces.building.models import Space
from spaces.building.rules import existence_fault


def can_book_for(user: User, company: Company) -> bool:
    return user.memberships.current().filter(company=company).exists()


def can_cancel(user: User, booking: Booking) -> bool:
    """People of the company that booked, and coordinators."""
    return user.is_coordinator or can_book_for(user, booking.company)


def check_booking(space: Space, starts_at: datetime, ends_at: datetime, now: datetime | None = None) -> None:
    """Raise what is wrong with a booking apart from others' bookings, beside the field it belongs to."""
    now = now or timezone.now()
    faults = time_faults(starts_at, ends_at, now) or _space_faults(space, starts_at, ends_at)
    if faults:
        raise ValidationError(faults)


def _space_faults(space: Space, starts_at: datetime, ends_at: datetime) -> dict[str, str]:
    first = timezone.localdate(starts_at)
    day_after = timezone.localdate(ends_at - SLOT) + timedelta(days=1)
    if not space.is_bookable:
        return {"space": _("This space cannot be booked.")}
    if fault := existence_fault(space, first, day_after):
        return {"space": fault}
    unusable = space.conditions.meeting(first, day_after).unusable().first()
    if unusable:
        values = {"state": unusable.get_state_display()}
        return {"space": _("This space is not usable then: %(state)s.") % values}
    return {}
