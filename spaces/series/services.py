"""Booking a series, and a date of it that was left out."""

from collections.abc import Collection, Sequence
from datetime import date, time
from uuid import UUID, uuid4

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from members.companies.models import Company
from members.people.models import User
from spaces.bookings.claims import claims_of, write_with_claims
from spaces.bookings.models import Booking, Claim
from spaces.bookings.rules import cleanup_of
from spaces.bookings.services import lock_for_booking, state_at_first
from spaces.bookings.validation import can_book_for, check_booker, check_operators
from spaces.building.models import Space
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
    refuse_self_overlap([timing.on(day) for day in days], cleanup_of(timing.space))
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
    series = Series(
        request_id=request_id,
        space=space,
        company=company,
        booked_by=by,
        purpose=purpose,
        is_private=is_private,
        start_time=start_time,
        end_time=end_time,
        nights=nights,
        every=every,
        nth=nth,
        first_day=first_day,
        until=until,
    )
    return _book_series(series, by, operators, skip)


def _book_series(series: Series, by: User, operators: Collection[User], skip: Collection[date]) -> Series:
    leaves = lock_for_booking(series.space, series.company)
    if first := _booked_before(series.request_id, by):
        return first
    check_booker(by, series.company, "")
    check_operators(series.company, operators)
    rule = {name: getattr(series, name) for name in ("every", "nth", "first_day", "until")}
    dates = preview_series(timing_of(series), company=series.company, operators=operators, **rule)
    refuse_conflicts(dates, skip)
    if not any(one.is_free for one in dates):
        raise ValidationError(_("None of these dates can be booked."))
    series.save()
    bookings = _book(series, [one for one in dates if one.is_free], by, leaves, operators)
    skip_dates(series, [one for one in dates if not one.is_free])
    send_series_changed(series, bookings)
    return series


def _booked_before(request_id: UUID, by: User) -> Series | None:
    series = Series.objects.filter(request_id=request_id).first()
    if series is not None and series.booked_by_id != by.pk:
        raise ValidationError(_("This form was used by someone else. Open it again."))
    return series


def timing_of(series: Series) -> Timing:
    return Timing(series.space, series.start_time, series.end_time, series.nights)


def refuse_conflicts(dates: list[PlannedDate], skip: Collection[date]) -> None:
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
    bookings = [_booking_on(one, series, by) for one in dates]
    Booking.objects.bulk_create(bookings)
    claim_dates(bookings, leaves)
    through = Booking.operators.through
    through.objects.bulk_create(
        through(booking=booking, user=person) for booking in bookings for person in operators
    )
    return bookings


def _booking_on(planned: PlannedDate, series: Series, by: User) -> Booking:
    """Of a date that is free; not yet written."""
    starts_at, ends_at = planned.times
    return Booking(
        request_id=uuid4(),
        series=series,
        space=series.space,
        company=series.company,
        booked_by=by,
        purpose=series.purpose,
        is_private=series.is_private,
        starts_at=starts_at,
        ends_at=ends_at,
        **state_at_first(series.space, by, starts_at),
    )


def claim_dates(bookings: Sequence[Booking], leaves: list[int]) -> None:
    try:
        with transaction.atomic():
            Claim.objects.bulk_create(claims_of(bookings, leaves))
    except IntegrityError as error:
        raise ValidationError(_("Someone has just booked one of these dates. Check them again.")) from error


def skip_dates(series: Series, dates: Sequence[PlannedDate]) -> None:
    """Keep them as left out, with the reason; of one that was left out before, the newer reason."""
    SkippedDate.objects.bulk_create(
        (SkippedDate(series=series, day=one.day, why=one.why) for one in dates),
        update_conflicts=True,
        unique_fields=["series", "day"],
        update_fields=["why"],
    )


@transaction.atomic
def book_skipped(series: Series, *, day: date, by: User) -> Booking:
    """Book a date that was left out, now that it is free; raises why it is not."""
    leaves = lock_for_booking(series.space, series.company)
    skipped = SkippedDate.objects.select_for_update().filter(series=series, day=day).first()
    if skipped is None:
        raise ValidationError(_("This date is no longer left out."))
    operators = operators_of(series.bookings.order_by("-starts_at").first())
    check_booker(by, series.company, "", is_change=True)
    check_operators(series.company, operators)
    [planned] = plan_dates(
        timing_of(series), [day], company=series.company, operators=operators, series=series
    )
    if not planned.is_free:
        raise ValidationError(planned.why)
    booking = _booking_on(planned, series, by)
    write_with_claims(booking, leaves)
    booking.operators.set(operators)
    skipped.delete()
    return booking


def operators_of(booking: Booking | None) -> list[User]:
    """Who works the machine on this date, and so on those that follow it."""
    return list(booking.operators.all()) if booking else []
