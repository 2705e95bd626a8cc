"""The order of floors, the page of a space, when it exists, and whether a change cites its decision."""

from collections.abc import Collection
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from governance.proposals.choices import Outcome
from governance.resolutions.models import Resolution
from multifactory.lib.formats import format_day
from spaces.building.models import Floor, Space


def floor_order(floor: Floor) -> tuple[int, str, int]:
    """Floors of several buildings, from the first building and from below."""
    return floor.building.position, floor.building.name, floor.level


def space_path(code: str) -> str:
    return reverse("spaces:space_detail", args=[code])


def existence_fault(space: Space, start: date, end: date | None) -> str:
    """Where a space is not in use on all days of [start, end): since when it is, or until when."""
    if space.valid_from and start < space.valid_from:
        return _("%(space)s is in use from %(day)s.") % {"space": space, "day": format_day(space.valid_from)}
    if space.valid_to and (space.valid_to <= start or end is None or end > space.valid_to):
        return _("%(space)s is out of use from %(day)s.") % {
            "space": space,
            "day": format_day(space.valid_to),
        }
    return ""


def leaf_fault(space: Space, part: Space, parts_of_part: Collection[Space]) -> str:
    """Why a space cannot take another: what is taken is whole, no unit, and there as long as who takes it."""
    if part == space:
        return ""
    names = {"space": space, "part": part}
    if part.kind == Space.Kind.UNIT:
        return _("%(part)s is a private unit: it cannot be occupied by another space.") % names
    if set(parts_of_part) - {part}:
        return _("%(part)s itself occupies other spaces: choose those.") % names
    if part.valid_from and (space.valid_from is None or space.valid_from < part.valid_from):
        return _("%(part)s is in use from a later day than %(space)s, which occupies it.") % names
    if part.valid_to and (space.valid_to is None or space.valid_to > part.valid_to):
        return _("%(part)s goes out of use before %(space)s, which occupies it.") % names
    return ""


def decision_faults(
    resolution: Resolution | None,
    reason: str,
    resolution_field: str = "resolution",
    reason_field: str = "reason",
) -> dict[str, str]:
    """Each change of who holds what cites an adopted resolution, or says why there is none."""
    if resolution is not None and resolution.outcome != Outcome.ADOPTED:
        return {resolution_field: _("This resolution was not adopted.")}
    if resolution is None and not reason.strip():
        return {reason_field: _("Name the resolution that decided it, or give a reason.")}
    return {}
