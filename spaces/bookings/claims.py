"""What a booking holds of the leaf spaces: written and changed."""

from collections.abc import Collection, Sequence
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils import timezone

from spaces.bookings.models import Booking, Claim
from spaces.bookings.rules import claim_end, cleanup_of
from spaces.bookings.validation import refuse_taken


def write_with_claims(booking: Booking, leaves: list[int]) -> None:
    """Write a new booking. The caller holds the lock of the leaves and has asked who has the time.

    What was written past the lock (import, shell) the database refuses; its words are asked for then.
    """
    starts_at, ends_at, cleanup = booking.starts_at, booking.ends_at, cleanup_of(booking.space)
    try:
        with transaction.atomic():
            booking.save()
            Claim.objects.bulk_create(claims_of([booking], leaves))
    except IntegrityError:
        refuse_taken(leaves, starts_at, ends_at, besides=booking, cleanup=cleanup)
        raise


def claims_of(bookings: Sequence[Booking], leaves: Collection[int]) -> list[Claim]:
    """What these hold of the leaf spaces, not yet written.

    Nobody cleans where it is shut: a block cuts the cleaning short. One query where anything is cleaned.
    """
    shut: list[tuple[int, datetime]] = []
    last = max((claim_end(one) for one in bookings), default=None)
    if last is not None and any(claim_end(one) > one.ends_at for one in bookings):
        blocks = Claim.objects.meeting(leaves, min(one.ends_at for one in bookings), last)
        shut = list(blocks.filter(booking=None).values_list("space", "starts_at"))

    def held_until(booking: Booking, leaf: int) -> datetime:
        starts = [start for space, start in shut if space == leaf and start >= booking.ends_at]
        return min([claim_end(booking), *starts])

    return [
        Claim(space_id=leaf, booking=one, starts_at=one.starts_at, ends_at=held_until(one, leaf))
        for one in bookings
        for leaf in leaves
    ]


def claim_anew(booking: Booking, *, left: Collection[int], taken: Collection[int]) -> None:
    """Let a booking occupy other leaves; raises who has the time there. The caller holds their locks."""
    starts_at, ends_at, leaves = booking.starts_at, booking.ends_at, sorted(taken)
    try:
        with transaction.atomic():
            held = booking.claims.filter(space__in=left, released_at__isnull=True)
            held.update(released_at=timezone.now())
            Claim.objects.bulk_create(claims_of([booking], leaves))
    except IntegrityError:
        refuse_taken(leaves, starts_at, ends_at, besides=booking, cleanup=cleanup_of(booking.space))
        raise
