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
    elif unit.valid_to and (unit.valid_to <= start_on or end_on is None or end_on > unit.valid_to):
        faults["unit"] = _("%(space)s is out of use from %(day)s.") % {
            "space": unit,
            "day": day_words(unit.valid_to),
        }
    elif fault := _condition_fault(unit, start_on, kind):
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


def unit_stamp(unit: Space) -> str:
    """Who holds a unit and when, as a short text: it differs when anything about it has changed."""
    rows = unit.allocations.valid().order_by("pk").values_list("pk", "company_id", "start_on", "end_on")
    return ";".join(f"{pk}:{company}:{start}:{end or ''}" for pk, company, start, end in rows)


def check_stamp(unit: Space, stamp: str | None) -> None:
    """Raise, where somebody changed who holds the unit after a page was opened, what is so now."""
    if stamp is None or stamp == unit_stamp(unit):
        return
    latest = unit.allocations.select_related("company").order_by("-recorded_at", "-pk").first()
    if latest is None or latest.voided_at is not None:
        now = _("%(unit)s has no valid allocation by the last entry.") % {"unit": unit.code}
    else:
        now = explain_holder(unit, latest)
    text = _("The unit changed after you opened this page: %(now)s Begin again from the list.") % {"now": now}
    raise ValidationError(text, code="stale")
