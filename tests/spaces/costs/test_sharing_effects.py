"""A rule or a table of shares is drafted, voted on and put in force."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction
from django.urls import reverse
from django.utils import timezone

from governance.hooks import describe_effect, facts_by_resolution, rival_claims
from governance.proposals.models import Proposal
from governance.proposals.services import freeze_proposal, keep_terms
from governance.resolutions.models import Resolution
from spaces.costs.sharing.models import ProposedRule, ProposedTable, ShareTable, SharingRule, TableRow
from spaces.costs.sharing.services import adopt_table, put_rule_in_force
from tests.factories.costs import ShareTableFactory, SharingRuleFactory, TableRowFactory
from tests.factories.governance import ProposalFactory, ResolutionFactory
from tests.factories.spaces import AllocationFactory, SpaceFactory
from tests.governance.conftest import cast_all, count_now, electorate  # noqa: F401  fixtures
from tests.spaces.effects.conftest import put

pytestmark = pytest.mark.django_db


@pytest.fixture
def units(electorate):  # noqa: F811
    """A1 of the first company, A2 of nobody, as large."""
    held = SpaceFactory(kind="unit", code="A1", area_m2=50)
    AllocationFactory(unit=held, area_m2=50, company=electorate[0][0], start_on=date(2020, 1, 1))
    return held, SpaceFactory(kind="unit", code="A2", area_m2=50)


@pytest.fixture
def rule(electorate, units):  # noqa: F811
    """In force: equally. Proposed: by m²."""
    SharingRuleFactory(name="Roof", fixed_key="equal")
    draft = SharingRuleFactory(name="Roof", version=None, reason="")
    proposal = ProposalFactory(matter="rules", effect="sharing_rule", company=electorate[0][0])
    ProposedRule.objects.create(proposal=proposal, rule=draft)
    keep_terms(proposal)
    return proposal


@pytest.fixture
def table(electorate, units):  # noqa: F811
    """In force: half and half. Proposed from today on: 70 and 30."""
    old = ShareTableFactory(name="Stairs")
    draft = ShareTableFactory(name="Stairs", reason="", valid_from=timezone.localdate())
    for one, parts in ((old, (50_000, 50_000)), (draft, (70_000, 30_000))):
        for unit, part in zip(units, parts, strict=True):
            TableRowFactory(table=one, unit=unit, parts=part)
    adopt_table(old)
    proposal = ProposalFactory(matter="rules", effect="share_table", company=electorate[0][0])
    ProposedTable.objects.create(proposal=proposal, table=draft)
    keep_terms(proposal)
    return proposal


def decide(proposal, cast_all, answer="yes"):  # noqa: F811
    voting_round = put(proposal)
    cast_all(voting_round, *[answer] * 5)
    count_now(voting_round)
    return Resolution.objects.get(proposal=proposal)


# --- Rules -------------------------------------------------------------------------------------------------


def test_an_adopted_rule_is_the_next_version_and_its_resolution_says_so(rule, cast_all):  # noqa: F811
    assert describe_effect(rule).startswith(
        "The sharing rule “Roof” says from 1 Jan 2020 on: Shared by the m²"
    )
    assert SharingRule.objects.in_force().get(name="Roof").fixed_key == "equal"

    resolution = decide(rule, cast_all)

    now = SharingRule.objects.in_force().get(name="Roof")
    assert (now.fixed_key, now.version, now.resolution) == ("area", 2, resolution)
    assert resolution.effect_state == "done"
    facts = facts_by_resolution([resolution], is_member=True)[resolution.pk]
    assert [fact.label for fact in facts] == ["sharing rule “Roof”, version 2, from 1 Jan 2020"]
    assert facts_by_resolution([resolution], is_member=False)[resolution.pk] == []
    with pytest.raises(DatabaseError, match="sharing_rule_sealed"), transaction.atomic():
        SharingRule.objects.filter(pk=now.pk).update(fixed_key="heads")


def test_a_rule_turned_down_stays_a_draft(rule, cast_all):  # noqa: F811
    decide(rule, cast_all, "no")

    assert SharingRule.objects.drafts().get().resolution is None
    assert SharingRule.objects.in_force().get(name="Roof").version == 1


def test_a_rule_changed_while_companies_vote_is_not_put_in_force(rule, cast_all):  # noqa: F811
    voting_round = put(rule)
    SharingRule.objects.drafts().update(empty="again")
    cast_all(voting_round, *["yes"] * 5)
    count_now(voting_round)

    assert Resolution.objects.get().effect_state == "blocked"
    assert SharingRule.objects.drafts().exists()


def test_a_rule_is_put_in_force_once():
    draft, resolution = SharingRuleFactory(version=None, reason=""), ResolutionFactory()

    first = put_rule_in_force(draft, resolution=resolution)

    assert put_rule_in_force(draft, resolution=resolution) == first
    assert first.version == 1
    with pytest.raises(ValidationError, match="already in force"):
        put_rule_in_force(draft, resolution=ResolutionFactory())


def test_a_rule_in_force_is_not_put_to_the_vote_again(rule):
    put_rule_in_force(SharingRule.objects.drafts().get(), resolution=ResolutionFactory())

    with pytest.raises(ValidationError, match="already in force"):
        freeze_proposal(Proposal.objects.get(pk=rule.pk))


def test_another_proposal_about_the_same_rule_is_named(rule, electorate):  # noqa: F811
    other = ProposalFactory(matter="rules", effect="sharing_rule", company=electorate[1][0])
    ProposedRule.objects.create(proposal=other, rule=SharingRuleFactory(name="Roof", version=None, reason=""))

    assert "would change “Roof” too" in rival_claims(other)[0]


def test_the_proposal_says_what_one_would_bear_and_what_falls_to_empty_units(rule, client, electorate):  # noqa: F811
    client.force_login(electorate[0][1])

    page = client.get(rule.get_absolute_url()).content.decode()

    assert "bears <strong>€ 5,000.00</strong> instead of € 2,000.00." in page
    assert "€ 5,000.00 fall to empty units instead of € 0.00." in page
    assert "Before: Shared equally" in page


def test_a_draft_shares_nothing_and_is_on_no_page(rule, client, electorate):  # noqa: F811
    client.force_login(electorate[0][1])
    draft = SharingRule.objects.drafts().get()

    page = client.get(reverse("spaces:sharing_rules"))
    tried = client.get(reverse("spaces:cost_try"), {"cents": "900", "rule": draft.pk})

    assert [group["rule"].version for group in page.context["rules"]] == [1]
    assert "rule" in tried.context["form"].errors


def test_a_rule_is_proposed_on_the_page(client, electorate):  # noqa: F811
    client.force_login(electorate[0][1])
    draft = SharingRuleFactory(name="Roof", version=None, reason="", fixed_key="equal")
    data = {"title": "The roof", "matter": "rules", "text": "Fairer.", "effect-rule": draft.pk}

    page = client.post(f"{reverse('governance:proposal_new')}?effect=sharing_rule", data, follow=True)

    assert "The sharing rule “Roof” says from" in page.content.decode()
    assert ProposedRule.objects.get().rule == draft


# --- Tables ------------------------------------------------------------------------------------------------


def test_an_adopted_table_counts_and_is_sealed(table, cast_all):  # noqa: F811
    resolution = decide(table, cast_all)

    now = ShareTable.objects.adopted().filter(name="Stairs").first()
    assert (now.resolution, now.rows.get(unit__code="A1").parts) == (resolution, 70_000)
    assert (
        "table of shares “Stairs”"
        in facts_by_resolution([resolution], is_member=True)[resolution.pk][0].label
    )
    with pytest.raises(DatabaseError, match="table_row_sealed"), transaction.atomic():
        TableRow.objects.filter(table=now).update(parts=1)
    with pytest.raises(ValidationError, match="already in force"):
        adopt_table(now, resolution=ResolutionFactory())
    assert adopt_table(now, resolution=resolution) == now


def test_a_table_that_no_longer_fits_the_units_is_blocked_with_the_reason(table, cast_all):  # noqa: F811
    voting_round = put(table)
    SpaceFactory(kind="unit", code="A3", area_m2=10, valid_from=timezone.localdate() - timedelta(days=1))
    cast_all(voting_round, *["yes"] * 5)
    count_now(voting_round)

    resolution = Resolution.objects.get()
    assert resolution.effect_state == "blocked"
    assert "These units are missing: A3." in resolution.effect_note
    assert ShareTable.objects.drafts().exists()


def test_a_table_with_other_parts_than_were_voted_on_is_not_adopted(table, cast_all):  # noqa: F811
    voting_round = put(table)
    drafted = TableRow.objects.filter(table__adopted_at=None)
    drafted.filter(unit__code="A1").update(parts=60_000)
    drafted.filter(unit__code="A2").update(parts=40_000)
    cast_all(voting_round, *["yes"] * 5)
    count_now(voting_round)

    assert Resolution.objects.get().effect_state == "blocked"


def test_a_table_that_is_not_whole_is_not_put_to_the_vote(table):
    TableRow.objects.filter(table__adopted_at=None, unit__code="A1").update(parts=69_999)

    with pytest.raises(ValidationError, match="1 less than 100,000"):
        freeze_proposal(table)


def test_the_page_of_a_table_shows_parts_and_shares_before_and_after(table, client, electorate):  # noqa: F811
    client.force_login(electorate[0][1])

    page = client.get(table.get_absolute_url()).content.decode()

    assert "bears <strong>€ 7,000.00</strong> instead of € 5,000.00." in page
    assert "€ 3,000.00 fall to empty units instead of € 5,000.00." in page
    assert '<td class="number">50000</td>' in page
