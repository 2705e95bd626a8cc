"""Recording costs, voiding them, adding their papers."""

from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from members.people.models import User
from multifactory.lib.formats import format_euro
from multifactory.lib.papers import CleanPaper, keep_paper
from spaces.costs.budgets.services import ensure_open, lock_year
from spaces.costs.sharing.rules import Share, Split
from spaces.costs.sharing.weights import weight_of
from spaces.costs.spending.emails import send_expense_exceeded
from spaces.costs.spending.models import Authorisation, Cost, CostShare, CostTurn
from spaces.costs.spending.split import share_of_cost
from spaces.costs.spending.validation import check_dates


@transaction.atomic
def record_cost(cost: Cost, *, request_id: UUID, by: User | None) -> Cost:
    """Number a cost, share it and freeze its shares. The same request again: the same cost.

    Numbers of a year have no gap: the row of the turns is locked until the transaction ends. Of recording
    and closing the year one waits for the other.
    """
    year = lock_year(cost.start_on.year)
    turn = _take_turn()
    if first := Cost.objects.filter(request_id=request_id).first():
        return first
    ensure_open(year)
    check_dates(cost.start_on, cost.end_on, cost.cents)
    _take_from_budget(cost)
    authorisation = _locked(cost.authorisation)
    left = authorisation.left if authorisation else 0
    if authorisation and cost.cents > left and not cost.over_reason:
        text = _("Only %(left)s of this decision are left: say why it is more.")
        raise ValidationError({"over_reason": text % {"left": format_euro(max(left, 0))}}, code="over")
    cost.year, cost.turn, cost.request_id, cost.recorded_by = cost.start_on.year, turn.last, request_id, by
    cost.number = (Cost.objects.of_year(cost.year).aggregate(last=Max("number"))["last"] or 0) + 1
    split = split_of(cost)
    cost.fell_back, cost.common_use = split.fell_back, split.common
    cost.save()
    CostShare.objects.bulk_create(_frozen(cost, share) for share in split.shares)
    CostTurn.objects.filter(pk=turn.pk).update(last=turn.last)
    if authorisation and cost.cents > left:
        send_expense_exceeded(cost, authorisation)
    return cost


def _take_from_budget(cost: Cost) -> None:
    """What is paid from a line of the budget is shared by its rule, unless another was chosen."""
    if cost.budget_line is None:
        return
    if cost.budget_line.budget.is_draft or cost.budget_line.budget.year != cost.start_on.year:
        raise ValidationError({"budget_line": _("Choose a line of the budget adopted for that year.")})
    cost.rule = cost.rule or cost.budget_line.rule


def next_turn() -> int:
    """The turn a cost recorded now would have."""
    return (CostTurn.objects.values_list("last", flat=True).first() or 0) + 1


def _take_turn() -> CostTurn:
    """The row of the turns, locked; `last` is the turn of the cost that is being recorded."""
    CostTurn.objects.get_or_create(pk=1)
    turn = CostTurn.objects.select_for_update().get(pk=1)
    turn.last += 1
    return turn


def split_of(cost: Cost) -> Split:
    return share_of_cost(
        rule=cost.rule,
        authorisation=cost.authorisation,
        cents=cost.cents,
        start=cost.start_on,
        end=cost.end_on,
        turn=cost.turn,
    )


def _locked(authorisation: Authorisation | None) -> Authorisation | None:
    """Of two costs under one decision, the second sees what the first has left."""
    if authorisation is None:
        return None
    Authorisation.objects.select_for_update(of=("self",)).get(pk=authorisation.pk)
    return Authorisation.objects.with_spent().select_related("resolution__proposal").get(pk=authorisation.pk)


def _frozen(cost: Cost, share: Share) -> CostShare:
    return CostShare(
        cost=cost,
        company_id=share.payer,
        cents=share.cents,
        empty_cents=share.empty_cents,
        weight=weight_of(share.fixed),
        variable_weight=weight_of(share.variable),
        fixed=sorted(share.fixed.items()),
        variable=sorted(share.variable.items()),
    )


@transaction.atomic
def void_cost(cost: Cost, *, reason: str, by: User) -> Cost:
    """It was a mistake: it counts no more, and keeps its number and its turn. Voided before: nothing new."""
    if not reason.strip():
        raise ValidationError(_("Give a reason: all members can read it."))
    year = lock_year(cost.year)
    waiting = Cost.objects.valid().filter(pk=cost.pk)
    if waiting.exists():
        ensure_open(year)
    waiting.update(voided_at=timezone.now(), void_reason=reason, voided_by=by)
    cost.refresh_from_db()
    return cost


@transaction.atomic
def add_paper(cost: Cost, paper: CleanPaper, *, for_members: bool) -> Cost:
    """The invoice, added once; another one is another cost's."""
    cost = Cost.objects.select_for_update(of=("self",)).get(pk=cost.pk)
    if cost.paper:
        raise ValidationError(_("This cost already has its document."))
    cost.paper, cost.paper_kind = keep_paper(paper), paper.kind
    cost.paper_size, cost.paper_sha256, cost.is_paper_for_members = paper.size, paper.sha256, for_members
    names = ["paper", "paper_kind", "paper_size", "paper_sha256", "is_paper_for_members"]
    cost.save(update_fields=names)
    return cost
