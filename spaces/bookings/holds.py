"""Time held in a space for something that is no booking of a company's: an event.

The rules of booking (quarters of an hour, how long, how far ahead) do not bind it; what is there does:
another booking, a space that is not there or not usable, quiet hours where it is loud.
"""

import uuid
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from members.people.models import User
from spaces.bookings.claims import claim_anew, write_with_claims
from spaces.bookings.lapses import lapse_overdue
from spaces.bookings.models import Booking
from spaces.bookings.rules import cleanup_of, explain_quiet, is_cancellable, is_endable, is_moved
from spaces.bookings.services import lock_leaves, stop
from spaces.bookings.terms import terms_of
from spaces.bookings.validation import refuse_taken, space_faults
from spaces.building.models import Space
from spaces.policies.rules import quiet_meeting

PURPOSE_LENGTH = 100


def can_hold(space: Space | None) -> bool:
    """What is common is held; a private unit is its company's own."""
    return space is not None and space.kind != Space.Kind.UNIT


def check_hold(space: Space, starts_at: datetime, ends_at: datetime, besides: Booking | None = None) -> None:
    """Raise what stands in the way, beside the field `space`."""
    if faults := space_faults(space, starts_at, ends_at):
        raise ValidationError(faults)
    refuse_quiet(space, starts_at, ends_at)
    try:
        refuse_taken(space.leaf_ids(), starts_at, ends_at, besides, cleanup=cleanup_of(space))
    except ValidationError as error:
        raise ValidationError({"space": error.error_list}) from error


def refuse_quiet(space: Space, starts_at: datetime, ends_at: datetime) -> None:
    """Raise the quiet hours that silence a loud space then: they bind events, too."""
    if space.policy is None or not space.policy.is_loud:
        return
    if rule := quiet_meeting(terms_of(space.policy).quiet, starts_at, ends_at):
        raise ValidationError({"space": explain_quiet(rule)})


@transaction.atomic
def hold_space(
    space: Space, *, starts_at: datetime, ends_at: datetime, purpose: str, by: User | None
) -> Booking:
    """Book a space for the community; raises what stands in the way."""
    leaves = lock_leaves(space)
    lapse_overdue(leaves)
    check_hold(space, starts_at, ends_at)
    booking = Booking(
        request_id=uuid.uuid4(),
        space=space,
        booked_by=by,
        purpose=purpose[:PURPOSE_LENGTH],
        starts_at=starts_at,
        ends_at=ends_at,
    )
    write_with_claims(booking, leaves)
    return booking


@transaction.atomic
def move_hold(
    booking: Booking, *, space: Space, starts_at: datetime, ends_at: datetime, purpose: str
) -> Booking:
    """Hold another time or space by the same booking; raises what stands in the way."""
    leaves = lock_leaves(space, leaving=[booking.space])
    lapse_overdue(leaves)
    booking = Booking.objects.select_for_update().get(pk=booking.pk)
    has_moved = is_moved(booking, space, starts_at, ends_at)
    booking.space, booking.purpose = space, purpose[:PURPOSE_LENGTH]
    booking.starts_at, booking.ends_at, booking.updated_at = starts_at, ends_at, timezone.now()
    booking.sequence += has_moved
    if has_moved:
        booking.cancel_reason = ""  # it may have been taken back where it was
    booking.save()
    if has_moved:
        check_hold(space, starts_at, ends_at, besides=booking)
        held = booking.claims.filter(released_at__isnull=True).values_list("space", flat=True)
        claim_anew(booking, left=list(held), taken=leaves)
    return booking


@transaction.atomic
def release_hold(booking: Booking, *, by: User | None) -> None:
    """Free what is left of the time. What was used stays on record."""
    booking = Booking.objects.select_for_update().get(pk=booking.pk)
    now = timezone.now()
    if is_cancellable(booking, now) or is_endable(booking, now):
        stop(booking, by=by, reason="", now=now)
