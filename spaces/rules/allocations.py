"""What is wrong with giving a unit to a company, or with ending that."""

from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from governance.models import Resolution
from members.models import Company
from spaces.models import Allocation, Condition, Space
from spaces.rules.words import day_words


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
            "day": day_words(company.joined_on),
        }
    elif company.left_on and company.left_on <= start_on:
        faults["company"] = _("%(company)s left on %(day)s.") % {
            "company": company,
            "day": day_words(company.left_on),
        }
    faults |= decision_faults(resolution, reason)
    if faults:
        raise ValidationError(faults)
    check_free(unit, start_on, end_on)


def existence_fault(space: Space, start: date, end: date | None) -> str:
    """Where a space is not in use on all days of [start, end): since when it is, or until when."""
    if space.valid_from and start < space.valid_from:
        return _("%(space)s is in use from %(day)s.") % {"space": space, "day": day_words(space.valid_from)}
    if space.valid_to and (space.valid_to <= start or end is None or end > space.valid_to):
        return _("%(space)s is out of use from %(day)s.") % {
            "space": space,
            "day": day_words(space.valid_to),
        }
    return ""


def decision_faults(
    resolution: Resolution | None,
    reason: str,
    resolution_field: str = "resolution",
    reason_field: str = "reason",
) -> dict[str, str]:
    """Each change of who holds what cites an adopted resolution, or says why there is none."""
    if resolution is not None and resolution.outcome != "adopted":
        return {resolution_field: _("This resolution was not adopted.")}
    if resolution is None and not reason.strip():
        return {reason_field: _("Name the resolution that decided it, or give a reason.")}
    return {}


def _condition_fault(unit: Space, day: date, kind: str) -> str:
    """A unit that is not usable goes only to who restores it."""
    condition = unit.conditions.on(day).first()
    if condition is None or condition.state == Condition.State.USABLE or kind == Allocation.Kind.RESTORATION:
        return ""
    return _(
        "%(unit)s is not usable on %(day)s: %(state)s. It can be held only in exchange for restoring it."
    ) % {
        "unit": unit.code,
        "day": day_words(day),
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


def explain_holder(unit: Space, allocation: Allocation) -> str:
    values = {"unit": unit.code, "company": allocation.company, "start": day_words(allocation.start_on)}
    if allocation.end_on is None:
        return _("%(unit)s is held by %(company)s since %(start)s, without an end.") % values
    values["end"] = day_words(allocation.end_on)
    return _("%(unit)s is held by %(company)s from %(start)s and free from %(end)s.") % values


def check_end(allocation: Allocation, *, end_on: date, resolution: Resolution | None, reason: str) -> None:
    """Raise what is wrong with ending an allocation on a day, beside the field it belongs to."""
    if allocation.voided_at is not None:
        raise ValidationError(_("This allocation was voided."))
    faults = decision_faults(resolution, reason, "end_resolution", "end_reason")
    if end_on <= allocation.start_on:
        faults["end_on"] = _("It begins on %(day)s: it can be free from the day after, or be voided.") % {
            "day": day_words(allocation.start_on)
        }
    elif allocation.end_on is not None and end_on > allocation.end_on:
        faults["end_on"] = _("It is free from %(day)s already. To go on longer, allocate the unit again.") % {
            "day": day_words(allocation.end_on)
        }
    if faults:
        raise ValidationError(faults)
