"""Who may book what, and what is wrong with a booking, as the database stands."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from members.companies.models import Company
from members.people.models import User
from multifactory.lib.formats import format_day
from spaces.bookings.models import Booking
from spaces.bookings.rules import SLOT, explain_conflict, time_faults
from spaces.building.models import Space
from spaces.building.rules import existence_fault
from spaces.hooks import Holder, who_holds_booking

CONFLICTS_NAMED = 3


def can_book_for(user: User, company: Company | None) -> bool:
    """People of the company; for the community, coordinators."""
    if company is None:
        return user.is_coordinator
    return user.memberships.current().filter(company=company).exists()


def can_cancel(user: User, booking: Booking) -> bool:
    """People of the company that booked, and coordinators."""
    return user.is_coordinator or can_book_for(user, booking.company)


def holder_of(booking: Booking) -> Holder | None:
    """What the booking serves, where it is changed only with it: an event."""
    return next((holder for find in who_holds_booking if (holder := find(booking))), None)


def refuse_held(booking: Booking) -> None:
    if holder := holder_of(booking):
        text = _("This time is held for “%(event)s”: it changes only with it.")
        raise ValidationError(text % {"event": holder.label})


def check_booking(
    space: Space,
    starts_at: datetime,
    ends_at: datetime,
    now: datetime | None = None,
    *,
    company: Company | None = None,
) -> None:
    """Raise what is wrong with a booking apart from others' bookings, beside the field it belongs to."""
    now = now or timezone.now()
    faults = time_faults(starts_at, ends_at, now)
    if not faults and not space.is_bookable:
        faults = {"space": _("This space cannot be booked.")}
    if faults := faults or space_faults(space, starts_at, ends_at) or _company_faults(company, ends_at):
        raise ValidationError(faults)


def space_faults(space: Space, starts_at: datetime, ends_at: datetime) -> dict[str, str]:
    """What keeps the space, or one that it takes, from being used in this time."""
    first = timezone.localdate(starts_at)
    day_after = timezone.localdate(ends_at - timedelta(microseconds=1)) + timedelta(days=1)
    parts = [space, *space.takes.exclude(pk=space.pk).order_by("code")]
    for part in parts:
        if fault := existence_fault(part, first, day_after):
            return {"space": fault}
        unusable = part.conditions.meeting(first, day_after).unusable().first()
        if unusable and part == space:
            state = {"state": unusable.get_state_display()}
            return {"space": _("This space is not usable then: %(state)s.") % state}
        if unusable:
            text = _("%(space)s is not usable then: %(state)s.")
            return {"space": text % {"space": part, "state": unusable.get_state_display()}}
    return {}


def _company_faults(company: Company | None, ends_at: datetime) -> dict[str, str]:
    last = timezone.localdate(ends_at - SLOT)
    if company is None or company.left_on is None or last < company.left_on:
        return {}
    text = _("%(company)s leaves on %(day)s.")
    return {"ends_at": text % {"company": company, "day": format_day(company.left_on)}}


def refuse_taken(
    leaves: list[int], starts_at: datetime, ends_at: datetime, besides: Booking | None = None
) -> None:
    """Raise which bookings stand in the way."""
    taken = Booking.objects.occupying(leaves, starts_at, ends_at)
    if besides is not None:
        taken = taken.exclude(pk=besides.pk)
    refuse_bookings(taken[:CONFLICTS_NAMED])


def refuse_bookings(bookings: Iterable[Booking]) -> None:
    faults = [ValidationError(explain_conflict(booking), code="overlap") for booking in bookings]
    if faults:
        raise ValidationError(faults)
