"""Many holds at once: rooms of one event, dates of a series. A few queries, however many they are."""

import uuid
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from members.people.models import User
from spaces.bookings.claims import claims_of
from spaces.bookings.holds import PURPOSE_LENGTH, check_hold
from spaces.bookings.lapses import lapse_overdue
from spaces.bookings.models import Booking, Claim
from spaces.bookings.rules import cleanup_of
from spaces.bookings.validation import space_faults
from spaces.building.models import Space
from spaces.building.services import lock_spaces

Times = tuple[datetime, datetime]


def lock_for_holds(spaces: Collection[int]) -> None:
    """Lock all that bookings of these spaces occupy, at once and in the order of ids, before any is changed:
    two that change the same rooms crosswise wait for each other, and none waits for ever."""
    through = Space.takes.through.objects.filter(from_space__in=spaces)
    taken = dict.fromkeys(spaces, False)
    leaves = set()
    for space, leaf in through.values_list("from_space", "to_space"):
        taken[space] = True
        leaves.add(leaf)
    leaves |= {space for space, has_leaves in taken.items() if not has_leaves}
    if leaves:
        lock_spaces({*spaces, *leaves})
        lapse_overdue(leaves)


def faults_of_holds(space: Space, times: Sequence[Times]) -> list[list[str]]:
    """What stands in the way of each of these times, none where it is free. Only those in doubt are asked
    about one by one: all where the space is loud, which has hours of its own."""
    if not times:
        return []
    start, end = min(begin for begin, _end in times), max(end for _begin, end in times)
    is_usable = not (space.policy and space.policy.is_loud) and not space_faults(space, start, end)
    leaves, cleanup = space.leaf_ids(), cleanup_of(space)
    claims = Claim.objects.meeting(leaves, start, end + cleanup)
    held = list(claims.values_list("starts_at", "ends_at"))
    return [
        []
        if is_usable and not any(begins < end + cleanup and start < ends for begins, ends in held)
        else _faults(space, start, end)
        for start, end in times
    ]


def hold_times(space: Space, times: Iterable[Times], *, purpose: str, by: User | None) -> list[Booking]:
    """Book a space for the community at all these times. The caller holds its lock and has looked that
    nothing stands in the way."""
    bookings = Booking.objects.bulk_create(
        Booking(
            request_id=uuid.uuid4(),
            space=space,
            booked_by=by,
            purpose=purpose[:PURPOSE_LENGTH],
            starts_at=starts_at,
            ends_at=ends_at,
        )
        for starts_at, ends_at in times
    )
    try:
        with transaction.atomic():
            Claim.objects.bulk_create(claims_of(bookings, space.leaf_ids()))
    except IntegrityError as error:
        raise ValidationError(_("Someone has just booked one of these dates. Check them again.")) from error
    return bookings


def _faults(space: Space, starts_at: datetime, ends_at: datetime) -> list[str]:
    try:
        check_hold(space, starts_at, ends_at)
    except ValidationError as error:
        return error.messages
    return []
