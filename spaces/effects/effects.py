"""What an adopted proposal does to units and common spaces: registered with `governance.hooks`."""

from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from governance.hooks import Effect
from governance.proposals.choices import Matter
from governance.proposals.models import Proposal
from governance.resolutions.models import Resolution
from members.companies.models import Company
from members.hooks import Section
from multifactory.lib.formats import format_day
from multifactory.lib.weekdays import describe_weekdays
from spaces.allocations.services import allocate, end_allocation
from spaces.building.models import Space
from spaces.effects.claims import holders_of, offers_to_others
from spaces.effects.forms import ProposedAllocationForm, ProposedEndForm, ProposedQuietHoursForm
from spaces.effects.models import ProposedAllocation, ProposedEnd, ProposedQuietHours
from spaces.effects.validation import (
    check_proposed_allocation,
    check_proposed_end,
    check_proposed_quiet_hours,
)
from spaces.hooks import claims_of_unit
from spaces.plans.floor_view import floor_view
from spaces.policies.models import BookingPolicy, QuietHours


def draw_unit(unit: Space) -> Section | None:
    """The unit on the plan of its floor; nothing before a plan is drawn."""
    view = floor_view(unit.floor, is_member=True, here=unit.code, has_labels=False)
    if not view.drawing:
        return None
    return Section(str(unit), "spaces/_unit_on_plan.html", {"unit": unit, "view": view})


class AllocationEffect(Effect):
    key = "allocate"
    matters = (Matter.ALLOCATION,)
    label = gettext_lazy("Allocate a unit to a company")
    form_class = ProposedAllocationForm

    def rows(self, proposal: Proposal) -> QuerySet[ProposedAllocation]:
        return ProposedAllocation.objects.filter(proposal=proposal).select_related(
            "unit__floor__building", "company"
        )

    def parties(self, row: ProposedAllocation) -> list[Company]:
        return [row.company]

    def describe(self, row: ProposedAllocation) -> str:
        values = {"unit": row.unit, "company": row.company, "start": format_day(row.start_on)}
        if row.end_on is None:
            return _("%(unit)s is allocated to %(company)s from %(start)s on.") % values
        values["end"] = format_day(row.end_on)
        return _("%(unit)s is allocated to %(company)s from %(start)s; it is free from %(end)s.") % values

    def drawing(self, row: ProposedAllocation) -> Section | None:
        return draw_unit(row.unit)

    def facts(self, row: ProposedAllocation) -> dict[str, str | int]:
        return {
            "unit": row.unit_id,
            "company": row.company_id,
            "kind": row.kind,
            "start_on": row.start_on.isoformat(),
            "end_on": row.end_on.isoformat() if row.end_on else "",
        }

    def rivals(self, row: ProposedAllocation) -> list[str]:
        return [
            *holders_of(row.unit, row.start_on, row.end_on),
            *offers_to_others(row.unit, row.end_on, own=Q(request__company=row.company_id)),
            *claims_of_unit(row.unit, apart_from=row.proposal_id),
        ]

    def check(self, row: ProposedAllocation) -> None:
        check_proposed_allocation(row)

    def carry_out(self, row: ProposedAllocation, resolution: Resolution) -> str:
        allocation = allocate(
            row.unit,
            company=row.company,
            start_on=row.start_on,
            end_on=row.end_on,
            kind=row.kind,
            resolution=resolution,
            by=None,
        )
        values = {"unit": row.unit.code, "company": row.company, "day": format_day(allocation.start_on)}
        return _("%(unit)s is allocated to %(company)s from %(day)s.") % values


class EndEffect(Effect):
    key = "end_allocation"
    matters = (Matter.ALLOCATION,)
    label = gettext_lazy("End an allocation")
    form_class = ProposedEndForm

    def rows(self, proposal: Proposal) -> QuerySet[ProposedEnd]:
        rows = ProposedEnd.objects.filter(proposal=proposal)
        return rows.select_related("allocation__unit__floor__building", "allocation__company")

    def parties(self, row: ProposedEnd) -> list[Company]:
        """The company that holds the unit."""
        return [row.allocation.company]

    def describe(self, row: ProposedEnd) -> str:
        return _("%(company)s gives up %(unit)s; it is free from %(day)s.") % _facts(row)

    def drawing(self, row: ProposedEnd) -> Section | None:
        return draw_unit(row.allocation.unit)

    def facts(self, row: ProposedEnd) -> dict[str, str | int]:
        allocation = row.allocation
        return {
            "allocation": allocation.pk,
            "unit": allocation.unit_id,
            "company": allocation.company_id,
            "end_on": row.end_on.isoformat(),
        }

    def rivals(self, row: ProposedEnd) -> list[str]:
        return claims_of_unit(row.allocation.unit, apart_from=row.proposal_id)

    def check(self, row: ProposedEnd) -> None:
        check_proposed_end(row)

    def carry_out(self, row: ProposedEnd, resolution: Resolution) -> str:
        end_allocation(row.allocation, end_on=row.end_on, resolution=resolution, by=None)
        return _("%(unit)s is free from %(day)s.") % _facts(row)


def _facts(row: ProposedEnd) -> dict[str, Any]:
    allocation = row.allocation
    return {
        "unit": allocation.unit,
        "company": allocation.company,
        "day": format_day(row.end_on),
    }


class QuietHoursEffect(Effect):
    key = "quiet_hours"
    matters = (Matter.RULES, Matter.ORDINARY)
    label = gettext_lazy("Put quiet hours in force")
    form_class = ProposedQuietHoursForm

    def describe(self, row: ProposedQuietHours) -> str:
        values = {
            "name": row.name,
            "days": describe_weekdays(row.weekdays),
            "from": f"{row.starts:%H:%M}",
            "to": f"{row.ends:%H:%M}",
            "start": format_day(row.valid_from),
        }
        if row.valid_to is None:
            return _("Quiet hours “%(name)s”: %(days)s %(from)s–%(to)s, from %(start)s on.") % values
        values["end"] = format_day(row.valid_to)
        text = _("Quiet hours “%(name)s”: %(days)s %(from)s–%(to)s, from %(start)s to %(end)s (excluded).")
        return text % values

    def facts(self, row: ProposedQuietHours) -> dict[str, str | int]:
        return {
            "name": row.name,
            "weekdays": row.weekdays,
            "starts": f"{row.starts:%H:%M}",
            "ends": f"{row.ends:%H:%M}",
            "valid_from": row.valid_from.isoformat(),
            "valid_to": row.valid_to.isoformat() if row.valid_to else "",
            "warns_others": int(row.warns_others),
        }

    def check(self, row: ProposedQuietHours) -> None:
        check_proposed_quiet_hours(row)

    def carry_out(self, row: ProposedQuietHours, resolution: Resolution) -> str:
        rule = QuietHours.objects.create(
            name=row.name,
            weekdays=row.weekdays,
            starts=row.starts,
            ends=row.ends,
            valid_from=row.valid_from,
            valid_to=row.valid_to,
            warns_others=row.warns_others,
            resolution=resolution,
        )
        rule.policies.set(BookingPolicy.objects.filter(is_loud=True))
        return _("The quiet hours “%(name)s” are in force from %(day)s.") % {
            "name": row.name,
            "day": format_day(row.valid_from),
        }
