"""Extraordinary works of a sample: what they may cost, the quotes for them, and the fund that pays."""

import uuid
from datetime import timedelta

from governance.attachments.models import Attachment
from governance.proposals.models import Proposal
from members.people.models import User
from multifactory.demo.papers import write_paper
from multifactory.demo.sample.proposals import ExpenseData
from multifactory.lib.formats import format_euro
from multifactory.lib.papers import keep_paper
from spaces.costs.funds.models import Fund, FundCall, Quote
from spaces.costs.funds.services import call_fund
from spaces.costs.sharing.models import Category
from spaces.costs.spending.models import FundKind, ProposedExpense

CALLED_AFTER = timedelta(days=12)  # the decision
PARTS = 2


def write_expense(data: ExpenseData, proposal: Proposal) -> None:
    ProposedExpense.objects.create(
        proposal=proposal, category=Category.objects.get(code=data.category), fund=data.fund
    )
    for supplier, euros in data.quotes:
        amount = format_euro(euros * 100, with_cents=True)
        paper = write_paper(supplier, f"Quote for: {data.works}", f"In all, delivered and mounted: {amount}")
        attachment = Attachment.objects.create(
            proposal=proposal,
            name=f"{supplier} · {amount}",
            kind=paper.kind,
            file=keep_paper(paper),
            size=paper.size,
            sha256=paper.sha256,
            added_by=proposal.author,
        )
        Quote.objects.create(paper=attachment, supplier=supplier, cents=euros * 100)


def call_funds(treasurer: User) -> None:
    """Of each fund set aside by progress the first half: the rest is called as works go on."""
    funds = Fund.objects.filter(kind=FundKind.PROGRESS).select_related("authorisation__resolution")
    for fund in funds:
        due_on = fund.authorisation.resolution.decided_on + CALLED_AFTER
        call = FundCall(cents=fund.authorisation.cents // PARTS, due_on=due_on, words="Half when ordered")
        call_fund(call, fund=fund, request_id=uuid.uuid4(), by=treasurer)
