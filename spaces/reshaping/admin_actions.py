"""What the back-office asks before units change places or shape."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from multifactory.lib.admin_actions import Change, ConfirmedAction
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

MOST_UNITS = 12


class DecidedAction(ConfirmedAction):
    """On a day, by a decision, about one space or several."""

    form_class: type[DecisionForm]

    @classmethod
    def queryset(cls, model_admin: admin.ModelAdmin, request: HttpRequest) -> QuerySet[Space]:
        return Space.objects.units().for_list()

    def make_form(self, data: Any = None) -> DecisionForm:
        return self.form_class(data, units=self.rows, initial={"day": timezone.localdate()})

    def decision(self, form: DecisionForm) -> dict[str, Any]:
        """When, by which decision and by whom: what the services of these actions take."""
        terms = {name: form.cleaned_data[name] for name in ("day", "resolution", "reason", "edit_token")}
        return terms | {"by": self.by}

    def figure_changes(self, form: DecisionForm) -> list[Change]:
        return figure_changes(lambda: self.carry_out(form), form.cleaned_data["day"])


def _decision_change(form: DecisionForm) -> Change:
    return decision_change(form.cleaned_data["resolution"], form.cleaned_data["reason"])


class _SeveralUnits(DecidedAction):
    least, most = 2, MOST_UNITS

    @property
    def codes(self) -> str:
        return ", ".join(unit.code for unit in self.rows)

    def facts(self) -> list[tuple[str, str]]:
        return _several_facts(self.rows)


def _several_facts(units: Sequence[Space]) -> list[tuple[str, str]]:
    allocations = Allocation.objects.on().filter(unit__in=units).select_related("company")
    held = {allocation.unit_id: allocation for allocation in allocations}
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


def _out_of_use(day: date) -> str:
    return _("out of use from %(day)s") % {"day": format_day(day)}


class SwapUnits(_SeveralUnits):
    name, description = "swap", gettext_lazy("Swap these units")
    form_class = SwapForm
    button = gettext_lazy("Swap them")

    @property
    def title(self) -> str:
        return _("Swap %(units)s") % {"units": self.codes}

    def changes(self, form: SwapForm) -> list[Change]:
        day = form.cleaned_data["day"]
        figures = self.figure_changes(form)
        moves = [
            (_holder_on(unit, day), _with_area(unit), _with_area(target))
            for unit, target in form.targets().items()
        ]
        return [*moves, _decision_change(form), *figures]

    def carry_out(self, form: SwapForm) -> str:
        moved = swap_units(form.targets(), **self.decision(form))
        names = ", ".join(f"{allocation.company}: {allocation.unit.code}" for allocation in moved)
        return _("From %(day)s: %(names)s.") % {"day": format_day(form.cleaned_data["day"]), "names": names}


def _plan_change(before: Sequence[str], after: Sequence[str]) -> Change:
    values = {"codes": ", ".join(after)}
    wanted = _("A new plan is needed, with %(codes)s. Until it is uploaded, they appear only in the table.")
    return (_("Floor plan"), ", ".join(before), wanted % values)


def _reshaped_message(reshaping: Reshaping) -> str:
    values = {
        "old": ", ".join(space.code for space in reshaping.before.order_by("code")),
        "new": ", ".join(space.code for space in reshaping.after.order_by("code")),
        "day": format_day(reshaping.day),
    }
    return _("From %(day)s, %(old)s becomes %(new)s. Upload a new plan of the floor.") % values


class SplitUnit(DecidedAction):
    name, description = "split", gettext_lazy("Divide this unit")
    form_class = SplitForm
    button = gettext_lazy("Divide it")

    @property
    def title(self) -> str:
        return _("Divide %(unit)s") % {"unit": self.row}

    def facts(self) -> list[tuple[str, str]]:
        return unit_facts(self.row)

    def changes(self, form: SplitForm) -> list[Change]:
        unit, day, parts = self.row, form.cleaned_data["day"], form.parts()
        figures = self.figure_changes(form)
        holder, nobody = _holder_on(unit, day), _("nobody")
        return [
            (unit.code, f"{format_area(unit.area_m2)} m², {holder}", _out_of_use(day)),
            *(
                (part.code, "", f"{format_area(part.area_m2)} m², {holder if part.is_kept else nobody}")
                for part in parts
            ),
            _decision_change(form),
            *figures,
            _plan_change([unit.code], [part.code for part in parts]),
        ]

    def carry_out(self, form: SplitForm) -> str:
        return _reshaped_message(split_unit(self.row, parts=form.parts(), **self.decision(form)))


class MergeUnits(_SeveralUnits):
    name, description = "merge", gettext_lazy("Join these units")
    form_class = MergeForm
    button = gettext_lazy("Join them")

    @property
    def title(self) -> str:
        return _("Join %(units)s") % {"units": self.codes}

    def changes(self, form: MergeForm) -> list[Change]:
        cleaned = form.cleaned_data
        day = cleaned["day"]
        figures = self.figure_changes(form)
        holder = cleaned.get("company") or _("nobody")
        before = [
            (unit.code, f"{format_area(unit.area_m2)} m², {_holder_on(unit, day)}", _out_of_use(day))
            for unit in self.rows
        ]
        return [
            *before,
            (cleaned["code"], "", f"{format_area(cleaned['area_m2'])} m², {holder}"),
            _decision_change(form),
            *figures,
            _plan_change([unit.code for unit in self.rows], [cleaned["code"]]),
        ]

    def carry_out(self, form: MergeForm) -> str:
        cleaned = form.cleaned_data
        whole: dict[str, Any] = {name: cleaned.get(name) for name in ("code", "name", "area_m2", "company")}
        return _reshaped_message(merge_units(self.rows, **whole, **self.decision(form)))
