"""What waits for votes, and how many took part."""

import pytest

from governance.voting.votes import cast_vote
from members.accounts.backends import PortalBackend
from tests.factories.governance import (
    RollEntryFactory,
    VotingRoundFactory,
)
from tests.factories.members import CompanyFactory

pytestmark = pytest.mark.django_db


def a_round_of(*companies, **kwargs):
    voting_round = VotingRoundFactory(**kwargs)
    for company in companies:
        RollEntryFactory(round=voting_round, company=company)
    return voting_round


def test_not_voted_by_finds_the_rounds_that_wait_for_a_company(company, representative):
    waiting, voted = a_round_of(company), a_round_of(company, CompanyFactory())
    a_round_of(CompanyFactory())
    RollEntryFactory(round=VotingRoundFactory(), company=company, standing="suspended", reason="fees")
    cast_vote(voted, company=company, answer={"choice": "no"}, by=representative)
    cast_vote(voted, company=company, answer={"choice": "yes"}, by=representative)

    found = type(waiting).objects.open().not_voted_by(company)

    assert list(found) == [waiting]
    person = PortalBackend().get_user(representative.pk)
    assert [place.votes_waiting for place in person.current_places] == [1]  # as the head of each page says


def test_turnout_counts_companies_not_revisions(company, representative):
    voting_round = a_round_of(company, CompanyFactory(), CompanyFactory())
    RollEntryFactory(round=voting_round, standing="recused", reason="its own unit")
    RollEntryFactory(round=voting_round, standing="suspended", reason="fees")
    for choice in ("yes", "no", "abstain"):
        cast_vote(voting_round, company=company, answer={"choice": choice}, by=representative)

    counted = type(voting_round).objects.with_turnout().with_vote_of(company).get()

    assert (counted.on_roll, counted.present) == (4, 2)
    assert (counted.own_standing, counted.own_choice) == ("entitled", "abstain")
