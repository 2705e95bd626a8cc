"""From a draft to the quotas of each month, by a decision."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction
from django.db.models import Sum
from django.urls import reverse
from django.utils import timezone

from governance.hooks import describe_effect
from governance.proposals.services import freeze_proposal, keep_terms
from governance.resolutions.models import Resolution
from members.companies.models import Company
from spaces.costs.budgets.models import Budget, BudgetLine, MonthlyQuota, ProposedBudget
from spaces.costs.budgets.services import adopt_budget, renew_all_quotas, renew_quotas
from tests.factories.costs import BudgetLineFactory, CostFactory, SharingRuleFactory, adopted_budget
from tests.factories.governance import ProposalFactory, ResolutionFactory
from tests.factories.members import CompanyFactory
from tests.factories.spaces import AllocationFactory, SpaceFactory
from tests.governance.conftest import cast_all, count_now, electorate  # noqa: F401  fixtures
from tests.spaces.effects.conftest import put

pytestmark = pytest.mark.django_db

YEAR = 2031


def monthly(company):
    rows = MonthlyQuota.objects.standing().filter(company=company).order_by("month")
    return list(rows.values_list("month", "cents"))


def test_a_year_by_area_is_twelve_quotas_due_on_the_fifth():
    """Value 8: 82.00 of 2,416.00 m²."""
    unit, rest = SpaceFactory(kind="unit", area_m2=82), SpaceFactory(kind="unit", area_m2=2334)
    own = AllocationFactory(unit=unit, area_m2=82, start_on=date(2020, 1, 1)).company
    AllocationFactory(unit=rest, area_m2=2334, start_on=date(2020, 1, 1))
    budget = adopted_budget(YEAR, rule=SharingRuleFactory())

    assert monthly(own) == [(month, 33_94) for month in range(1, 13)]
    assert list(MonthlyQuota.objects.filter(company=own).values_list("due_on", flat=True))[:2] == [
        date(YEAR, 1, 5),
        date(YEAR, 2, 5),
    ]
    assert budget.quotas.aggregate(all=Sum("cents"))["all"] == 12_000_00


def test_who_joins_writes_the_rest_anew_from_the_next_month_and_what_was_due_stays():
    one, other = CompanyFactory.create_batch(2)
    budget = adopted_budget(YEAR)
    joined = CompanyFactory(joined_on=date(YEAR, 4, 10))

    assert renew_quotas(budget, today=date(YEAR, 4, 11))
    assert not renew_quotas(budget, today=date(YEAR, 4, 12))

    assert [month for month, _cents in monthly(joined)] == list(range(5, 13))
    assert monthly(one)[:4] == [(month, 500_00) for month in range(1, 5)]
    assert budget.quotas.standing().aggregate(all=Sum("cents"))["all"] == 12_000_00
    assert {cents for place in (one, other, joined) for _month, cents in monthly(place)[-8:]} == {
        333_33,
        333_34,
    }


def test_who_leaves_pays_no_month_after_and_the_others_share_the_rest():
    one, other = CompanyFactory.create_batch(2)
    budget = adopted_budget(YEAR)
    Company.objects.filter(pk=other.pk).update(left_on=date(YEAR, 6, 30))

    renew_quotas(budget, today=date(YEAR, 6, 30))

    assert monthly(other) == [(month, 500_00) for month in range(1, 7)]
    assert monthly(one)[6:] == [(month, 1_000_00) for month in range(7, 13)]


def test_the_worker_renews_what_somebody_joining_changed():
    CompanyFactory()
    today = timezone.localdate()
    adopted_budget(today.year + 1, decided_on=today)
    CompanyFactory(joined_on=today)

    assert (renew_all_quotas(), renew_all_quotas()) == (1, 0)


def test_what_is_adopted_is_sealed():
    CompanyFactory()
    budget = adopted_budget(YEAR)

    for rows, seal, change in (
        (BudgetLine.objects.all(), "budget_line_sealed", {"cents": 1}),
        (Budget.objects.filter(pk=budget.pk), "budget_sealed", {"year": 2040}),
        (MonthlyQuota.objects.all(), "quota_sealed", {"cents": 1}),
    ):
        with pytest.raises(DatabaseError, match=seal), transaction.atomic():
            rows.update(**change)
        with pytest.raises(DatabaseError, match=seal), transaction.atomic():
            rows._raw_delete(rows.db)


def test_a_budget_is_adopted_once():
    CompanyFactory()
    budget = adopted_budget(YEAR)

    assert adopt_budget(budget, resolution=budget.resolution) == budget
    with pytest.raises(ValidationError, match="already adopted"):
        adopt_budget(budget, resolution=ResolutionFactory())
    assert MonthlyQuota.objects.count() == 12


# --- By a decision -----------------------------------------------------------------------------------------


@pytest.fixture
def proposed(electorate):  # noqa: F811
    line = BudgetLineFactory(budget__year=YEAR)
    proposal = ProposalFactory(matter="budget", effect="budget", company=electorate[0][0])
    ProposedBudget.objects.create(proposal=proposal, budget=line.budget)
    keep_terms(proposal)
    return proposal


def test_an_adopted_proposal_writes_the_quotas(proposed, cast_all):  # noqa: F811
    assert describe_effect(proposed) == (
        f"The budget of {YEAR} is adopted, € 12,000 in all, and every company pays it by month."
    )
    voting_round = put(proposed)
    cast_all(voting_round, "yes", "yes", "yes")
    count_now(voting_round)

    budget = Budget.objects.get(year=YEAR)
    assert (budget.state, budget.resolution) == ("adopted", Resolution.objects.get())
    assert MonthlyQuota.objects.filter(cents=200_00).count() == 5 * 12


@pytest.mark.parametrize(
    "change",
    [
        lambda line: BudgetLine.objects.update(cents=99_00),
        lambda line: BudgetLineFactory(budget=line.budget),
        lambda line: BudgetLine.objects.update(rule=SharingRuleFactory(fixed_key="equal")),
    ],
    ids=["another amount", "another line", "another rule"],
)
def test_a_draft_changed_while_companies_vote_is_not_adopted(proposed, cast_all, change):  # noqa: F811
    voting_round = put(proposed)
    change(BudgetLine.objects.get())
    cast_all(voting_round, "yes", "yes", "yes")
    count_now(voting_round)

    assert Resolution.objects.get().effect_state == "blocked"
    assert Budget.objects.get(year=YEAR).is_draft


def test_a_draft_nobody_would_bear_is_not_put_to_the_vote(electorate):  # noqa: F811
    line = BudgetLineFactory(budget__year=YEAR, rule=SharingRuleFactory())
    proposal = ProposalFactory(matter="budget", effect="budget", company=electorate[0][0])
    ProposedBudget.objects.create(proposal=proposal, budget=line.budget)
    keep_terms(proposal)

    with pytest.raises(ValidationError, match="nobody bears anything"):
        freeze_proposal(proposal)


def test_the_page_of_the_proposal_and_of_the_draft_show_what_one_would_bear(proposed, client, electorate):  # noqa: F811
    client.force_login(electorate[1][1])

    page = client.get(proposed.get_absolute_url()).content.decode()
    draft = client.get(reverse("spaces:budget_detail", args=[YEAR]))

    assert "bears <strong>€ 2,400.00</strong>, about € 200.00 a month." in " ".join(page.split())
    assert draft.context["own"] == "€ 2,400.00"


def test_a_cost_of_a_line_is_shared_by_its_rule_and_cites_the_budget(client, electorate):  # noqa: F811
    client.force_login(electorate[0][1])
    year = timezone.localdate().year
    budget = adopted_budget(year)
    line = budget.lines.get()
    cost = CostFactory(budget_line=line, category=line.category, rule=None, urgent_reason="", cents=900_00)

    page = client.get(reverse("spaces:cost_year", args=[year]))

    assert (cost.rule, cost.decision) == (line.rule, budget.resolution)
    bar = page.context["figures"].categories[0]
    assert (bar.count, bar.budget, bar.is_over) == ("€ 900.00", "€ 12,000.00", False)
    assert page.context["quotas"].total == "€ 2,400.00"
    assert str(budget) in page.content.decode()


def test_a_cost_takes_no_line_of_another_year():
    CompanyFactory()
    line = adopted_budget(YEAR).lines.get()

    with pytest.raises(ValidationError, match="adopted for that year"):
        CostFactory(budget_line=line, urgent_reason="")


def test_quotas_of_several_lines_with_odd_cents_sum_to_the_budget():
    CompanyFactory.create_batch(7)
    budget = BudgetLineFactory(budget__year=YEAR, cents=1_000_01).budget
    BudgetLineFactory(budget=budget, cents=77_77)
    adopt_budget(budget, resolution=ResolutionFactory(decided_on=date(YEAR - 1, 12, 1)))

    assert budget.quotas.aggregate(all=Sum("cents"))["all"] == 1_077_78
