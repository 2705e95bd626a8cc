"""What the back-office asks before a unit is given, left, kept on or taken back."""

from typing import Any, cast

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from multifactory.lib.admin_actions import Change, ConfirmedAction
from multifactory.lib.formats import format_day
from spaces.allocations.forms import AllocateForm, EndForm, ExtendForm
from spaces.allocations.models import Allocation
from spaces.allocations.rules import explain_holder
from spaces.allocations.services import allocate, end_allocation, extend_allocation, void_allocation
from spaces.building.dry_run import decision_change, figure_changes
from spaces.building.formats import format_area, format_term
from spaces.building.forms import VoidForm
from spaces.building.models import Space
from spaces.hooks import claims_of_unit


def unit_facts(unit: Space) -> list[tuple[str, str]]:
    """A unit as it is today."""
    holder = unit.allocations.on().select_related("company").first()
    condition = unit.conditions.on().first()
    offer = unit.offers.live().select_related("request__company").first()
    facts = [
        (_("Where"), str(unit.floor)),
        (_("Area"), f"{format_area(unit.area_m2)} m²"),
        (_("Condition"), condition.get_state_display() if condition else _("not written")),
        (_("Allocated to"), explain_holder(unit, holder) if holder else _("nobody")),
    ]
    if offer:
        kept = _("%(asker)s, %(state)s")
        facts.append((_("Offered to"), kept % {"asker": offer.request, "state": offer.get_state_display()}))
    facts += [(_("Open proposal"), claim) for claim in claims_of_unit(unit)]
    return facts


def allocation_facts(allocation: Allocation) -> list[tuple[str, str]]:
    return [
        (_("Unit"), str(allocation.unit)),
        (_("Allocated to"), str(allocation.company)),
        (_("When"), format_term(allocation.start_on, allocation.end_on)),
        (_("Area"), f"{format_area(allocation.area_m2)} m²"),
    ]


def allocated_message(allocation: Allocation) -> str:
    values = {
        "unit": allocation.unit.code,
        "company": allocation.company,
        "day": format_day(allocation.start_on),
    }
    return _("%(unit)s is allocated to %(company)s from %(day)s.") % values


def allocation_changes(cleaned: dict[str, Any]) -> list[Change]:
    term = format_term(cleaned["start_on"], cleaned["end_on"])
    return [
        (_("Allocated to"), _("nobody"), f"{cleaned['company']}, {term}"),
        decision_change(cleaned["resolution"], cleaned["reason"]),
    ]


class UnitAction(ConfirmedAction):
    """About one private unit."""

    @classmethod
    def queryset(cls, model_admin: admin.ModelAdmin, request: HttpRequest) -> QuerySet[Space]:
        return Space.objects.units().for_list()

    def facts(self) -> list[tuple[str, str]]:
        return unit_facts(self.row)


class AllocateUnit(UnitAction):
    name, description = "allocate_unit", gettext_lazy("Allocate this unit")
    button = gettext_lazy("Allocate")

    @property
    def title(self) -> str:
        return _("Allocate %(unit)s") % {"unit": self.row}

    def make_form(self, data: Any = None) -> AllocateForm:
        return AllocateForm(data, unit=self.row, initial={"start_on": timezone.localdate()})

    def changes(self, form: AllocateForm) -> list[Change]:
        cleaned = form.cleaned_data
        figures = figure_changes(lambda: self.carry_out(form), cleaned["start_on"])
        return allocation_changes(cleaned) + figures

    def carry_out(self, form: AllocateForm) -> str:
        return allocated_message(allocate(self.row, by=self.by, **form.cleaned_data))


class AllocationAction(ConfirmedAction):
    """About one allocation."""

    @classmethod
    def queryset(cls, model_admin: admin.ModelAdmin, request: HttpRequest) -> QuerySet:
        return Allocation.objects.for_list()

    @property
    def allocation(self) -> Allocation:
        return self.row

    def facts(self) -> list[tuple[str, str]]:
        return allocation_facts(self.allocation)


class EndAllocation(AllocationAction):
    name, description = "end", gettext_lazy("End this allocation")
    button = gettext_lazy("End the allocation")

    @property
    def title(self) -> str:
        return _("End the allocation of %(unit)s") % {"unit": self.allocation.unit}

    def refusal(self) -> str:
        return "" if self.allocation.voided_at is None else _("This allocation was voided.")

    def make_form(self, data: Any = None) -> EndForm:
        # A copy: the form writes into its row, and the page still shows the row as it is.
        row = Allocation.objects.get(pk=self.allocation.pk)
        form = EndForm(data, unit=self.allocation.unit, instance=row)
        form.fields["end_on"].required = True  # sent untouched, it would end nothing
        return form

    def changes(self, form: EndForm) -> list[Change]:
        allocation, cleaned = self.allocation, form.cleaned_data
        before = format_term(allocation.start_on, allocation.end_on)
        after = format_term(allocation.start_on, cleaned["end_on"])
        return [
            (str(allocation.company), before, after),
            decision_change(cleaned["end_resolution"], cleaned["end_reason"], _("End decided by")),
            *figure_changes(lambda: self.carry_out(form), cleaned["end_on"]),
        ]

    def carry_out(self, form: EndForm) -> str:
        cleaned = form.cleaned_data
        ended = end_allocation(
            self.allocation,
            end_on=cleaned["end_on"],
            resolution=cleaned["end_resolution"],
            reason=cleaned["end_reason"],
            edit_token=cleaned["edit_token"],
            by=self.by,
        )
        values = {"unit": ended.unit.code, "day": format_day(ended.end_on or cleaned["end_on"])}
        return _("%(unit)s is free from %(day)s.") % values


class EndUnitAllocation(EndAllocation):
    """The same, from the list of spaces: about whoever holds the unit today."""

    name, description = "end_unit", gettext_lazy("End the allocation of this unit")

    @classmethod
    def queryset(cls, model_admin: admin.ModelAdmin, request: HttpRequest) -> QuerySet:
        return Space.objects.units().for_list()

    @cached_property
    def held(self) -> Allocation | None:
        return Allocation.objects.on().for_list().filter(unit=self.row).first()

    @property
    def allocation(self) -> Allocation:
        return cast(Allocation, self.held)  # `refusal` is asked before

    def refusal(self) -> str:
        if self.held is None:
            return _("%(unit)s is not allocated to anyone.") % {"unit": self.row.code}
        return super().refusal()


class ExtendAllocation(AllocationAction):
    name, description = "extend", gettext_lazy("Extend this allocation")
    button = gettext_lazy("Extend the allocation")

    @property
    def title(self) -> str:
        return _("Extend the allocation of %(unit)s") % {"unit": self.allocation.unit}

    def refusal(self) -> str:
        if self.allocation.voided_at is not None or self.allocation.end_on is None:
            return _("Only an allocation with an end date can be extended.")
        return ""

    def make_form(self, data: Any = None) -> ExtendForm:
        return ExtendForm(data, unit=self.allocation.unit)

    def changes(self, form: ExtendForm) -> list[Change]:
        allocation, cleaned = self.allocation, form.cleaned_data
        return [
            (
                str(allocation.company),
                format_term(allocation.start_on, allocation.end_on),
                format_term(allocation.start_on, cleaned["end_on"]),
            ),
            decision_change(cleaned["resolution"], cleaned["reason"]),
            *figure_changes(lambda: self.carry_out(form), allocation.end_on or timezone.localdate()),
        ]

    def carry_out(self, form: ExtendForm) -> str:
        longer = extend_allocation(self.allocation, by=self.by, **form.cleaned_data)
        values = {
            "company": longer.company,
            "unit": longer.unit.code,
            "term": format_term(longer.start_on, longer.end_on),
        }
        return _("%(company)s stays in %(unit)s: %(term)s.") % values


class VoidAllocation(AllocationAction):
    name, description = "void", gettext_lazy("Void this allocation, entered by mistake")
    form_class = VoidForm
    button = gettext_lazy("Yes, void it")

    @property
    def title(self) -> str:
        return _("Void the allocation of %(unit)s") % {"unit": self.allocation.unit}

    def changes(self, form: VoidForm) -> list[Change]:
        allocation = self.allocation
        term = format_term(allocation.start_on, allocation.end_on)
        void = _("void: %(reason)s") % {"reason": form.cleaned_data["reason"]}
        return [(str(allocation.company), term, void)]

    def carry_out(self, form: VoidForm) -> str:
        void_allocation(self.allocation, reason=form.cleaned_data["reason"], by=self.by)
        values = {"unit": self.allocation.unit.code, "company": self.allocation.company}
        return _("The allocation of %(unit)s to %(company)s is void. It stays on record.") % values
