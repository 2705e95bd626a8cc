"""What the back-office asks before units change places, shape or condition."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from members.types import person
from multifactory.lib.confirm import Change, Question
from spaces import rules
from spaces.admin.allocating import unit_facts
from spaces.admin.rehearsal import decided, figure_changes
from spaces.drawing import in_m2
from spaces.forms import ChangeConditionForm, MergeForm, SplitForm, SwapForm
from spaces.models import Allocation, Condition, Reshaping, Space
from spaces.services import change_condition, merge_units, split_unit, swap_units

FormClass = type[SwapForm] | type[SplitForm] | type[MergeForm] | type[ChangeConditionForm]


def _maker(form_class: FormClass, units: Sequence[Space]) -> Callable[..., Any]:
    def make_form(data: Any = None) -> Any:
        return form_class(data, units=units, initial={"day": timezone.localdate()})

    return make_form


def _act(cleaned: dict[str, Any], request: HttpRequest) -> dict[str, Any]:
    """When, by which decision and by whom: what all services of this page take."""
    return {name: cleaned[name] for name in ("day", "resolution", "reason", "stamp")} | {
        "by": person(request)
    }


def _several_facts(units: Sequence[Space]) -> list[tuple[str, str]]:
    held = {
        one.unit_id: one for one in Allocation.objects.on().filter(unit__in=units).select_related("company")
    }
    return [
        (
            _with_area(unit),
            rules.explain_holder(unit, held[unit.pk]) if unit.pk in held else _("nobody"),
        )
        for unit in units
    ]


def _with_area(unit: Space) -> str:
    return f"{unit.code}, {in_m2(unit.area_m2)} m²"


def _holder_words(unit: Space, day: date) -> str:
    held = unit.allocations.on(day).select_related("company").first()
    return str(held.company) if held else _("nobody")


def swap_question(request: HttpRequest, units: Sequence[Space]) -> Question:
    def targets(cleaned: dict[str, Any]) -> dict[Space, Space]:
        return {unit: cleaned[f"to_{unit.pk}"] for unit in units}

    def carry_out(cleaned: dict[str, Any]) -> str:
        moved = swap_units(targets(cleaned), **_act(cleaned, request))
        names = ", ".join(f"{one.company}: {one.unit.code}" for one in moved)
        return _("From %(day)s: %(names)s.") % {"day": rules.day_words(cleaned["day"]), "names": names}

    def changes(cleaned: dict[str, Any]) -> list[Change]:
        day = cleaned["day"]
        figures = figure_changes(lambda: carry_out(cleaned), day)
        moves = [
            (_holder_words(unit, day), _with_area(unit), _with_area(target))
            for unit, target in targets(cleaned).items()
        ]
        return [*moves, decided(cleaned["resolution"], cleaned["reason"]), *figures]

    return Question(
        title=_("Swap %(units)s") % {"units": ", ".join(unit.code for unit in units)},
        button=_("Swap them"),
        make_form=_maker(SwapForm, units),
        changes=changes,
        carry_out=carry_out,
        now=_several_facts(units),
    )


def _plan_change(before: Sequence[str], after: Sequence[str]) -> Change:
    values = {"codes": ", ".join(after)}
    wanted = _("A new plan is wanted, with %(codes)s. Until it is uploaded they stand in the table only.")
    return (_("Floor plan"), ", ".join(before), wanted % values)


def _made_words(reshaping: Reshaping) -> str:
    values = {
        "old": ", ".join(space.code for space in reshaping.before.order_by("code")),
        "new": ", ".join(space.code for space in reshaping.after.order_by("code")),
        "day": rules.day_words(reshaping.day),
    }
    return _("From %(day)s, %(old)s is %(new)s. Upload a new plan of the floor.") % values


def split_question(request: HttpRequest, unit: Space) -> Question:
    made = _maker(SplitForm, [unit])
    sent: list[SplitForm] = []

    def make_form(data: Any = None) -> SplitForm:
        sent[:] = [made(data)]
        return sent[0]

    def carry_out(cleaned: dict[str, Any]) -> str:
        return _made_words(split_unit(unit, parts=sent[0].parts(), **_act(cleaned, request)))

    def changes(cleaned: dict[str, Any]) -> list[Change]:
        day, parts = cleaned["day"], sent[0].parts()
        figures = figure_changes(lambda: carry_out(cleaned), day)
        holder = _holder_words(unit, day)
        on = {"day": rules.day_words(day)}
        nobody = _("nobody")
        return [
            (unit.code, f"{in_m2(unit.area_m2)} m², {holder}", _("out of use from %(day)s") % on),
            *(
                (part.code, "", f"{in_m2(part.area_m2)} m², {holder if part.is_kept else nobody}")
                for part in parts
            ),
            decided(cleaned["resolution"], cleaned["reason"]),
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
        return _made_words(merge_units(units, **whole, **_act(cleaned, request)))

    def changes(cleaned: dict[str, Any]) -> list[Change]:
        day = cleaned["day"]
        on = {"day": rules.day_words(day)}
        figures = figure_changes(lambda: carry_out(cleaned), day)
        holder = cleaned.get("company") or _("nobody")
        return [
            *(
                (
                    unit.code,
                    f"{in_m2(unit.area_m2)} m², {_holder_words(unit, day)}",
                    _("out of use from %(day)s") % on,
                )
                for unit in units
            ),
            (cleaned["code"], "", f"{in_m2(cleaned['area_m2'])} m², {holder}"),
            decided(cleaned["resolution"], cleaned["reason"]),
            *figures,
            _plan_change([unit.code for unit in units], [cleaned["code"]]),
        ]

    return Question(
        title=_("Join %(units)s") % {"units": ", ".join(unit.code for unit in units)},
        button=_("Join them"),
        make_form=_maker(MergeForm, units),
        changes=changes,
        carry_out=carry_out,
        now=_several_facts(units),
    )


def condition_question(request: HttpRequest, space: Space) -> Question:
    def carry_out(cleaned: dict[str, Any]) -> str:
        condition = change_condition(space, state=cleaned["state"], **_act(cleaned, request))
        values = {
            "space": space.code,
            "state": condition.get_state_display(),
            "day": rules.day_words(condition.start_on),
        }
        return _("%(space)s: %(state)s from %(day)s.") % values

    def changes(cleaned: dict[str, Any]) -> list[Change]:
        day = cleaned["day"]
        figures = figure_changes(lambda: carry_out(cleaned), day)
        running = space.conditions.on(day).first()
        state = Condition.State(cleaned["state"])
        rows = [
            (
                _("Condition on %(day)s") % {"day": rules.day_words(day)},
                running.get_state_display() if running else _("not written"),
                str(state.label),
            ),
            decided(cleaned["resolution"], cleaned["reason"]),
            *figures,
        ]
        if state != Condition.State.USABLE and (held := space.allocations.on(day).first()):
            rows.insert(
                1, (_("Held by"), str(held.company), _("%(company)s goes on") % {"company": held.company})
            )
        return rows

    return Question(
        title=_("Change the condition of %(space)s") % {"space": space},
        button=_("Change the condition"),
        make_form=_maker(ChangeConditionForm, [space]),
        changes=changes,
        carry_out=carry_out,
        now=unit_facts(space),
    )
