"""What is done with spaces: booking common ones, allocating private ones.

Each service locks what it is about in the order of ids, explains the conflict it can see, and turns the
refusal of the database, which sees all, into the same words. Faults are ValidationErrors for people to read.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from governance.models import Resolution
from members.models import Company, User
from spaces import rules
from spaces.models import Allocation, Booking, Claim, Space

CONFLICTS_NAMED = 3

# --- Bookings -----------------------------------------------------------------------------------------


@transaction.atomic
def book(
    space: Space,
    *,
    company: Company,
    by: User,
    starts_at: datetime,
    ends_at: datetime,
    purpose: str,
    request_id: UUID,
) -> Booking:
    """Book a common space. The same `request_id` again returns the first booking and changes nothing."""
    leaves = space.leaf_ids()
    _lock_spaces(leaves)
    if first := _booked_before(request_id, by):
        return first
    if not rules.can_book_for(by, company):
        raise ValidationError(_("You are not in %(company)s.") % {"company": company})
    rules.check_booking(space, starts_at, ends_at)
    _refuse_taken(leaves, starts_at, ends_at)
    booking = Booking(
        request_id=request_id,
        space=space,
        company=company,
        booked_by=by,
        purpose=purpose,
        starts_at=starts_at,
        ends_at=ends_at,
    )
    try:
        with transaction.atomic():
            booking.save()
            Claim.objects.bulk_create(
                Claim(space_id=leaf, booking=booking, starts_at=starts_at, ends_at=ends_at) for leaf in leaves
            )
    except IntegrityError:
        if first := _booked_before(request_id, by):
            return first
        _refuse_taken(leaves, starts_at, ends_at)
        raise
    return booking


@transaction.atomic
def cancel_booking(booking: Booking, *, by: User) -> Booking:
    """Cancel a booking that is not over yet; its time is free at once. Cancelling again changes nothing."""
    booking = Booking.objects.select_for_update(of=("self",)).select_related("company").get(pk=booking.pk)
    if not booking.is_confirmed:
        return booking
    if not rules.can_cancel(by, booking):
        raise ValidationError(_("Only %(company)s can cancel this booking.") % {"company": booking.company})
    now = timezone.now()
    if not rules.is_cancellable(booking, now):
        raise ValidationError(_("This booking is over."))
    booking.state, booking.cancelled_at = Booking.State.CANCELLED, now
    booking.save(update_fields=["state", "cancelled_at"])
    booking.claims.filter(released_at__isnull=True).update(released_at=now)
    return booking


def _lock_spaces(ids: list[int]) -> None:
    # In the order of ids, so that two bookings never wait for each other. SQLite has locked the file already.
    list(Space.objects.filter(pk__in=ids).order_by("pk").select_for_update(no_key=True).values_list("pk"))


def _booked_before(request_id: UUID, by: User) -> Booking | None:
    booking = Booking.objects.select_related("space", "company").filter(request_id=request_id).first()
    if booking is not None and booking.booked_by_id != by.pk:
        raise ValidationError(_("This form was used by somebody else. Open it again."))
    return booking


def _refuse_taken(leaves: list[int], starts_at: datetime, ends_at: datetime) -> None:
    taken = Booking.objects.occupying(leaves, starts_at, ends_at)[:CONFLICTS_NAMED]
    if taken:
        raise ValidationError([ValidationError(rules.explain_conflict(one), code="overlap") for one in taken])


# --- Allocations --------------------------------------------------------------------------------------


@transaction.atomic
def allocate(
    unit: Space,
    *,
    company: Company,
    start_on: date,
    by: User | None,
    end_on: date | None = None,
    kind: str = Allocation.Kind.ORDINARY,
    resolution: Resolution | None = None,
    reason: str = "",
    stamp: str | None = None,
) -> Allocation:
    """Give a unit to a company from a day on. With a `stamp` (rules.unit_stamp), refused if it changed."""
    unit = _locked_unit(unit)
    rules.check_stamp(unit, stamp)
    rules.check_allocation(
        unit,
        company=company,
        start_on=start_on,
        end_on=end_on,
        kind=kind,
        resolution=resolution,
        reason=reason,
    )
    allocation = Allocation(
        unit=unit,
        company=company,
        kind=kind,
        start_on=start_on,
        end_on=end_on,
        area_m2=unit.area_m2 or 0,  # a unit always has one, by its constraint
        resolution=resolution,
        reason=reason.strip(),
        recorded_by=by,
    )
    with _overlap_explained(allocation):
        allocation.save()
    return allocation


@transaction.atomic
def end_allocation(
    allocation: Allocation,
    *,
    end_on: date,
    by: User | None,
    resolution: Resolution | None = None,
    reason: str = "",
    stamp: str | None = None,
) -> Allocation:
    """Make the unit free from a day on. Ending it again on the same day changes nothing."""
    unit = _locked_unit(allocation.unit)
    allocation = Allocation.objects.select_related("unit", "company").get(pk=allocation.pk)
    if allocation.end_on == end_on and allocation.voided_at is None:
        return allocation
    rules.check_stamp(unit, stamp)
    rules.check_end(allocation, end_on=end_on, resolution=resolution, reason=reason)
    allocation.end_on, allocation.end_resolution, allocation.end_reason = end_on, resolution, reason.strip()
    with _overlap_explained(allocation):
        allocation.save(update_fields=["end_on", "end_resolution", "end_reason"])
    return allocation


@transaction.atomic
def void_allocation(allocation: Allocation, *, reason: str, by: User | None) -> Allocation:
    """Mark an allocation as a mistake: it counts no more, and stays in the record. Again: changes nothing."""
    _locked_unit(allocation.unit)
    allocation = Allocation.objects.select_related("unit", "company").get(pk=allocation.pk)
    if allocation.voided_at is not None:
        return allocation
    if not reason.strip():
        raise ValidationError({"reason": _("Say why it was a mistake.")})
    allocation.voided_at, allocation.void_reason = timezone.now(), reason.strip()
    allocation.save(update_fields=["voided_at", "void_reason"])
    return allocation


def _locked_unit(unit: Space) -> Space:
    return Space.objects.select_for_update(no_key=True).get(pk=unit.pk)


@contextmanager
def _overlap_explained(allocation: Allocation) -> Iterator[None]:
    """The refusal of the database in the words of the check before it."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError:
        rules.check_free(allocation.unit, allocation.start_on, allocation.end_on, apart_from=allocation)
        raise
