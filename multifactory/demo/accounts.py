"""Budgets of a sample, and what its companies have paid of them: in time but one, which owes for months."""

import uuid
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta

from governance.resolutions.models import Resolution
from members.people.models import User
from multifactory.demo.written import Written
from spaces.costs.budgets.models import Budget, BudgetLine, MonthlyQuota
from spaces.costs.dues.models import Credit, Payment
from spaces.costs.funds.models import FundQuota
from spaces.costs.sharing.models import Category, SharingRule

Lines = Sequence[Mapping[str, tuple[int, str]]]  # of this year and the next: euro and rule by category
LATE = "Ghiaccio Bollente"  # the one that has no vote while it owes its quotas
LATE_SINCE = timedelta(days=100)
CREDITED = "Ferro Battente"

_COMMON = {
    "power": (8_000, "By value"),
    "cleaning": (5_600, "The same for all"),
    "insurance": (4_000, "By value"),
    "upkeep": (4_000, "By value"),
    "internet": (2_400, "The same for all"),
}
R84_BUDGETS: Lines = (
    {"heating": (24_000, "Heating"), **_COMMON},  # € 48,000
    {"heating": (26_400, "Heating"), **_COMMON},
)


def write_drafts(budgets: Lines, rules: Sequence[Mapping[str, SharingRule]], year: int) -> None:
    """A draft for this year and the next, each with the rules of its year, which proposals are about."""
    categories = {category.code: category for category in Category.objects.all()}
    for place, lines in enumerate(budgets):
        budget = Budget.objects.create(year=year + place)
        BudgetLine.objects.bulk_create(
            BudgetLine(budget=budget, category=categories[code], cents=euros * 100, rule=rules[place][rule])
            for code, (euros, rule) in lines.items()
        )


def load_payments(written: Written, treasurer: User) -> None:
    """All that has fallen due, paid the day before; the late company has stopped."""
    late = written.companies.get(LATE)
    Payment.objects.bulk_create(
        Payment(
            company_id=company,
            cents=cents,
            paid_on=due_on - timedelta(days=1),
            words=words,
            request_id=uuid.uuid4(),
            recorded_by=treasurer,
        )
        for due_on, company, cents, words in sorted(_due(written.today))
        if late is None or company != late.pk or due_on < written.today - LATE_SINCE
    )
    _load_credit(written, treasurer)


def _due(today: date) -> Iterator[tuple[date, int, int, str]]:
    """Quotas of the budget and of funds until today: day, company, cents, words."""
    quotas = MonthlyQuota.objects.standing().filter(due_on__lte=today)
    for quota in quotas:
        if quota.company_id:
            words = f"Quota {quota.month:02}/{quota.due_on.year}"
            yield quota.due_on, quota.company_id, quota.cents, words
    parts = FundQuota.objects.filter(call__voided_at=None, call__due_on__lte=today)
    for part in parts.select_related("call"):
        if part.company_id:
            yield part.call.due_on, part.company_id, part.cents, part.call.words


def _load_credit(written: Written, treasurer: User) -> None:
    """Work on the building that a decision recognises."""
    decided = Resolution.objects.filter(outcome="adopted", matter="renewal").order_by("-decided_on").first()
    if decided is None or CREDITED not in written.companies:
        return
    Credit.objects.create(
        company=written.companies[CREDITED],
        cents=500_00,
        given_on=written.today - timedelta(days=3),
        reason="Forging the railings of the stairs",
        resolution=decided,
        request_id=uuid.uuid4(),
        recorded_by=treasurer,
    )
