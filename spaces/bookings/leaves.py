"""What a space takes: the one way to change it, with the bookings that stand."""

from collections.abc import Collection, Iterator

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from spaces.bookings.blocks import refresh_blocks
from spaces.bookings.claims import claim_anew
from spaces.bookings.models import Booking
from spaces.building.models import Space
from spaces.building.rules import leaf_fault
from spaces.building.services import lock_spaces


def leaf_faults(space: Space, parts: Collection[Space]) -> list[str]:
    """Why a space, with the days it has, cannot take these; also what others would take in it."""
    known = Space.objects.filter(pk__in=[part.pk for part in parts]).prefetch_related("takes")
    faults = [leaf_fault(space, part, part.takes.all()) for part in known.order_by("code")]
    if space.kind == Space.Kind.UNIT and any(part != space for part in parts):
        faults.append(_("%(part)s is a private unit: it occupies no other space.") % {"part": space})
    if space.pk is not None:
        for taker in space.taken_by.exclude(pk=space.pk).order_by("code"):
            faults.append(leaf_fault(taker, space, parts))
    return [fault for fault in faults if fault]


@transaction.atomic
def change_leaves(space: Space, *, parts: Collection[Space]) -> None:
    """Let a space take these. Its coming bookings and closures take them from now on; raises what cannot."""
    before, after = set(space.leaf_ids()), {part.pk for part in parts} or {space.pk}
    lock_spaces(before | after | {space.pk})
    if faults := leaf_faults(space, parts):
        raise ValidationError({"takes": faults})
    space.takes.set(parts)
    if before != after:
        for booking in Booking.objects.upcoming().filter(space=space).for_list():
            claim_anew(booking, left=before - after, taken=after - before)
        refresh_blocks(before | after)


def broken_leaves() -> Iterator[str]:
    """Each space that takes what it cannot, as an import by hand may leave it. Three queries."""
    takers = Space.objects.filter(takes__isnull=False).distinct().order_by("code")
    for space in takers.prefetch_related("takes__takes"):
        parts = list(space.takes.all())
        if space.kind == Space.Kind.UNIT and set(parts) - {space}:
            yield _("%(part)s is a private unit: it occupies no other space.") % {"part": space}
        for part in parts:
            if fault := leaf_fault(space, part, part.takes.all()):
                yield fault
