"""The effects of proposals that close the accounts of a year or open them again."""

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from governance.hooks import Effect
from governance.proposals.choices import Matter
from governance.proposals.models import Proposal
from governance.resolutions.models import Resolution
from multifactory.lib.formats import format_day, format_euro
from spaces.costs.budgets.models import CostYear
from spaces.costs.closing.accounts import accounts_of
from spaces.costs.closing.forms import ProposedClosingForm, ProposedReopeningForm
from spaces.costs.closing.models import CLOSE_YEAR, ProposedClosing, ProposedReopening
from spaces.costs.closing.services import close_year, ensure_as_proposed, reopen_year


class CloseYearEffect(Effect):
    key = CLOSE_YEAR
    matters = (Matter.ACCOUNTS,)
    label = gettext_lazy("Close the accounts of a year")
    form_class = ProposedClosingForm

    def rows(self, proposal: Proposal) -> QuerySet[ProposedClosing]:
        return ProposedClosing.objects.filter(proposal=proposal)

    def describe(self, row: ProposedClosing) -> str:
        amount = format_euro(row.cents, with_cents=True)
        values = {"year": row.year, "amount": amount, "day": format_day(row.day)}
        text = _(
            "The accounts of %(year)s are closed as they stood on %(day)s, with %(amount)s spent; every"
            " company pays or gets back the difference to its quotas."
        )
        return text % values

    def facts(self, row: ProposedClosing) -> dict[str, str | int]:
        return {
            "year": row.year,
            "day": row.day.isoformat(),
            "cents": row.cents,
            "costs": row.costs,
            "voided": row.voided,
            "record_sha256": row.record_sha256,
            "lines_sha256": row.lines_sha256,
        }

    def check(self, row: ProposedClosing) -> None:
        if CostYear.objects.filter(pk=row.year, is_closed=True).exists():
            text = _("The accounts of %(year)s are closed: only a decision opens them again.")
            raise ValidationError(text % {"year": row.year})
        ensure_as_proposed(row, accounts_of(row.year))

    def carry_out(self, row: ProposedClosing, resolution: Resolution) -> str:
        closing = close_year(row, resolution=resolution)
        values = {"year": closing.year, "amount": format_euro(closing.cents, with_cents=True)}
        return _("The accounts of %(year)s are closed: %(amount)s spent.") % values


class ReopenYearEffect(Effect):
    key = "reopen_year"
    matters = (Matter.ACCOUNTS,)
    label = gettext_lazy("Open the accounts of a year again")
    form_class = ProposedReopeningForm

    def rows(self, proposal: Proposal) -> QuerySet[ProposedReopening]:
        return ProposedReopening.objects.filter(proposal=proposal).select_related("closing")

    def describe(self, row: ProposedReopening) -> str:
        text = _("The accounts of %(year)s are opened again: what was to pay or to get back counts no more.")
        return text % {"year": row.closing.year}

    def facts(self, row: ProposedReopening) -> dict[str, str | int]:
        return {"closing": row.closing_id, "year": row.closing.year}

    def check(self, row: ProposedReopening) -> None:
        if row.closing.reopened_by_id:
            text = _("The accounts of %(year)s are already open.")
            raise ValidationError({"closing": text % {"year": row.closing.year}})

    def carry_out(self, row: ProposedReopening, resolution: Resolution) -> str:
        closing = reopen_year(row.closing, resolution=resolution)
        return _("The accounts of %(year)s are open again.") % {"year": closing.year}
