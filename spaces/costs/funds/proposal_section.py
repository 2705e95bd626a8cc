"""Quotes and the fund, on the page of a proposal to spend: registered with `governance.hooks`."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from governance.hooks import row_of_effect
from governance.proposals.models import Proposal
from members.hooks import Section
from multifactory.lib.formats import format_day, format_euro
from spaces.costs.funds.models import Fund, Quote
from spaces.costs.spending.models import FundKind, ProposedExpense

EXPENSE = "expense"  # kept in Proposal.effect


def describe_fund(row: ProposedExpense) -> str:
    """In a sentence; empty where nothing is set aside."""
    if not row.fund or not row.proposal.cost_cents:
        return ""
    values: dict[str, Any] = {"amount": format_euro(row.proposal.cost_cents)}
    if row.fund == FundKind.WHOLE and row.fund_due_on:
        values["day"] = format_day(row.fund_due_on)
        return _("%(amount)s are set aside in a fund: each company pays its share by %(day)s.") % values
    text = _("%(amount)s are set aside in a fund: each company pays its share part by part, as works go on.")
    return text % values


@dataclass(frozen=True, slots=True)
class QuoteRow:
    quote: Quote
    width: int  # beside the dearest
    is_lowest: bool


def works_section(proposal: Proposal) -> Section | None:
    """None for any other proposal, without asking. Two queries."""
    if proposal.effect != EXPENSE:
        return None
    row = row_of_effect(proposal, EXPENSE)
    fund = Fund.objects.filter(authorisation__resolution__proposal=proposal).first()
    quotes = quote_rows(proposal)
    words = describe_fund(row) if row else ""
    if not quotes and not words and not proposal.is_editable:
        return None
    values = {"quotes": quotes, "fund_words": words, "fund": fund}
    return Section(_("Quotes and fund"), "spaces/_proposed_expense.html", values, anchor="works")


def quote_rows(proposal: Proposal) -> list[QuoteRow]:
    """The lowest first."""
    quotes = list(Quote.objects.filter(paper__proposal=proposal).select_related("paper"))
    most = max((quote.cents for quote in quotes), default=1)
    return [
        QuoteRow(quote, round(100 * quote.cents / most), len(quotes) > 1 and quote.cents == quotes[0].cents)
        for quote in quotes
    ]
