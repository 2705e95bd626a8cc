"""What the back-office asks before a unit is given, left, kept on or taken back."""

from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from members.people.http import request_user
from multifactory.lib.admin_actions import Change, Question
from multifactory.lib.formats import format_day
from spaces.allocations.forms import AllocateForm, EndForm, ExtendForm
from spaces.allocations.models import Allocation
from spaces.allocations.rules import explain_holder
from spaces.allocations.services import allocate, end_allocation, extend_allocation, void_allocation
from spaces.building.dry_run import decision_change, figure_changes
from spaces.building.formats import format_area, format_term
from spaces.building.forms import VoidForm
from spaces.building.models import Space


def unit_facts(unit: Space) -> list[tuple[str, str]]:
    """A unit as it is today."""
    holder = unit.allocations.on().select_related("company").first()
    condition = unit.conditions.on().first()
    offer = unit.offers.live().select_related("request__company").first()
    facts = [
        (_("Where"), str(unit.floor)),
        (_("Area"), f"{format_area(unit.area_m2)} m²"),
        (_("Condition"), condition.get_state_display() if condition else _("not written")),
        (_("Held by"), explain_holder(unit, holder) if holder else _("nobody")),
    ]
    if offer:
        kept = _("%(asker)s, %(state)s")
        facts.append((_("On offer to"), kept % {"asker": offer.request, "state": offer.get_state_display()}))
    return facts


def allocation_facts(allocation: Allocation) -> list[tuple[str, str]]:
    return [
        (_("Unit"), str(allocation.unit)),
        (_("Held by"), str(allocation.company)),
        (_("When"), format_term(allocation.start_on, allocation.end_on)),
        (_("Area"), f"{format_area(allocation.area_m2)} m²"),
    ]


def allocate_question(request: HttpRequest, unit: Space) -> Question:
    def make_form(data: Any = None) -> AllocateForm:
        return AllocateForm(data, unit=unit, initial={"start_on": timezone.localdate()})

    def carry_out(cleaned: dict[str, Any]) -> str:
        return allocated_message(allocate(unit, by=request_user(request), **cleaned))

    def changes(cleaned: dict[str, Any]) -> list[Change]:
        return allocation_changes(cleaned) + figure_changes(lambda: carry_out(cleaned), cleaned["start_on"])

    return Question(
        title=_("Allocate %(unit)s") % {"unit": unit},
        button=_("Allocate"),
        make_form=make_form,
        changes=changes,
        carry_out=carry_out,
        now=unit_facts(unit),
    )


def allocated_message(allocation: Allocation) -> str:
    values = {
        "unit": allocation.unit.code,
        "company": allocation.company,
        "day": format_day(allocation.start_on),
    }
    return _("%(unit)s is held by %(company)s from %(day)s.") % values


def allocation_changes(cleaned: dict[str, Any]) -> list[Change]:
    term = format_term(cleaned["start_on"], cleaned["end_on"])
    return [
        (_("Held by"), _("nobody"), f"{cleaned['company']}, {term}"),
        decision_change(cleaned["resolution"], cleaned["reason"]),
    ]


def end_question(request: HttpRequest, allocation: Allocation) -> Question:
    def make_form(data: Any = None) -> EndForm:
        # A copy: the form writes into its row, and the page still shows the row as it is.
        row = Allocation.objects.get(pk=allocation.pk)
        return EndForm(data, unit=allocation.unit, instance=row)

    def carry_out(cleaned: dict[str, Any]) -> str:
        ended = end_allocation(
            allocation,
            end_on=cleaned["end_on"],
            resolution=cleaned["end_resolution"],
            reason=cleaned["end_reason"],
            edit_token=cleaned["edit_token"],
            by=request_user(request),
        )
        values = {"unit": ended.unit.code, "day": format_day(ended.end_on or cleaned["end_on"])}
        return _("%(unit)s is free from %(day)s.") % values

    def changes(cleaned: dict[str, Any]) -> list[Change]:
        before = format_term(allocation.start_on, allocation.end_on)
        after = format_term(allocation.start_on, cleaned["end_on"])
        return [
            (str(allocation.company), before, after),
            decision_change(cleaned["end_resolution"], cleaned["end_reason"], _("End decided by")),
            *figure_changes(lambda: carry_out(cleaned), cleaned["end_on"]),
        ]

    return Question(
        title=_("End the allocation of %(unit)s") % {"unit": allocation.unit},
        button=_("End the allocation"),
        make_form=make_form,
        changes=changes,
        carry_out=carry_out,
        now=allocation_facts(allocation),
    )


def extend_question(request: HttpRequest, allocation: Allocation) -> Question:
    def make_form(data: Any = None) -> ExtendForm:
        return ExtendForm(data, unit=allocation.unit)

    def carry_out(cleaned: dict[str, Any]) -> str:
        longer = extend_allocation(allocation, by=request_user(request), **cleaned)
        values = {
            "company": longer.company,
            "unit": longer.unit.code,
            "term": format_term(longer.start_on, longer.end_on),
        }
        return _("%(company)s goes on in %(unit)s: %(term)s.") % values

    def changes(cleaned: dict[str, Any]) -> list[Change]:
        day = allocation.end_on or timezone.localdate()
        return [
            (
                str(allocation.company),
                format_term(allocation.start_on, allocation.end_on),
                format_term(allocation.start_on, cleaned["end_on"]),
            ),
            decision_change(cleaned["resolution"], cleaned["reason"]),
            *figure_changes(lambda: carry_out(cleaned), day),
        ]

    return Question(
        title=_("Extend the allocation of %(unit)s") % {"unit": allocation.unit},
        button=_("Extend it"),
        make_form=make_form,
        changes=changes,
        carry_out=carry_out,
        now=allocation_facts(allocation),
    )


def void_question(request: HttpRequest, allocation: Allocation) -> Question:
    def carry_out(cleaned: dict[str, Any]) -> str:
        void_allocation(allocation, reason=cleaned["reason"], by=request_user(request))
        values = {"unit": allocation.unit.code, "company": allocation.company}
        return _("The allocation of %(unit)s to %(company)s is void. It stays on record.") % values

    def changes(cleaned: dict[str, Any]) -> list[Change]:
        term = format_term(allocation.start_on, allocation.end_on)
        return [(str(allocation.company), term, _("void: %(reason)s") % {"reason": cleaned["reason"]})]

    return Question(
        title=_("Void the allocation of %(unit)s") % {"unit": allocation.unit},
        button=_("Void it"),
        make_form=VoidForm,
        changes=changes,
        carry_out=carry_out,
        now=allocation_facts(allocation),
    )
