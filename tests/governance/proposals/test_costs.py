"""What a decision costs each company."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction
from django.utils import timezone
from django.utils.translation import override

from governance.closing.services import conclude_proposal
from governance.hooks import CostKey, cost_keys
from governance.proposals.costs import cost_shares, cost_summary
from governance.proposals.models import Proposal
from governance.proposals.share_models import ProposalShare
from governance.proposals.terms import term_lines, terms_of
from members.companies.models import Company
from tests.factories.governance import ProposalFactory
from tests.factories.members import UserFactory
from tests.governance.conftest import count_now, end_now
from tests.governance.voting.test_rounds import with_second_call

pytestmark = pytest.mark.django_db


@pytest.fixture
def decided(put_to_vote, cast_all):
    voting_round = put_to_vote(cost_cents=100_01)
    cast_all(voting_round, "yes", "yes", "yes")
    return count_now(voting_round).proposal


def test_what_was_decided_stays_when_a_company_leaves(decided, electorate):
    before = cost_shares(decided)
    Company.objects.filter(pk=electorate[4][0].pk).update(left_on=timezone.localdate() - timedelta(days=1))

    assert sorted(before.values()) == [20_00, 20_00, 20_00, 20_00, 20_01]
    assert cost_shares(decided) == before


def test_what_is_open_follows_the_members_of_today(put_to_vote, electorate):
    proposal = put_to_vote(cost_cents=100_00).proposal
    Company.objects.filter(pk=electorate[4][0].pk).update(left_on=timezone.localdate() - timedelta(days=1))

    assert sorted(cost_shares(proposal).values()) == [25_00] * 4
    assert not ProposalShare.objects.exists()


def test_a_page_says_that_the_share_was_decided(decided, electorate, client):
    company, person = electorate[0]
    client.force_login(person)

    summary = cost_summary(decided, company)
    page = client.get(decided.get_absolute_url()).content.decode()

    assert (summary.share, summary.is_decided, summary.empty) == ("€ 20.01", True, "")
    assert f"as decided on {timezone.localdate():%-d %b %Y}" in page


def test_a_proposal_that_is_concluded_keeps_its_shares(put_to_vote):
    """Nobody voted: no quorum, another round could follow; it is written in the book instead."""
    with_second_call()
    proposal = end_now(put_to_vote(cost_cents=50_00)).proposal
    assert (proposal.state, proposal.shares.count()) == (Proposal.State.CLOSED, 0)

    conclude_proposal(proposal, by=UserFactory(is_superuser=True, is_staff=True))

    assert proposal.shares.count() == 5


@pytest.mark.parametrize("write", ["update", "delete"])
def test_decided_shares_are_sealed(decided, write):
    rows = ProposalShare.objects.filter(proposal=decided)

    with pytest.raises(DatabaseError, match="proposal_share_sealed"), transaction.atomic():
        rows.update(cents=1) if write == "update" else rows._raw_delete(rows.db)


def test_a_key_may_weigh_what_nobody_holds(electorate):
    first = electorate[0][0]
    key = cost_keys.register(CostKey("half", "by halves", lambda day: {first.pk: 1, None: 1}))
    try:
        proposal = ProposalFactory(cost_cents=101, cost_key="half")
        assert cost_shares(proposal) == {first.pk: 51, None: 50}
        assert cost_summary(proposal, first).empty == "€ 0.50"
    finally:
        cost_keys.unregister(key)


def test_a_key_that_nobody_registered_is_refused_and_read_as_it_is():
    proposal = ProposalFactory(cost_cents=100)
    proposal.cost_key = "moon"

    with pytest.raises(ValidationError, match="Nobody knows this way"):
        proposal.full_clean()
    assert "Cost: € 1, moon" in term_lines(terms_of(proposal), {})


def test_keys_have_words_in_both_languages():
    with override("it"):
        assert cost_keys.label("area") == "secondo i m² assegnati a ogni azienda"
