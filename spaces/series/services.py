"""Booking a series, changing and cancelling it from a date on, booking a date that was left out."""

from collections.abc import Collection, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID, uuid4

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from members.companies.models import Company
from members.people.models import User
from spaces.bookings.claims import save_with_claims
from spaces.bookings.emails import send_bookings_cancelled
from spaces.bookings.models import Booking, Claim
from spaces.bookings.rules import claim_end, is_too_late_to_cancel
from spaces.bookings.services import check_booker, lock_for_booking, state_at_first, stop
from spaces.bookings.validation import can_book_for
from spaces.building.models import Space
from spaces.building.services import lock_spaces
from spaces.series.emails import send_series_changed
from spaces.series.models import Series, SkippedDate
from spaces.series.plan import plan_dates
from spaces.series.rules import PlannedDate, Timing, check_until, refuse_self_overlap, series_days


class SeriesConflictError(ValidationError):
    """Some dates cannot be booked and were not said to be skipped: the preview to show, and nothing done."""

    def __init__(self, dates: list[PlannedDate]) -> None:
        super().__init__(_("Some dates cannot be booked. Tick “skip” next to them, or change the series."))
        self.dates = dates


def can_change_series(user: User, series: Series) -> bool:
    return user.is_coordinator or can_book_for(user, series.company)


def preview_series(
    timing: Timing,
    *,
    company: Company | None,
    every: str,
    nth: int | None,
    first_day: date,
    until: date,
    operators: Collection[User] = (),
) -> list[PlannedDate]:
    """Each date with what stands in its way; raises where there is no such series."""
    if timing.space.policy is None:
        raise ValidationError({"space": _("This space cannot be booked.")})
    check_until(timing.space.policy, first_day, until, timezone.now())
    days = series_days(first_day, every, nth, until)
    cleanup = timedelta(minutes=timing.space.policy.cleanup_minutes)
    refuse_self_overlap([timing.on(day) for day in days], cleanup)
    return plan_dates(timing, days, company=company, operators=operators)


@transaction.atomic
def create_series(
    space: Space,
    *,
    company: Company | None,
    by: User,
    every: str,
    first_day: date,
    until: date,
    start_time: time,
    end_time: time,
    purpose: str,
    request_id: UUID,
    nth: int | None = None,
    nights: int = 0,
    is_private: bool = False,
    operators: Collection[User] = (),
    skip: Collection[date] = (),
) -> Series:
    """Book all dates, or none; those in `skip` that cannot be booked are left out and kept with the reason.

    The same `request_id` again returns the first series. Raises SeriesConflictError with the preview.
    """
    leaves = lock_for_booking(space, company)
    if first := Series.objects.filter(request_id=request_id).first():
        if first.booked_by_id != by.pk:
            raise ValidationError(_("This form was used by someone else. Open it again."))
        return first
    check_booker(by, company, operators, "")
    timing = Timing(space, start_time, end_time, nights)
    rule: dict[str, Any] = {"every": every, "nth": nth, "first_day": first_day, "until": until}
    dates = preview_series(timing, company=company, operators=operators, **rule)
    _refuse_conflicts(dates, skip)
    if not any(one.is_free for one in dates):
        raise ValidationError(_("None of these dates can be booked."))
    series = Series.objects.create(
        request_id=request_id,
        space=space,
        company=company,
        booked_by=by,
        purpose=purpose,
        is_private=is_private,
        start_time=start_time,
        end_time=end_time,
        nights=nights,
        **rule,
    )
    bookings = _book(series, [one for one in dates if one.is_free], by, leaves, operators)
    _skip(series, [one for one in dates if not one.is_free])
    send_series_changed(series, bookings)
    return series


def _refuse_conflicts(dates: list[PlannedDate], skip: Collection[date]) -> None:
    if any(not one.is_free and one.day not in skip for one in dates):
        raise SeriesConflictError(dates)


def _book(
    series: Series,
    dates: Sequence[PlannedDate],
    by: User,
    leaves: list[int],
    operators: Collection[User],
) -> list[Booking]:
    """A booking for each date. The caller holds the locks and has asked who has the time."""
    bookings = [
        Booking(
            request_id=uuid4(),
            series=series,
            space=series.space,
            company=series.company,
            booked_by=by,
            purpose=series.purpose,
            is_private=series.is_private,
            starts_at=one.times[0],
            ends_at=one.times[1],
            **state_at_first(series.space, by, one.times[0]),
        )
        for one in dates
    ]
    Booking.objects.bulk_create(bookings)
    _claim(bookings, leaves)
    through = Booking.operators.through
    through.objects.bulk_create(
        through(booking=booking, user=person) for booking in bookings for person in operators
    )
    return bookings


def _claim(bookings: Sequence[Booking], leaves: list[int]) -> None:
    try:
        with transaction.atomic():
            Claim.objects.bulk_create(
                Claim(
                    space_id=leaf,
                    booking=booking,
                    starts_at=booking.starts_at,
                    ends_at=claim_end(booking),
                )
                for booking in bookings
                for leaf in leaves
            )
    except IntegrityError as error:
        raise ValidationError(_("Someone has just booked one of these dates. Check them again.")) from error


def _skip(series: Series, dates: Sequence[PlannedDate]) -> None:
    SkippedDate.objects.bulk_create(SkippedDate(series=series, day=one.day, why=one.why) for one in dates)


@transaction.atomic
def book_skipped(series: Series, *, day: date, by: User) -> Booking:
    """Book a date that was left out, now that it is free; raises why it is not."""
    leaves = lock_for_booking(series.space, series.company)
    skipped = SkippedDate.objects.select_for_update().filter(series=series, day=day).first()
    if skipped is None:
        raise ValidationError(_("This date is no longer left out."))
    operators = _operators_of(series.bookings.order_by("-starts_at").first())
    if not by.is_coordinator:
        check_booker(by, series.company, operators, "")
    timing = Timing(series.space, series.start_time, series.end_time, series.nights)
    [planned] = plan_dates(timing, [day], company=series.company, operators=operators, series=series)
    if not planned.is_free:
        raise ValidationError(planned.why)
    booking = Booking(
        request_id=uuid4(),
        series=series,
        space=series.space,
        company=series.company,
        booked_by=by,
        purpose=series.purpose,
        is_private=series.is_private,
        starts_at=planned.times[0],
        ends_at=planned.times[1],
        **state_at_first(series.space, by, planned.times[0]),
    )
    save_with_claims(booking, leaves)
    booking.operators.set(operators)
    skipped.delete()
    return booking


def _operators_of(booking: Booking | None) -> list[User]:
    return list(booking.operators.all()) if booking else []


def coming_from(series: Series, day: date) -> list[Booking]:
    """The bookings of a series that begin on a local day or later and have not begun."""
    now = timezone.now()
    rows = series.bookings.standing().filter(starts_at__gt=now).for_list().order_by("starts_at")
    return [booking for booking in rows if timezone.localdate(booking.starts_at) >= day]


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
    """
    _refuse_others(series, by)
    leaves = lock_for_booking(space, series.company)
    lock_spaces({*leaves, *series.space.leaf_ids()})
    bookings = {timezone.localdate(one.starts_at): one for one in coming_from(series, from_day)}
    if not bookings:
        raise ValidationError(_("No date of this series is left from then on."))
    timing = Timing(space, start_time, end_time, nights)
    refuse_self_overlap(
        [timing.on(day) for day in bookings],
        timedelta(minutes=space.policy.cleanup_minutes if space.policy else 0),
    )
    dates = _planned_change(series, timing, bookings)
    _refuse_conflicts(dates, skip)
    words: dict[str, str | bool] = {"purpose": purpose, "is_private": is_private}
    kept = [one for one in dates if one.is_free]
    lost = [bookings[one.day] for one in dates if not one.is_free]
    for booking, planned in zip(lost, (one for one in dates if not one.is_free), strict=True):
        stop(booking, by=by, reason=planned.why[:200], now=timezone.now())
    _skip(series, [one for one in dates if not one.is_free])
    moved = [_change(bookings[one.day], one, timing, by, words) for one in kept]
    _save_changed(moved, leaves)
    series.space, series.start_time, series.end_time, series.nights = space, start_time, end_time, nights
    series.purpose, series.is_private = purpose, is_private
    series.save()
    send_series_changed(series, moved)
    return moved


def _refuse_others(series: Series, by: User) -> None:
    if not can_change_series(by, series):
        raise ValidationError(_("Only the company that booked it and the coordinators can change a series."))


def preview_change(series: Series, timing: Timing, from_day: date) -> list[PlannedDate]:
    """The coming dates from a day on as they would be, with what stands in their way."""
    bookings = {timezone.localdate(one.starts_at): one for one in coming_from(series, from_day)}
    return _planned_change(series, timing, bookings)


def _planned_change(series: Series, timing: Timing, bookings: dict[date, Booking]) -> list[PlannedDate]:
    dates = plan_dates(
        timing,
        list(bookings),
        company=series.company,
        operators=_operators_of(next(iter(bookings.values()), None)),
        series=series,
        besides=[booking.pk for booking in bookings.values()],
    )
    for one in dates:
        booking, occurrence = bookings[one.day], one.occurrence
        kept = (booking.space_id, booking.starts_at, booking.ends_at)
        if kept == (timing.space.pk, occurrence.starts_at, occurrence.ends_at):
            one.faults = []  # what stands may stay: only its words change
    return dates


def _change(
    booking: Booking, planned: PlannedDate, timing: Timing, by: User, words: dict[str, str | bool]
) -> Booking:
    """The row as it will be; `sequence` rises where its time or space does change."""
    before = (booking.space_id, booking.starts_at, booking.ends_at)
    booking.space = timing.space
    booking.starts_at, booking.ends_at = planned.times
    if before != (booking.space_id, booking.starts_at, booking.ends_at):
        booking.sequence += 1
        for name, value in state_at_first(timing.space, by, booking.starts_at).items():
            setattr(booking, name, value)
    for name, word in words.items():
        setattr(booking, name, word)
    booking.updated_at = timezone.now()
    return booking


def _save_changed(bookings: list[Booking], leaves: list[int]) -> None:
    fields = ["space", "starts_at", "ends_at", "sequence", "state", "pending_until"]
    Booking.objects.bulk_update(bookings, [*fields, "purpose", "is_private", "updated_at"])
    held = Claim.objects.filter(booking__in=bookings, released_at__isnull=True)
    held.update(released_at=timezone.now())
    _claim(bookings, leaves)


@transaction.atomic
def cancel_following(series: Series, *, from_day: date, by: User, reason: str = "") -> list[Booking]:
    """Cancel the dates from a day on that have not begun; who does so to another company's says why."""
    _refuse_others(series, by)
    is_others = not can_book_for(by, series.company)
    if is_others and not reason.strip():
        raise ValidationError({"reason": _("Say why: the company will read it in an e-mail.")})
    lock_spaces(series.space.leaf_ids())
    bookings, now = coming_from(series, from_day), timezone.now()
    if not bookings:
        raise ValidationError(_("No date of this series is left from then on."))
    _refuse_too_late(bookings[0], by, now)
    for booking in bookings:
        stop(booking, by=by, reason=reason, now=now)
    if is_others and series.company:
        send_bookings_cancelled(series.company, bookings, reason=reason)
    return bookings


def _refuse_too_late(booking: Booking, by: User, now: datetime) -> None:
    if booking.space.policy and not by.is_coordinator and is_too_late_to_cancel(booking, now):
        text = _("It can be cancelled until %(hours)d hours before it begins. Ask a coordinator.")
        raise ValidationError(text % {"hours": booking.space.policy.cancel_hours})
