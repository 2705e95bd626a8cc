"""What is wrong with giving a unit to a company, as the database stands."""

from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from governance.resolutions.models import Resolution
from members.companies.models import Company
from multifactory.lib.formats import format_day
from spaces.allocations.models import Allocation
from spaces.allocations.rules import explain_holder
from spaces.building.models import Space
from spaces.building.rules import decision_faults, existence_fault
from spaces.condition.models import Condition


def check_allocation(
    unit: Space,
    *,
    company: Company,
    start_on: date,
    end_on: date | None,
    kind: str,
    resolution: Resolution | None,
    reason: str,
) -> None:
    """Raise what is wrong with giving a unit to a company, beside the field it belongs to."""
    faults: dict[str, str] = {}
    if unit.kind != Space.Kind.UNIT:
        faults["unit"] = _("%(space)s is common: it is booked, not allocated.") % {"space": unit}
    elif fault := existence_fault(unit, start_on, end_on) or _condition_fault(unit, start_on, kind):
        faults["unit"] = fault
    if end_on is not None and end_on <= start_on:
        faults["end_on"] = _("The first free day must come after the start.")
    if company.joined_on > start_on:
        faults["company"] = _("%(company)s is a member from %(day)s.") % {
            "company": company,
            "day": format_day(company.joined_on),
        }
    elif company.left_on and company.left_on <= start_on:
        faults["company"] = _("%(company)s left on %(day)s.") % {
            "company": company,
            "day": format_day(company.left_on),
        }
    faults |= decision_faults(resolution, reason)
    if faults:
        raise ValidationError(faults)
    check_free(unit, start_on, end_on)


def _condition_fault(unit: Space, day: date, kind: str) -> str:
    """A unit that is not usable goes only to who restores it."""
    condition = unit.conditions.on(day).first()
    if condition is None or condition.state == Condition.State.USABLE or kind == Allocation.Kind.RESTORATION:
        return ""
    return _(
        "%(unit)s is not usable on %(day)s: %(state)s. It can be allocated only in exchange for restoring it."
    ) % {
        "unit": unit.code,
        "day": format_day(day),
        "state": condition.get_state_display(),
    }


def check_free(
    unit: Space, start_on: date, end_on: date | None, apart_from: Allocation | None = None
) -> None:
    """Raise who holds the unit in the time, and until when."""
    rivals = Allocation.objects.meeting(start_on, end_on).filter(unit=unit).select_related("company")
    if apart_from is not None:
        rivals = rivals.exclude(pk=apart_from.pk)
    rival = rivals.order_by("start_on").first()
    if rival is not None:
        raise ValidationError(explain_holder(unit, rival), code="overlap")
