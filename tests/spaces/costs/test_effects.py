"""An adopted proposal allows money to be spent, up to what it says it costs."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from governance.hooks import describe_effect, facts_by_resolution
from governance.proposals.models import Proposal
from governance.proposals.services import freeze_proposal, keep_terms
from governance.resolutions.models import Resolution
from members.companies.models import Company
from spaces.costs.spending.models import Authorisation, ProposedExpense
from tests.factories.costs import CategoryFactory, CostFactory, SharingRuleFactory
from tests.factories.governance import ProposalFactory
from tests.governance.conftest import cast_all, count_now, electorate  # noqa: F401  fixtures
from tests.spaces.effects.conftest import put

pytestmark = pytest.mark.django_db


@pytest.fixture
def expense(electorate):  # noqa: F811
    proposal = ProposalFactory(matter="budget", effect="expense", cost_cents=900_00, company=electorate[0][0])
    ProposedExpense.objects.create(
        proposal=proposal, category=CategoryFactory(name_en="Heating", name_it="Riscaldamento")
    )
    keep_terms(proposal)
    return proposal


def test_an_adopted_expense_may_be_spent_and_its_resolution_says_how_much_was(expense, cast_all):  # noqa: F811
    voting_round = put(expense)
    cast_all(voting_round, "yes", "yes", "yes")
    count_now(voting_round)

    resolution, allowed = Resolution.objects.get(), Authorisation.objects.get()
    assert (allowed.cents, allowed.resolution, resolution.effect_state) == (900_00, resolution, "done")
    cost = CostFactory(cents=300_00, rule=None, authorisation=allowed, urgent_reason="")
    assert sorted(share.cents for share in cost.shares.all()) == [60_00] * 5
    facts = facts_by_resolution([resolution], is_member=True)[resolution.pk]
    assert [fact.label for fact in facts] == ["€ 300 of € 900 spent"]
    assert facts_by_resolution([resolution], is_member=False)[resolution.pk] == []


def test_an_expense_says_what_it_allows(expense):
    assert describe_effect(expense) == "Up to € 900 may be spent on: Heating."


def test_an_expense_without_an_amount_is_not_put_to_the_vote(expense):
    expense.cost_cents = None
    expense.save(update_fields=["cost_cents"])

    with pytest.raises(ValidationError, match="Enter what it costs"):
        freeze_proposal(expense)


def test_an_expense_is_proposed_and_changed_on_the_page(client, electorate):  # noqa: F811
    client.force_login(electorate[0][1])
    category = CategoryFactory(name_en="Heating")
    data = {
        "title": "A new pump",
        "matter": "budget",
        "text": "The old one leaks.",
        "cost_cents": "900",
        "cost_key": "heads",
        "effect-category": category.pk,
    }

    url = f"{reverse('governance:proposal_new')}?effect=expense"
    page = client.post(url, data, follow=True).content.decode()
    proposal = Proposal.objects.get()
    client.post(
        reverse("governance:proposal_edit", args=[proposal.pk]),
        data | {"cost_cents": "1200", "seen_version": "1"},
    )

    assert "Up to € 900 may be spent on: Heating." in page
    assert "by the people of each company" in page
    proposal.refresh_from_db()
    assert describe_effect(proposal) == "Up to € 1,200 may be spent on: Heating."


def test_what_was_tried_and_voted_is_what_the_statement_says(expense, cast_all, client, electorate):  # noqa: F811
    """Although a company has left in between."""
    client.force_login(electorate[0][1])
    rule = SharingRuleFactory(fixed_key="equal")
    tried = client.get(reverse("spaces:cost_try"), {"cents": "900", "rule": rule.pk})
    before = client.get(expense.get_absolute_url()).content.decode()
    voting_round = put(expense)
    cast_all(voting_round, "yes", "yes", "yes")
    count_now(voting_round)
    Company.objects.filter(pk=electorate[4][0].pk).update(left_on=timezone.localdate())

    CostFactory(cents=900_00, rule=None, authorisation=Authorisation.objects.get(), urgent_reason="")
    statement = client.get(reverse("spaces:cost_statement", args=[timezone.localdate().year]))

    assert tried.context["own"] == "€ 180.00"
    assert "<strong>€ 180</strong>" in before
    assert statement.context["statement"].total == "€ 180.00"
