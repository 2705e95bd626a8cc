"""Shutting common spaces for a time, and opening them again."""

from collections.abc import Collection, Iterator
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from governance.resolutions.models import Resolution
from members.people.models import User
from spaces.bookings.blocks import blocked_leaves, clear_way, refresh_blocks
from spaces.building.models import Space
from spaces.building.services import lock_spaces
from spaces.closures.models import Closure
from spaces.hooks import Stretch


@transaction.atomic
def close_spaces(
    spaces: Collection[Space],
    *,
    starts_at: datetime,
    ends_at: datetime,
    reason: str,
    by: User,
    resolution: Resolution | None = None,
) -> Closure:
    """Shut spaces; what is booked then is cancelled, one mail a company. What an event holds is refused."""
    if ends_at <= timezone.now():
        raise ValidationError({"ends_at": _("This time has already passed.")})
    closure = Closure(
        starts_at=starts_at, ends_at=ends_at, reason=reason, resolution=resolution, created_by=by
    )
    closure.full_clean(exclude=["created_by"])
    keys = [space.pk for space in spaces]
    leaves = blocked_leaves(keys)
    lock_spaces({*leaves, *keys})
    if blocked_leaves(keys) != leaves:
        raise ValidationError(_("What this space takes has just been changed. Try again."))
    clear_way(keys, starts_at, ends_at, by=by, reason=reason, is_danger=False)
    closure.save()
    closure.spaces.set(spaces)
    refresh_blocks(leaves)
    return closure


@transaction.atomic
def cancel_closure(closure: Closure, *, by: User) -> None:
    """Open the spaces again, as far as nothing else shuts them. Again: changes nothing."""
    leaves = blocked_leaves(closure.spaces.values_list("pk", flat=True))
    lock_spaces(leaves)
    standing = Closure.objects.standing().filter(pk=closure.pk)
    if standing.update(cancelled_at=timezone.now(), cancelled_by=by):
        refresh_blocks(leaves)


def closed_times(spaces: Collection[int]) -> Iterator[Stretch]:
    """When closures shut these spaces, what is over left out; registered with spaces.hooks. Two queries."""
    rows = Closure.objects.standing().filter(spaces__in=spaces, ends_at__gt=timezone.now())
    through = Closure.spaces.through.objects.filter(closure__in=rows, space__in=spaces)
    for row in through.select_related("closure").order_by("closure__starts_at", "pk"):
        closure = row.closure
        yield Stretch(row.space_id, closure.starts_at, closure.ends_at, closure.reason)
