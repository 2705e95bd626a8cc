"""What is said of who holds a unit, and what is wrong with ending that. Nothing here reads the database."""

from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from governance.resolutions.models import Resolution
from multifactory.lib.formats import format_day
from spaces.allocations.models import Allocation
from spaces.building.models import Space
from spaces.building.rules import decision_faults


def explain_holder(unit: Space, allocation: Allocation) -> str:
    values = {"unit": unit.code, "company": allocation.company, "start": format_day(allocation.start_on)}
    if allocation.end_on is None:
        return _("%(unit)s is allocated to %(company)s from %(start)s, with no end date.") % values
    values["end"] = format_day(allocation.end_on)
    return _("%(unit)s is allocated to %(company)s from %(start)s and free from %(end)s.") % values


def check_end(allocation: Allocation, *, end_on: date, resolution: Resolution | None, reason: str) -> None:
    """Raise what is wrong with ending an allocation on a day, beside the field it belongs to."""
    if allocation.voided_at is not None:
        raise ValidationError(_("This allocation was voided."))
    faults = decision_faults(resolution, reason, "end_resolution", "end_reason")
    if end_on <= allocation.start_on:
        faults["end_on"] = _(
            "The allocation begins on %(day)s: the unit can be free from the day after at the "
            "earliest, or you can void the allocation."
        ) % {"day": format_day(allocation.start_on)}
    elif allocation.end_on is not None and end_on > allocation.end_on:
        faults["end_on"] = _(
            "The unit is already free from %(day)s. To keep it longer, allocate it again."
        ) % {"day": format_day(allocation.end_on)}
    if faults:
        raise ValidationError(faults)


ENDING_DAYS = 90
