"""Departures in the back-office: to look at, and to undo with a reason. No date is entered here."""

from typing import Any

from django.contrib import admin
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from governance.departures.models import Departure
from governance.departures.services import readmit_company
from governance.proposals.forms import ReasonForm
from multifactory.lib.admin import ReadOnlyAdmin
from multifactory.lib.admin_actions import Change, ConfirmedAction
from multifactory.lib.formats import format_day


class ReadmitCompany(ConfirmedAction):
    name, description = "readmit_company", _("Undo a departure")
    title, button = _("Undo a departure"), _("Make it a member again")
    explanation = _("All companies will be notified. Voting that is already open keeps its list of voters.")
    form_class = ReasonForm

    def facts(self) -> list[tuple[str, str]]:
        departure = self.row
        return [
            (gettext("Company"), str(departure.company)),
            (gettext("How"), departure.get_kind_display()),
            (gettext("Leaves on"), format_day(departure.leaves_on)),
        ]

    def changes(self, form: Any) -> list[Change]:
        return [(gettext("Leaves on"), format_day(self.row.leaves_on), "–")]

    def carry_out(self, form: Any) -> str:
        departure = readmit_company(self.row, by=self.by, **form.cleaned_data)
        return gettext("%(company)s is a member company again.") % {"company": departure.company}


@admin.register(Departure)
class DepartureAdmin(ReadOnlyAdmin):
    """A company leaves by its own declaration, on its page of people, or by a proposal to exclude it."""

    list_display = (
        "company",
        "leaves_on",
        "kind",
        "resolution",
        "entered_by",
        "withdrawn_at",
        "withdrawn_by",
    )
    list_filter = ("kind",)
    list_select_related = ("company", "resolution", "entered_by", "withdrawn_by")
    search_fields = ("company__name",)
    actions = [ReadmitCompany.as_action()]
