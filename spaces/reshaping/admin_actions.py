"""What the back-office asks before units change places or shape."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from members.people.http import request_user
from multifactory.lib.admin_actions import Change, Question
from multifactory.lib.formats import format_day
from spaces.allocations.admin_actions import unit_facts
from spaces.allocations.forms import DecisionForm
from spaces.allocations.models import Allocation
from spaces.allocations.rules import explain_holder
from spaces.building.dry_run import decision_change, figure_changes
from spaces.building.formats import format_area
from spaces.building.models import Space
from spaces.reshaping.forms import MergeForm, SplitForm, SwapForm
from spaces.reshaping.models import Reshaping
from spaces.reshaping.split_merge import merge_units, split_unit
from spaces.reshaping.swaps import swap_units

FormClass = type[DecisionForm]


def form_maker(form_class: FormClass, units: Sequence[Space]) -> Callable[..., Any]:
    def make_form(data: Any = None) -> Any:
        return form_class(data, units=units, initial={"day": timezone.localdate()})

    return make_form


def decision_terms(cleaned: dict[str, Any], request: HttpRequest) -> dict[str, Any]:
    """When, by which decision and by whom: what all services of this page take."""
    return {name: cleaned[name] for name in ("day", "resolution", "reason", "edit_token")} | {
        "by": request_user(request)
    }


def _several_facts(units: Sequence[Space]) -> list[tuple[str, str]]:
    held = {
        allocation.unit_id: allocation
        for allocation in Allocation.objects.on().filter(unit__in=units).select_related("company")
    }
    return [
        (
            _with_area(unit),
            explain_holder(unit, held[unit.pk]) if unit.pk in held else _("nobody"),
        )
        for unit in units
    ]


def _with_area(unit: Space) -> str:
    return f"{unit.code}, {format_area(unit.area_m2)} m²"


def _holder_on(unit: Space, day: date) -> str:
    held = unit.allocations.on(day).select_related("company").first()
    return str(held.company) if held else _("nobody")


def swap_question(request: HttpRequest, units: Sequence[Space]) -> Question:
    def targets(cleaned: dict[str, Any]) -> dict[Space, Space]:
        return {unit: cleaned[f"to_{unit.pk}"] for unit in units}

    def carry_out(cleaned: dict[str, Any]) -> str:
        moved = swap_units(targets(cleaned), **decision_terms(cleaned, request))
        names = ", ".join(f"{allocation.company}: {allocation.unit.code}" for allocation in moved)
        return _("From %(day)s: %(names)s.") % {"day": format_day(cleaned["day"]), "names": names}

    def changes(cleaned: dict[str, Any]) -> list[Change]:
        day = cleaned["day"]
        figures = figure_changes(lambda: carry_out(cleaned), day)
        moves = [
            (_holder_on(unit, day), _with_area(unit), _with_area(target))
            for unit, target in targets(cleaned).items()
        ]
        return [*moves, decision_change(cleaned["resolution"], cleaned["reason"]), *figures]

    return Question(
        title=_("Swap %(units)s") % {"units": ", ".join(unit.code for unit in units)},
        button=_("Swap them"),
        make_form=form_maker(SwapForm, units),
        changes=changes,
        carry_out=carry_out,
        now=_several_facts(units),
    )


def _plan_change(before: Sequence[str], after: Sequence[str]) -> Change:
    values = {"codes": ", ".join(after)}
    wanted = _("A new plan is wanted, with %(codes)s. Until it is uploaded they stand in the table only.")
    return (_("Floor plan"), ", ".join(before), wanted % values)


def _reshaped_message(reshaping: Reshaping) -> str:
    values = {
        "old": ", ".join(space.code for space in reshaping.before.order_by("code")),
        "new": ", ".join(space.code for space in reshaping.after.order_by("code")),
        "day": format_day(reshaping.day),
    }
    return _("From %(day)s, %(old)s is %(new)s. Upload a new plan of the floor.") % values


def split_question(request: HttpRequest, unit: Space) -> Question:
    made = form_maker(SplitForm, [unit])
    sent: list[SplitForm] = []

    def make_form(data: Any = None) -> SplitForm:
        sent[:] = [made(data)]
        return sent[0]

    def carry_out(cleaned: dict[str, Any]) -> str:
        return _reshaped_message(split_unit(unit, parts=sent[0].parts(), **decision_terms(cleaned, request)))

    def changes(cleaned: dict[str, Any]) -> list[Change]:
        day, parts = cleaned["day"], sent[0].parts()
        figures = figure_changes(lambda: carry_out(cleaned), day)
        holder = _holder_on(unit, day)
        on = {"day": format_day(day)}
        nobody = _("nobody")
        return [
            (unit.code, f"{format_area(unit.area_m2)} m², {holder}", _("out of use from %(day)s") % on),
            *(
                (part.code, "", f"{format_area(part.area_m2)} m², {holder if part.is_kept else nobody}")
                for part in parts
            ),
            decision_change(cleaned["resolution"], cleaned["reason"]),
            *figures,
            _plan_change([unit.code], [part.code for part in parts]),
        ]

    return Question(
        title=_("Divide %(unit)s") % {"unit": unit},
        button=_("Divide it"),
        make_form=make_form,
        changes=changes,
        carry_out=carry_out,
        now=unit_facts(unit),
    )


def merge_question(request: HttpRequest, units: Sequence[Space]) -> Question:
    def carry_out(cleaned: dict[str, Any]) -> str:
        whole: dict[str, Any] = {name: cleaned.get(name) for name in ("code", "name", "area_m2", "company")}
        return _reshaped_message(merge_units(units, **whole, **decision_terms(cleaned, request)))

    def changes(cleaned: dict[str, Any]) -> list[Change]:
        day = cleaned["day"]
        on = {"day": format_day(day)}
        figures = figure_changes(lambda: carry_out(cleaned), day)
        holder = cleaned.get("company") or _("nobody")
        return [
            *(
                (
                    unit.code,
                    f"{format_area(unit.area_m2)} m², {_holder_on(unit, day)}",
                    _("out of use from %(day)s") % on,
                )
                for unit in units
            ),
            (cleaned["code"], "", f"{format_area(cleaned['area_m2'])} m², {holder}"),
            decision_change(cleaned["resolution"], cleaned["reason"]),
            *figures,
            _plan_change([unit.code for unit in units], [cleaned["code"]]),
        ]

    return Question(
        title=_("Join %(units)s") % {"units": ", ".join(unit.code for unit in units)},
        button=_("Join them"),
        make_form=form_maker(MergeForm, units),
        changes=changes,
        carry_out=carry_out,
        now=_several_facts(units),
    )
