"""Setting money aside for works, calling it part by part, and the quotes beside a proposal."""

from datetime import date
from uuid import UUID, uuid4

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from governance.attachments.services import keep_attachment
from governance.proposals.models import Proposal
from governance.suspensions.rulebook_suspensions import settle_rulebook_suspensions
from members.people.models import User
from multifactory.lib.formats import format_euro
from multifactory.lib.papers import read_paper
from spaces.costs.budgets.rules import due_day
from spaces.costs.budgets.services import ensure_open, lock_year
from spaces.costs.funds.models import Fund, FundCall, FundQuota, Quote
from spaces.costs.funds.paid_in import called_by_payer, decided_shares
from spaces.costs.funds.rules import share_call
from spaces.costs.spending.models import Authorisation, FundKind


@transaction.atomic
def set_aside(authorisation: Authorisation, kind: FundKind, *, due_on: date | None) -> Fund:
    """A whole fund is called at once; were its day over, by the next day quotas fall due."""
    fund = Fund.objects.create(authorisation=authorisation, kind=kind)
    if kind == FundKind.WHOLE and due_on:
        today = timezone.localdate()
        due_on = due_on if due_on > today else due_day(today.year, today.month, today)
        _call(fund, FundCall(cents=authorisation.cents, due_on=due_on), request_id=uuid4(), by=None)
    return fund


@transaction.atomic
def call_fund(call: FundCall, *, fund: Fund, request_id: UUID, by: User) -> FundCall:
    """Ask the companies for a part of the fund. The same request again: the same part."""
    return _call(fund, call, request_id=request_id, by=by)


def _call(fund: Fund, call: FundCall, *, request_id: UUID, by: User | None) -> FundCall:
    """The year's row first, then the fund: of two parts called at once the second sees what is left."""
    year = lock_year(call.due_on.year)
    fund = Fund.objects.select_for_update(of=("self",)).select_related("authorisation").get(pk=fund.pk)
    if first := FundCall.objects.filter(request_id=request_id).first():
        return first
    ensure_open(year)
    decided = decided_shares(fund.authorisation)
    if not decided:
        raise ValidationError(_("The decision does not say who bears how much, so nothing can be set aside."))
    called = called_by_payer(fund)
    left = sum(decided.values()) - sum(called.values())
    if call.cents > left:
        text = _("Only %(left)s of what was decided are still to be called.")
        raise ValidationError({"euros": text % {"left": format_euro(left, with_cents=True)}}, code="over")
    last = fund.calls.aggregate(last=Max("number"))["last"] or 0
    call.fund, call.number, call.request_id, call.called_by = fund, last + 1, request_id, by
    call.save()
    shared = share_call(call.cents, decided, called)
    FundQuota.objects.bulk_create(
        FundQuota(call=call, company_id=payer, cents=cents) for payer, cents in shared.items() if cents
    )
    return call


@transaction.atomic
def void_call(call: FundCall, *, reason: str, by: User) -> FundCall:
    """It was a mistake: nobody owes it, and it can be called again. Voided before: nothing new."""
    if not reason.strip():
        raise ValidationError({"reason": _("Give a reason: all members can read it.")})
    year = lock_year(call.due_on.year)
    waiting = FundCall.objects.valid().filter(pk=call.pk)
    if waiting.exists():
        ensure_open(year)
    waiting.update(voided_at=timezone.now(), void_reason=reason.strip(), voided_by=by)
    settle_rulebook_suspensions()
    call.refresh_from_db()
    return call


def add_quote(proposal: Proposal, quote: Quote, *, upload: File, by: User) -> Quote:
    """Its paper is named after it, so that supplier and amount are voted on with the paper's hash."""
    paper = read_paper(upload)  # takes seconds, so before anything is locked
    name = f"{quote.supplier} · {format_euro(quote.cents, with_cents=True)}"
    with transaction.atomic():
        quote.paper = keep_attachment(proposal, paper, name=name, by=by)
        quote.save()
    return quote
