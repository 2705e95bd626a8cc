"""Every road a proposal can end on leads to exactly one of: carried out, turned down, let go."""

from datetime import timedelta

import pytest
from django.utils import timezone

from governance.closing.services import conclude_proposal
from governance.hooks import Effect, effects
from governance.proposals.choices import Matter, Outcome
from governance.proposals.forms import ProposalForm
from governance.proposals.models import Proposal
from governance.proposals.services import defer_proposal, resume_discussion, withdraw_proposal
from governance.proposals.transitions import WITHDRAW
from governance.resolutions.models import Resolution
from governance.rulebook.models import MatterRule, Rulebook
from governance.voting.models import VotingRound
from governance.voting.services import cancel_round, open_voting
from tests.factories.governance import ProposalFactory
from tests.governance.conftest import end_now

pytestmark = pytest.mark.django_db


class Listening(Effect):
    """Keeps which of its ends was called, and what it was told."""

    key = "listen"
    matters = (Matter.ORDINARY,)
    label = "Listen"
    form_class = ProposalForm

    def __init__(self):
        self.heard = []

    def row(self, proposal):
        return proposal

    def describe(self, row):
        return "It listens."

    def facts(self, row):
        return {"title": row.title}

    def check(self, row):
        pass

    def carry_out(self, row, resolution):
        self.heard.append(("carry_out", resolution.outcome))
        return "Heard."

    def turn_down(self, row, resolution):
        self.heard.append(("turn_down", resolution.outcome))

    def let_go(self, row):
        self.heard.append(("let_go", row.state))


@pytest.fixture
def ear():
    effect = Listening()
    effects.register(effect)
    yield effect
    effects.unregister(effect)


@pytest.mark.parametrize(
    ("method", "answers", "heard"),
    [
        ("motion", ("yes", "yes", "yes"), ("carry_out", "adopted")),
        ("motion", ("no", "no", "no"), ("turn_down", "rejected")),
        ("motion", ("yes", "no", "yes", "no"), ("turn_down", "tied")),
        ("motion", ("yes",), ("turn_down", "no_quorum")),
    ],
)
def test_a_round_after_which_nothing_follows_ends_it(ear, put_to_vote, cast_all, method, answers, heard):
    voting_round = put_to_vote(effect="listen", method=method)
    cast_all(voting_round, *answers)

    end_now(voting_round)

    assert ear.heard == [heard]


def test_no_quorum_with_a_second_call_ends_nothing_until_the_second_has_failed(
    ear, put_to_vote, cast_all, coordinator
):
    MatterRule.objects.update(second_quorum_numerator=1, second_quorum_denominator=2)
    first = put_to_vote(effect="listen")
    cast_all(first, "yes")
    proposal = end_now(first, days_ago=2).proposal
    after_the_first = list(ear.heard)

    second = open_voting(proposal, closes_at=timezone.now() + timedelta(days=7), by=coordinator)
    end_now(second)

    assert after_the_first == []
    assert ear.heard == [("turn_down", "no_quorum")]


def test_a_tie_that_is_voted_on_again_ends_nothing_until_the_chair_lets_it_stand(
    ear, put_to_vote, cast_all, coordinator
):
    Rulebook.objects.update(is_tie_voted_again=True)
    voting_round = put_to_vote(effect="listen")
    cast_all(voting_round, "yes", "no", "yes", "no")
    proposal = end_now(voting_round).proposal
    waiting = list(ear.heard)

    conclude_proposal(proposal, by=coordinator)
    conclude_proposal(proposal, by=coordinator)

    assert waiting == []
    assert ear.heard == [("turn_down", "tied")]


def test_objections_end_nothing_until_the_chair_lets_them_stand(ear, put_to_vote, cast_all, coordinator):
    voting_round = put_to_vote(effect="listen", method="consent")
    objection = {"choice": "objection", "reason": "It harms the river."}
    cast_all(voting_round, "consent", objection, "consent")
    closed = end_now(voting_round)
    waiting = list(ear.heard)

    conclude_proposal(closed.proposal, by=coordinator)

    assert (closed.outcome, waiting) == (Outcome.OBJECTED, [])
    assert ear.heard == [("turn_down", "objected")]


@pytest.mark.parametrize("state", ["draft", "discussion", "frozen", "deferred", "cancelled"])
def test_a_withdrawn_proposal_lets_go_once(ear, state):
    proposal = ProposalFactory(effect="listen", state=state, state_reason="why")

    withdraw_proposal(proposal)
    withdraw_proposal(proposal)

    assert ear.heard == [("let_go", "withdrawn")]


def test_a_cancelled_round_ends_nothing_and_its_proposal_is_voted_on_again_or_withdrawn(
    ear, put_to_vote, cast_all, coordinator
):
    voting_round = put_to_vote(effect="listen")
    cast_all(voting_round, "yes", "yes", "yes")
    cancel_round(voting_round, reason="The wrong text", by=coordinator)
    proposal = Proposal.objects.get()
    resume_discussion(proposal, by=coordinator)
    defer_proposal(proposal, reason="Not now", by=coordinator)
    waiting = list(ear.heard)

    withdraw_proposal(proposal, by=coordinator)

    assert (waiting, VotingRound.objects.get().state) == ([], "cancelled")
    assert (ear.heard, Resolution.objects.count()) == ([("let_go", "withdrawn")], 0)


def test_the_chair_ends_for_good_only_what_it_has_stopped(coordinator):
    states = [
        state
        for state in Proposal.State.values
        if WITHDRAW.is_available(coordinator, None, Proposal(state=state))
    ]

    assert states == ["deferred", "cancelled"]


def test_a_round_that_cannot_turn_down_is_not_counted(ear, put_to_vote, cast_all, monkeypatch):
    """Both happen in one transaction: a decision nobody heard of would be lost."""
    voting_round = put_to_vote(effect="listen")
    cast_all(voting_round, "no", "no", "no")
    monkeypatch.setattr(Listening, "turn_down", lambda *_args: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        end_now(voting_round)

    assert (Proposal.objects.get().state, Resolution.objects.count()) == ("voting", 0)
