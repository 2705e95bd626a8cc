"""This date of a series and the following: changed and cancelled together. What has begun stays as it is."""

from collections.abc import Collection
from datetime import date, time

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import prefetch_related_objects
from django.forms.models import model_to_dict
from django.utils import timezone
from django.utils.translation import gettext as _

from members.people.models import User
from spaces.bookings.emails import send_bookings_cancelled
from spaces.bookings.models import Booking, Claim
from spaces.bookings.rules import cleanup_of, is_moved
from spaces.bookings.services import lock_for_booking, move_to, stop
from spaces.bookings.validation import can_book_for, refuse_too_late
from spaces.building.models import Space
from spaces.series.emails import send_series_changed
from spaces.series.models import TERMS, Series
from spaces.series.plan import plan_dates
from spaces.series.rules import PlannedDate, Timing, refuse_self_overlap
from spaces.series.services import (
    can_change_series,
    claim_dates,
    refuse_conflicts,
    skip_dates,
)


def coming_from(series: Series, day: date) -> list[Booking]:
    """The bookings of a series that begin on a local day or later and have not begun."""
    now = timezone.now()
    rows = series.bookings.standing().filter(starts_at__gt=now).for_list().order_by("starts_at")
    return [booking for booking in rows if timezone.localdate(booking.starts_at) >= day]


def _locked_from(series: Series, day: date) -> list[Booking]:
    """As they are now, locked by id: nobody cancels or moves one of them meanwhile. Raises where none is."""
    keys = [booking.pk for booking in coming_from(series, day)]
    list(Booking.objects.filter(pk__in=keys).order_by("pk").select_for_update())
    bookings = coming_from(series, day)
    if not bookings:
        raise ValidationError(_("No date of this series is left from then on."))
    return bookings


@transaction.atomic
def change_following(
    series: Series,
    *,
    from_day: date,
    by: User,
    space: Space,
    start_time: time,
    end_time: time,
    purpose: str,
    nights: int = 0,
    is_private: bool = False,
    skip: Collection[date] = (),
) -> list[Booking]:
    """Another time, space or words for the dates from a day on; they stay the same bookings.

    What cannot be booked so is cancelled where it is in `skip`; else nothing changes, and
    SeriesConflictError says which. Dates that have begun and those before the day stay as they are.
    Refused where somebody has changed the series since it was fetched.
    """
    _refuse_others(series, by)
    left = Space.objects.filter(bookings__in=coming_from(series, from_day)).distinct()
    leaves = lock_for_booking(space, series.company, leaving=left.select_related("policy"))
    _refuse_changed(series)
    bookings = {timezone.localdate(one.starts_at): one for one in _locked_from(series, from_day)}
    timing = Timing(space, start_time, end_time, nights)
    dates = _planned_change(series, timing, bookings)
    refuse_conflicts(dates, skip)
    lost, kept = [one for one in dates if not one.is_free], [one for one in dates if one.is_free]
    _skip(series, [(bookings[one.day], one) for one in lost], by)
    _move([(bookings[one.day], one) for one in kept], timing, by, leaves)
    changed = [bookings[one.day] for one in kept]
    Booking.objects.filter(pk__in=[booking.pk for booking in changed]).update(
        purpose=purpose, is_private=is_private, updated_at=timezone.now()
    )
    for name, value in zip(TERMS, (space, start_time, end_time, nights, purpose, is_private), strict=True):
        setattr(series, name, value)
    series.save(update_fields=TERMS)
    send_series_changed(series, changed)
    return changed


def _skip(series: Series, dates: list[tuple[Booking, PlannedDate]], by: User) -> None:
    """Cancel what cannot be booked as it is wanted now."""
    now = timezone.now()
    for booking, planned in dates:
        refuse_too_late(booking, by, now)
        stop(booking, by=by, reason=planned.why[:200], now=now)
    skip_dates(series, [planned for _booking, planned in dates])


def _refuse_others(series: Series, by: User) -> None:
    if not can_change_series(by, series):
        raise ValidationError(_("Only the company that booked it and the coordinators can change a series."))


def _refuse_changed(series: Series) -> None:
    """The caller holds the locks of the spaces, which come first."""
    row = Series.objects.select_for_update(of=("self",)).get(pk=series.pk)
    if model_to_dict(row, TERMS) != model_to_dict(series, TERMS):
        raise ValidationError(
            _("Someone changed this series after you opened the page. Check it again."), code="stale"
        )


def preview_change(series: Series, timing: Timing, from_day: date) -> list[PlannedDate]:
    """The coming dates from a day on as they would be, with what stands in their way."""
    bookings = {timezone.localdate(one.starts_at): one for one in coming_from(series, from_day)}
    return _planned_change(series, timing, bookings)


def _planned_change(series: Series, timing: Timing, bookings: dict[date, Booking]) -> list[PlannedDate]:
    dates = plan_dates(
        timing,
        list(bookings),
        company=series.company,
        own_operators=_operators_by_day(bookings),
        series=series,
        besides=[booking.pk for booking in bookings.values()],
    )
    for one in dates:
        if not _moves(bookings[one.day], one, timing):
            one.faults = []  # what stands may stay: only its words change
    if any(_moves(bookings[one.day], one, timing) for one in dates):
        refuse_self_overlap([one.occurrence for one in dates], cleanup_of(timing.space))
    return dates


def _operators_by_day(bookings: dict[date, Booking]) -> dict[date, list[User]]:
    """Who works the machine on each date: one of them may have people of its own. One query."""
    prefetch_related_objects(list(bookings.values()), "operators")
    return {day: list(booking.operators.all()) for day, booking in bookings.items()}


def _moves(booking: Booking, planned: PlannedDate, timing: Timing) -> bool:
    return not planned.occurrence.exists or is_moved(booking, timing.space, *planned.times)


def _move(dates: list[tuple[Booking, PlannedDate]], timing: Timing, by: User, leaves: list[int]) -> None:
    """Those whose time or space changes; the caller holds the locks and has asked who has the time."""
    moved = [(booking, planned) for booking, planned in dates if _moves(booking, planned, timing)]
    for booking, planned in moved:
        refuse_too_late(booking, by, timezone.now())
        move_to(booking, timing.space, *planned.times, by=by)
    bookings = [booking for booking, _planned in moved]
    fields = ["space", "starts_at", "ends_at", "sequence", "state", "pending_until", "override_reason"]
    Booking.objects.bulk_update(bookings, fields)
    held = Claim.objects.filter(booking__in=bookings, released_at__isnull=True)
    held.update(released_at=timezone.now())
    claim_dates(bookings, leaves)


@transaction.atomic
def cancel_following(series: Series, *, from_day: date, by: User, reason: str = "") -> list[Booking]:
    """Cancel the dates from a day on that have not begun; who does so to another company's says why."""
    _refuse_others(series, by)
    is_others = not can_book_for(by, series.company)
    if is_others and not reason.strip():
        raise ValidationError({"reason": _("Say why: the company will read it in an e-mail.")})
    bookings, now = _locked_from(series, from_day), timezone.now()
    for booking in bookings:
        refuse_too_late(booking, by, now)
    for booking in bookings:
        stop(booking, by=by, reason=reason, now=now)
    if is_others and series.company:
        send_bookings_cancelled(series.company, bookings, reason=reason)
    return bookings
