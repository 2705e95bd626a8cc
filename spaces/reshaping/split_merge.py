"""Units that become others: one divided into several, several joined into one.

The old ones go out of use on the day and keep their history; the new ones come into use on it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from governance.resolutions.models import Resolution
from members.companies.models import Company
from members.people.models import User
from multifactory.lib.formats import format_day
from spaces.allocations.edit_tokens import check_unit_unchanged, check_units_unchanged
from spaces.allocations.models import Allocation
from spaces.allocations.rules import explain_holder
from spaces.allocations.services import allocate, end_allocation
from spaces.building.features import FEATURES
from spaces.building.formats import format_area
from spaces.building.models import Space
from spaces.building.rules import decision_faults, existence_fault
from spaces.building.services import lock_spaces
from spaces.condition.formats import STATES_FROM_WORST
from spaces.condition.models import Condition
from spaces.requests.models import Offer
from spaces.reshaping.models import Reshaping
from spaces.reshaping.swaps import refuse_first_day


@dataclass(frozen=True, slots=True)
class SplitPart:
    """A unit that comes out of a division; `is_kept` where who held the whole goes on to hold it."""

    code: str
    area_m2: Decimal
    name: str = ""
    is_kept: bool = False


@dataclass(frozen=True, slots=True)
class Decision:
    """When, and by whose decision."""

    day: date
    by: User | None
    resolution: Resolution | None
    reason: str


@transaction.atomic
def split_unit(
    unit: Space,
    *,
    parts: Sequence[SplitPart],
    day: date,
    by: User | None,
    resolution: Resolution | None = None,
    reason: str = "",
    edit_token: str | None = None,
) -> Reshaping:
    """Divide a unit on a day. Walls take room: the parts together have at most its area."""
    [unit] = lock_spaces([unit.pk])
    decision = Decision(day, by, resolution, reason.strip())
    check_unit_unchanged(unit, edit_token)
    _check([unit], decision)
    if len(parts) < 2:
        raise ValidationError(_("Divide the unit into at least two parts."))
    total = sum((part.area_m2 for part in parts), Decimal(0))
    if unit.area_m2 is not None and total > unit.area_m2:
        text = _("Together the parts measure %(parts)s m², more than the %(whole)s m² of %(unit)s.")
        values = {"parts": format_area(total), "whole": format_area(unit.area_m2), "unit": unit.code}
        raise ValidationError(text % values)
    held = unit.allocations.on(day).select_related("unit", "company").first()
    end_on = held.end_on if held else None
    _end_held(held, decision)
    parts_made = [_create_unit(unit, part.code, part.name, part.area_m2, day) for part in parts]
    for space, part in zip(parts_made, parts, strict=True):
        _carry_conditions(unit, space, day)
        if held is not None and part.is_kept:
            _reopen(space, held, held.company, end_on, decision)
    _retire([unit], decision)
    return _record(Reshaping.Kind.SPLIT, [unit], parts_made, decision)


@transaction.atomic
def merge_units(
    units: Sequence[Space],
    *,
    code: str,
    area_m2: Decimal,
    day: date,
    by: User | None,
    name: str = "",
    company: Company | None = None,
    resolution: Resolution | None = None,
    reason: str = "",
    edit_token: str | None = None,
) -> Reshaping:
    """Join units of a floor on a day; of the companies that hold them `company` goes on in the whole."""
    units = lock_spaces(unit.pk for unit in units)
    decision = Decision(day, by, resolution, reason.strip())
    check_units_unchanged(units, edit_token)
    _check(units, decision)
    _check_joining(units, area_m2)
    held = list(Allocation.objects.on(day).filter(unit__in=units).select_related("unit", "company"))
    own = [allocation for allocation in held if allocation.company == company]
    if company is not None and not own:
        text = _("None of these units is allocated to %(company)s on %(day)s.")
        raise ValidationError(text % {"company": company, "day": format_day(day)})
    ends = [allocation.end_on for allocation in own]
    for allocation in held:
        _end_held(allocation, decision)
    whole = _create_unit(units[0], code, name, area_m2, day)
    _join_conditions(units, whole, day)
    if own:
        end_on = None if None in ends else max(end for end in ends if end)
        _reopen(whole, own[0], own[0].company, end_on, decision)
    _retire(units, decision)
    return _record(Reshaping.Kind.MERGE, units, [whole], decision)


def _check(units: Sequence[Space], decision: Decision) -> None:
    """What both need: private units in use, nothing promised in them, and a decision."""
    if faults := decision_faults(decision.resolution, decision.reason):
        raise ValidationError(faults)
    for unit in units:
        if unit.kind != Space.Kind.UNIT:
            text = _("%(space)s is common: only private units are divided and joined.")
            raise ValidationError(text % {"space": unit})
        if fault := existence_fault(unit, decision.day, None):
            raise ValidationError(fault)
        if unit.valid_from == decision.day:
            text = _("%(unit)s comes into use on that very day: choose a later one.")
            raise ValidationError(text % {"unit": unit.code})
    coming = Allocation.objects.valid().filter(unit__in=units, start_on__gt=decision.day)
    for allocation in coming.select_related("unit", "company").order_by("start_on")[:1]:
        text = _("%(holder)s End or void that first.")
        raise ValidationError(text % {"holder": explain_holder(allocation.unit, allocation)})
    for offer in Offer.objects.live().filter(unit__in=units).select_related("unit", "request__company")[:1]:
        text = _("%(unit)s has been offered to %(asker)s. Withdraw the offer first.")
        raise ValidationError(text % {"unit": offer.unit.code, "asker": offer.request})


def _check_joining(units: Sequence[Space], area_m2: Decimal) -> None:
    if len(units) < 2:
        raise ValidationError(_("Joining takes at least two units."))
    if len({unit.floor_id for unit in units}) > 1:
        raise ValidationError(_("Only units of one floor can be joined."))
    total = sum((unit.area_m2 or Decimal(0) for unit in units), Decimal(0))
    if area_m2 < total:
        text = _("Together the units measure %(parts)s m²: the new unit cannot be smaller.")
        raise ValidationError({"area_m2": text % {"parts": format_area(total)}})


def _end_held(held: Allocation | None, decision: Decision) -> None:
    if held is not None:
        refuse_first_day(held, decision.day)
        end_allocation(
            held, end_on=decision.day, by=decision.by, resolution=decision.resolution, reason=decision.reason
        )


def _reopen(
    space: Space, held: Allocation, company: Company, end_on: date | None, decision: Decision
) -> None:
    allocate(
        space,
        company=company,
        kind=held.kind,
        start_on=decision.day,
        end_on=end_on,
        resolution=decision.resolution,
        reason=decision.reason,
        by=decision.by,
    )


def _retire(units: Sequence[Space], decision: Decision) -> None:
    """They end, and with them what was known of their condition: the new ones have it by now."""
    for unit in units:
        unit.valid_to = decision.day
        unit.save(update_fields=["valid_to"])
    states = Condition.objects.meeting(decision.day, None).filter(space__in=units)
    states.filter(start_on__gte=decision.day).update(
        voided_at=timezone.now(),
        void_reason=_("The unit was divided or joined before that day."),
        voided_by=decision.by,
    )
    states.filter(start_on__lt=decision.day).update(end_on=decision.day)


def _create_unit(like: Space, code: str, name: str, area_m2: Decimal, day: date) -> Space:
    """A new unit on the floor of the old one, with its features."""
    space = Space(
        code=code.strip(),
        name=name.strip(),
        kind=Space.Kind.UNIT,
        floor=like.floor,
        area_m2=area_m2,
        features=like.features,
        use=like.use,
        **{feature.field: getattr(like, feature.field) for feature in FEATURES},
        valid_from=day,
    )
    try:
        space.full_clean()
    except ValidationError as error:
        raise ValidationError([f"{code}: {text}" for text in error.messages]) from error
    space.save()
    return space


def _carry_conditions(old: Space, new: Space, day: date) -> None:
    """What holds and is planned for the old space from the day on, for the new one too."""
    Condition.objects.bulk_create(
        Condition(
            space=new,
            state=condition.state,
            start_on=max(condition.start_on, day),
            end_on=condition.end_on,
            resolution=condition.resolution,
            note=condition.note,
            recorded_by=condition.recorded_by,
            recorded_at=condition.recorded_at,
        )
        for condition in old.conditions.meeting(day, None)
    )


def _join_conditions(units: Sequence[Space], whole: Space, day: date) -> None:
    # As usable as the worst of them.
    states = [condition.state for condition in Condition.objects.on(day).filter(space__in=units)]
    if states:
        Condition.objects.create(space=whole, state=min(states, key=STATES_FROM_WORST.index), start_on=day)


def _record(kind: str, before: Sequence[Space], after: Sequence[Space], decision: Decision) -> Reshaping:
    reshaping = Reshaping.objects.create(
        kind=kind,
        day=decision.day,
        resolution=decision.resolution,
        reason=decision.reason,
        recorded_by=decision.by,
    )
    reshaping.before.set(before)
    reshaping.after.set(after)
    return reshaping
