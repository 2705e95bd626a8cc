"""Second calls, discussions and run-offs: what may follow what, and when."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from governance import verify
from governance.proposals.models import Proposal
from governance.proposals.services import edit_proposal, freeze_proposal, resume_discussion
from governance.resolutions.models import Resolution
from governance.rulebook.models import MatterRule, Rulebook
from governance.voting.event_chain import build_record
from governance.voting.services import open_voting
from tests.factories.governance import ProposalFactory
from tests.factories.members import UserFactory
from tests.governance.conftest import count_now, end_now

pytestmark = pytest.mark.django_db


def in_days(days: float):
    return timezone.now() + timedelta(days=days)


@pytest.mark.parametrize("days", [2, 0])
def test_a_second_call_opens_on_another_day(put_to_vote, cast_all, days):
    """It opened 0.07 s after the first had ended. An assembly may meet again on its day, with 0 days."""
    MatterRule.objects.update(second_quorum_numerator=0, second_quorum_denominator=1)
    Rulebook.objects.update(second_call_days=days)
    first = end_now(put_to_vote())

    with pytest.raises(
        ValidationError, match="The second call is on another day: it can open from"
    ) as refusal:
        open_voting(first.proposal, closes_at=in_days(7), by=UserFactory())
    assert (refusal.value.code, first.proposal.rounds.count()) == ("same_day", 1)


def test_a_round_after_a_tie_in_second_call_stays_in_second_call(put_to_vote, cast_all):
    """The quorum of the first call came back: 3 in the place of 1."""
    MatterRule.objects.update(second_quorum_numerator=0, second_quorum_denominator=1)
    Rulebook.objects.update(is_tie_voted_again=True)
    first = end_now(put_to_vote(), days_ago=1)
    second = open_voting(first.proposal, closes_at=in_days(7), by=UserFactory())
    cast_all(second, "yes", "no")
    assert end_now(second).outcome == "tied"

    third = open_voting(first.proposal, closes_at=in_days(7), by=UserFactory())
    cast_all(third, "yes")

    closed = end_now(third)
    assert (third.is_second_call, closed.tally["quorum"], closed.outcome) == (True, 1, "adopted")


def test_a_round_after_an_objection_in_second_call_stays_in_second_call(put_to_vote, cast_all):
    MatterRule.objects.update(second_quorum_numerator=0, second_quorum_denominator=1)
    first = end_now(put_to_vote(method="consent"), days_ago=1)
    second = open_voting(first.proposal, closes_at=in_days(7), by=UserFactory())
    cast_all(second, {"choice": "objection", "reason": "The gate."})
    assert end_now(second).outcome == "objected"

    proposal = freeze_proposal(resume_discussion(first.proposal))  # talked over, the same words
    assert open_voting(proposal, closes_at=in_days(7), by=UserFactory()).is_second_call is True


def test_another_text_after_a_second_call_is_called_for_the_first_time(put_to_vote, cast_all, representative):
    MatterRule.objects.update(second_quorum_numerator=0, second_quorum_denominator=1)
    first = end_now(put_to_vote(method="consent"), days_ago=1)
    second = open_voting(first.proposal, closes_at=in_days(7), by=UserFactory())
    cast_all(second, {"choice": "objection", "reason": "The gate."})
    end_now(second)

    proposal = resume_discussion(first.proposal)
    edit_proposal(proposal, title="Other", text="Other", matter="ordinary", by=representative)
    assert (
        open_voting(freeze_proposal(proposal), closes_at=in_days(7), by=UserFactory()).is_second_call is False
    )


@pytest.mark.parametrize(("matter", "days"), [("rules", 7), ("ordinary", 0)])
def test_a_discussion_lasts_as_long_as_the_rulebook_says(matter, days):
    proposal = ProposalFactory(matter=matter, discussion_opened_at=in_days(min(0, 1 - days)))
    if days:
        with pytest.raises(ValidationError, match="7 days of discussion: the text can be made final from"):
            freeze_proposal(proposal)
        Proposal.objects.update(discussion_opened_at=in_days(-days))

    assert freeze_proposal(Proposal.objects.get()).state == "frozen"


def rank(**places):
    return {"choice": "ballot", "ranks": places}


def test_a_tie_at_the_top_of_a_ranking_goes_to_a_run_off_and_then_by_lot(put_to_vote, cast_all):
    Rulebook.objects.update(is_ranking_tie_run_off=True)
    first = put_to_vote(method="ranked", options=["Tiles", "Slate", "Moss"])
    cast_all(first, *[rank(A=1, B=1, C=2, none=3)] * 3)

    assert (count_now(first).outcome, first.proposal.rounds.get().tally["winners"]) == ("tied", [])
    run_off = open_voting(Proposal.objects.get(), closes_at=in_days(7), by=UserFactory())
    assert [option["title"] for option in run_off.options] == ["Tiles", "Slate"]
    cast_all(run_off, *[rank(A=1, B=1, none=2)] * 3)

    closed = count_now(run_off)
    assert (closed.outcome, closed.tally["lot_used"], closed.tally["winners"]) == (
        *("adopted", True),
        [closed.lot[0]],
    )
    for one in Proposal.objects.get().rounds.all():
        assert list(verify.verify(build_record(one)))
    assert Resolution.objects.get().round == closed


def test_a_rulebook_by_consent_asks_the_majority_of_its_matter(electorate, cast_all):
    """One consent and the others let it pass: it was adopted."""
    proposal = ProposalFactory(
        company=electorate[0][0], matter="rules", method="consent", discussion_opened_at=in_days(-8)
    )
    voting_round = open_voting(freeze_proposal(proposal), closes_at=in_days(7), by=UserFactory())
    cast_all(voting_round, "consent", "aside", "aside", "aside", "aside")

    assert end_now(voting_round).outcome == "rejected"
