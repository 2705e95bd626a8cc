"""Companies that change their units with each other."""

from collections.abc import Iterable, Mapping
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from governance.resolutions.models import Resolution
from members.people.models import User
from multifactory.lib.formats import format_day
from spaces.allocations.edit_tokens import check_units_unchanged
from spaces.allocations.models import Allocation
from spaces.allocations.services import allocate, end_allocation
from spaces.building.models import Space
from spaces.building.services import lock_spaces


@transaction.atomic
def swap_units(
    to: Mapping[Space, Space],
    *,
    day: date,
    by: User | None,
    resolution: Resolution | None = None,
    reason: str = "",
    edit_token: str | None = None,
) -> list[Allocation]:
    """On a day the company of each unit of `to` goes to the unit it points to: two, three or more at once.

    All or nobody. Each keeps its kind of allocation and, where its time has an end, that end.
    """
    units = lock_spaces(unit.pk for unit in to)
    check_units_unchanged(units, edit_token)
    _refuse_no_rotation(to)
    running = {unit.pk: allocation_to_leave(unit, day) for unit in units}
    ends = {pk: allocation.end_on for pk, allocation in running.items()}
    for allocation in running.values():
        end_allocation(allocation, end_on=day, by=by, resolution=resolution, reason=reason)
    return [
        allocate(
            target,
            company=running[unit.pk].company,
            kind=running[unit.pk].kind,
            start_on=day,
            end_on=ends[unit.pk],
            resolution=resolution,
            reason=reason,
            by=by,
        )
        for unit, target in to.items()
    ]


def allocation_to_leave(unit: Space, day: date) -> Allocation:
    """Who holds a unit on a day and held it the day before, so that it can be left on that day."""
    allocation = unit.allocations.on(day).select_related("unit", "company").first()
    if allocation is None:
        text = _("%(unit)s is not allocated to anyone on %(day)s.")
        raise ValidationError(text % {"unit": unit.code, "day": format_day(day)})
    refuse_first_day(allocation, day)
    return allocation


def refuse_first_day(allocation: Allocation, day: date) -> None:
    if allocation.start_on == day:
        text = _("%(company)s moves into %(unit)s on that day: choose a later one.")
        raise ValidationError(text % {"company": allocation.company, "unit": allocation.unit.code})


def _refuse_no_rotation(to: Mapping[Space, Space]) -> None:
    """Everybody goes somewhere else, and nobody to where another goes."""
    names: Iterable[str] = sorted(unit.code for unit, target in to.items() if unit == target)
    for name in names:
        raise ValidationError(_("The company of %(unit)s would stay where it is.") % {"unit": name})
    if len(to) < 2 or set(to) != set(to.values()):
        raise ValidationError(_("Each of the units must go to exactly one of the companies."))
