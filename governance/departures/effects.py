"""The effect of a proposal to exclude a company (civil code, art. 24)."""

from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from governance.departures.forms import ProposedExclusionForm
from governance.departures.models import ProposedExclusion
from governance.departures.services import ensure_can_leave, exclude_company
from governance.hooks import Effect
from governance.proposals.choices import Matter
from members.companies.models import Company
from multifactory.lib.formats import format_day

if TYPE_CHECKING:
    from governance.resolutions.models import Resolution


class ExclusionEffect(Effect):
    key = "exclude"
    matters = (Matter.ADMISSION,)
    label = gettext_lazy("Exclude a company")
    form_class = ProposedExclusionForm

    def rows(self, proposal: Any) -> QuerySet[ProposedExclusion]:
        return ProposedExclusion.objects.filter(proposal=proposal).select_related("company")

    def parties(self, row: ProposedExclusion) -> list[Company]:
        return [row.company]

    def describe(self, row: ProposedExclusion) -> str:
        values: dict[str, Any] = {"company": row.company}
        if row.leaves_on:
            values["day"] = format_day(row.leaves_on)
            return _("%(company)s is excluded. First day it is no longer a member: %(day)s.") % values
        return _("%(company)s is excluded, from the day after the decision.") % values

    def facts(self, row: ProposedExclusion) -> dict[str, str | int]:
        return {
            "company": row.company_id,
            "leaves_on": row.leaves_on.isoformat() if row.leaves_on else "",
        }

    def check(self, row: ProposedExclusion) -> None:
        ensure_can_leave(row.company)

    def carry_out(self, row: ProposedExclusion, resolution: "Resolution") -> str:
        departure = exclude_company(row.company, leaves_on=row.leaves_on, resolution=resolution)
        values = {"company": row.company, "day": format_day(departure.leaves_on)}
        return _("%(company)s is excluded. First day it is no longer a member: %(day)s.") % values
