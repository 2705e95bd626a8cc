"""Time in which nobody has a space: the union of all that shuts it, as disjoint claims without a booking.

What shuts spaces (a closure, a ticket that blocks) registers a source with `spaces.hooks.block_sources` and
calls `refresh_blocks` after each change. The blocks are worked out anew from all sources, so that what ends
early frees only what nothing else shuts.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone

from members.people.models import User
from spaces.bookings.models import Booking, BookingQuerySet, Claim
from spaces.bookings.rules import claim_end, is_cancellable, is_endable
from spaces.bookings.services import cancel_bookings, stop
from spaces.bookings.validation import holder_of, refuse_taken
from spaces.building.models import Space
from spaces.hooks import block_sources, booking_blocked


def leaves_by_space(spaces: Iterable[int]) -> dict[int, set[int]]:
    """What is shut with each of these spaces: what it takes; itself alone where it is one of these.

    A kiln that takes its room too is out of order without shutting the room. One query.
    """
    taken: dict[int, set[int]] = {pk: set() for pk in spaces}
    through = Space.takes.through.objects.filter(from_space__in=taken)
    for space, part in through.values_list("from_space", "to_space"):
        taken[space].add(part)
    return {pk: {pk} if pk in parts or not parts else parts for pk, parts in taken.items()}


def blocked_leaves(spaces: Iterable[int]) -> set[int]:
    """What is shut with any of these spaces."""
    return set().union(*leaves_by_space(spaces).values())


def union(stretches: Iterable[tuple[datetime, datetime]]) -> list[tuple[datetime, datetime]]:
    """The same time as disjoint stretches that do not touch, the earliest first."""
    joined: list[tuple[datetime, datetime]] = []
    for start, end in sorted(stretches):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], end))
        elif start < end:
            joined.append((start, end))
    return joined


def bookings_in_way(spaces: Iterable[int], start: datetime, end: datetime) -> BookingQuerySet:
    """What a block of these spaces in [start, end) would cancel or end early, the earliest first.

    What is only being cleaned then is not in the way.
    """
    occupying = Booking.objects.occupying(sorted(blocked_leaves(spaces)), start, end)
    return occupying.filter(starts_at__lt=end, ends_at__gt=start)


@transaction.atomic
def clear_way(
    spaces: Iterable[int], start: datetime, end: datetime, *, by: User | None, reason: str, is_danger: bool
) -> list[Booking]:
    """Cancel or end early what is in the way, one mail a company. The caller holds the lock of the leaves.

    What an event holds is refused, but not where there is danger: the event is told that its room is closed.
    """
    in_way = list(bookings_in_way(spaces, start, end))
    held = [booking for booking in in_way if holder_of(booking)] if is_danger else []
    for booking in held:
        _close_room(booking, by=by, reason=reason)
    kept = {booking.pk for booking in held}
    return cancel_bookings([one for one in in_way if one.pk not in kept], by=by, reason=reason) + held


def _close_room(booking: Booking, *, by: User | None, reason: str) -> None:
    now = timezone.now()
    if is_cancellable(booking, now) or is_endable(booking, now):
        # Told first: what it serves is found by the booking.
        for tell in booking_blocked:
            tell(booking, reason)
        stop(booking, by=by, reason=reason, now=now)


@transaction.atomic
def refresh_blocks(leaves: Collection[int]) -> None:
    """Make the blocks of these leaves what their sources say; the caller holds their lock (`lock_spaces`).

    Raises which bookings stand in the way: `clear_way` comes first.
    """
    now = timezone.now()
    wanted = {
        (leaf, start, end)
        for leaf, stretches in _shut_times(leaves, now).items()
        for start, end in _after_running(leaf, union(stretches), now)
    }
    blocks = Claim.objects.filter(space__in=leaves, booking=None, released_at=None, ends_at__gt=now)
    standing = {(block.space_id, block.starts_at, block.ends_at): block.pk for block in blocks}
    gone = [pk for key, pk in standing.items() if key not in wanted]
    Claim.objects.filter(pk__in=gone).update(released_at=now)
    for leaf, start, _end in sorted(standing.keys() - wanted):
        _clean_again(leaf, start)
    new = sorted(wanted - standing.keys())
    for leaf, start, end in new:
        cleaned = Claim.objects.meeting([leaf], start, end).filter(booking__ends_at__lte=start)
        cleaned.update(ends_at=start)
    try:
        with transaction.atomic():
            Claim.objects.bulk_create(
                Claim(space_id=leaf, booking=None, starts_at=start, ends_at=end) for leaf, start, end in new
            )
    except IntegrityError:
        for leaf, start, end in new:
            refuse_taken([leaf], start, end)
        raise


def _shut_times(leaves: Collection[int], now: datetime) -> Mapping[int, list[tuple[datetime, datetime]]]:
    """From all sources, by leaf: what is not over. Of a space that takes one of the leaves, too."""
    takers = Space.objects.filter(takes__in=leaves).values_list("pk", flat=True)
    around = leaves_by_space({*leaves, *takers})
    times: dict[int, list[tuple[datetime, datetime]]] = defaultdict(list)
    for source in block_sources:
        for stretch in source(sorted(around)):
            for leaf in around[stretch.space].intersection(leaves):
                if stretch.ends_at > now:
                    times[leaf].append((stretch.starts_at, stretch.ends_at))
    return times


def _clean_again(leaf: int, opened: datetime) -> None:
    """What was cleaned until a block began has its whole cleaning again, up to what comes next."""
    cut = Claim.objects.filter(space=leaf, released_at=None, ends_at=opened, booking__ends_at__lte=opened)
    for claim in cut.select_related("booking__space__policy"):
        until = claim_end(claim.booking) if claim.booking else opened
        later = Claim.objects.meeting([leaf], opened, until).order_by("starts_at").first()
        claim.ends_at = later.starts_at if later else until
        claim.save(update_fields=["ends_at"])


def _after_running(
    leaf: int, stretches: list[tuple[datetime, datetime]], now: datetime
) -> Iterable[tuple[datetime, datetime]]:
    """A block that has begun leaves the booking that ran then its last quarter of an hour, no cleaning."""
    used = Claim.objects.filter(space=leaf, released_at=None, starts_at__lte=now).exclude(booking=None)
    for start, end in stretches:
        if start <= now:
            in_use = used.filter(ends_at__gt=start, booking__ends_at__gt=start)
            start = max(start, in_use.aggregate(at=Max("booking__ends_at"))["at"] or start)
        if start < end:
            yield start, end
