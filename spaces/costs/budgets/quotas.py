"""What each company would pay, or pays, of a budget: read and worked out, not kept."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from django.core.exceptions import ValidationError
from django.db.models import Q

from members.companies.models import Company
from multifactory.lib.shares import shares
from spaces.costs.budgets.models import Budget, BudgetLine
from spaces.costs.budgets.rules import divide_into_months, months_within, sum_by_payer
from spaces.costs.sharing.split import split_by_weights
from spaces.costs.sharing.weights import Payer
from spaces.costs.sharing.year_facts import YearFacts


@dataclass(frozen=True, slots=True)
class Membership:
    """While a company is a member: [start, end)."""

    start: date
    end: date | None


def members_in(budget: Budget) -> dict[int, Membership]:
    """The companies that are members on some day of its year. One query."""
    rows = Company.objects.filter(
        Q(left_on__isnull=True) | Q(left_on__gt=budget.start_on), joined_on__lt=budget.end_on
    )
    return {
        pk: Membership(start, end)
        for pk, start, end in rows.order_by("pk").values_list("pk", "joined_on", "left_on")
    }


def mark_of(budget: Budget, members: dict[int, Membership]) -> str:
    """Another as soon as somebody joins or leaves within the year."""
    rows = [
        (
            pk,
            max(one.start, budget.start_on),
            min(one.end, budget.end_on) if one.end else budget.end_on,
        )
        for pk, one in members.items()
    ]
    return sha256(repr(rows).encode()).hexdigest()


def lines_of(budget: Budget) -> list[BudgetLine]:
    return list(budget.lines.select_related("category", "rule__table").prefetch_related("rule__companies"))


def bear_lines(lines: Sequence[BudgetLine], cents: int, start: date, end: date) -> dict[Payer, int]:
    """An amount in the proportion of the lines, each by its rule over [start, end)."""
    parts = shares(cents, [line.cents for line in lines])
    facts = YearFacts(start, end, [line.rule for line in lines], is_forecast=True)
    splits = [
        split_by_weights(line.rule, part, facts.weights_of(line.rule, start, end))
        for line, part in zip(lines, parts, strict=True)
        if part
    ]
    return sum_by_payer({share.payer: share.cents for share in split.shares} for split in splits)


def bear_budget(budget: Budget, lines: Sequence[BudgetLine]) -> dict[Payer, int]:
    """What each would pay of the whole year as things stand. Nothing where nobody would."""
    try:
        total = sum(line.cents for line in lines)
        return bear_lines(lines, total, budget.start_on, budget.end_on) if lines else {}
    except ValidationError:
        return {}


def months_of_payer(
    payer: Payer, cents: int, members: dict[int, Membership], year: int, first: int
) -> dict[int, int]:
    """From the month `first` on, those in which the company is a member; the community in all."""
    member = members.get(payer) if payer is not None else None
    months = months_within(member.start, member.end, year, first) if member else list(range(first, 13))
    return divide_into_months(cents, months or list(range(first, 13)))
