"""Votes, closings and numbers that meet at the same instant, on real threads."""

import uuid
from datetime import timedelta
from itertools import pairwise

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from governance.amendments.services import propose_amendment
from governance.closing.services import close_due_rounds, close_round
from governance.discussion.models import Comment
from governance.discussion.services import add_comment
from governance.proposals.models import Proposal
from governance.proposals.services import create_proposal, edit_proposal, freeze_proposal
from governance.resolutions.models import Resolution
from governance.resolutions.services import retry_effect
from governance.voting.event_chain import begin_record
from governance.voting.models import Vote
from governance.voting.services import cancel_round, open_amendment_voting, open_voting
from governance.voting.votes import cast_vote
from spaces.allocations.models import Allocation
from spaces.effects.models import ProposedAllocation
from tests.factories.governance import (
    ProposalFactory,
    ResolutionFactory,
    RollEntryFactory,
    VoteFactory,
    VotingRoundFactory,
)
from tests.factories.members import CompanyFactory, MembershipFactory, UserFactory
from tests.factories.spaces import SpaceFactory
from tests.threads import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def representatives(number: int, company=None):
    return [
        MembershipFactory(role="representative", **({"company": company} if company else {}))
        for _ in range(number)
    ]


def an_ended_round(**kwargs):
    now = timezone.now()
    return VotingRoundFactory(
        opened_at=now - timedelta(days=3), closes_at=now - timedelta(seconds=1), **kwargs
    )


def test_two_users_of_a_company_at_the_same_instant_are_one_vote():
    company = CompanyFactory()
    people = [membership.user for membership in representatives(8, company)]
    voting_round = VotingRoundFactory()
    entry = RollEntryFactory(round=voting_round, company=company)
    choices = ["yes", "no"] * 4

    answers = at_once(
        *(
            lambda person=person, choice=choice: cast_vote(
                voting_round, company=company, answer={"choice": choice}, by=person
            )
            for person, choice in zip(people, choices, strict=True)
        )
    )

    votes = list(entry.votes.order_by("revision"))
    assert [isinstance(answer, Vote) for answer in answers] == [True] * 8
    assert [vote.is_current for vote in votes] == [False] * (len(votes) - 1) + [True]
    assert [vote.revision for vote in votes] == list(range(1, len(votes) + 1))
    assert all(before.choice != after.choice for before, after in pairwise(votes))


def test_a_double_click_is_one_vote():
    [membership] = representatives(1)
    voting_round = VotingRoundFactory()
    RollEntryFactory(round=voting_round, company=membership.company)

    def vote() -> int:
        return cast_vote(
            voting_round, company=membership.company, answer={"choice": "yes"}, by=membership.user
        ).pk

    assert len(set(at_once(*[vote] * 6))) == 1
    assert Vote.objects.count() == 1


def test_a_round_closed_by_many_at_once_is_closed_once():
    voting_round = an_ended_round()
    VoteFactory(roll_entry=RollEntryFactory(round=voting_round))

    answers = at_once(*[close_due_rounds] * 10)

    assert sum(answers) == 1
    assert Resolution.objects.get().round == voting_round


def test_resolutions_written_at_once_are_numbered_without_gaps():
    rounds = [an_ended_round() for _ in range(12)]
    for voting_round in rounds:
        VoteFactory(roll_entry=RollEntryFactory(round=voting_round))

    at_once(*(lambda one=one: close_round(one) for one in rounds))

    assert sorted(Resolution.objects.values_list("number", flat=True)) == list(range(1, 13))


def test_voting_opened_at_once_is_one_round():
    [membership] = representatives(1)
    proposal = ProposalFactory(company=membership.company, state="frozen")
    closes_at = timezone.now() + timedelta(days=7)

    answers = at_once(
        *[lambda: open_voting(Proposal.objects.get(), closes_at=closes_at, by=membership.user)] * 5
    )

    assert {answer.pk for answer in answers} == {proposal.rounds.get().pk}


@pytest.mark.parametrize("attempt", range(4))
def test_an_edit_meeting_the_fixing_is_either_in_the_text_or_refused(attempt):
    proposal = ProposalFactory(text="Before")

    edited, fixed = at_once(
        lambda: edit_proposal(Proposal.objects.get(), title="T", text="After", matter="budget"),
        lambda: freeze_proposal(Proposal.objects.get()),
    )

    proposal.refresh_from_db()
    is_refused = isinstance(edited, ValidationError)
    assert isinstance(fixed, Proposal)
    assert (proposal.state, proposal.text) == ("frozen", "Before" if is_refused else "After")
    assert proposal.versions.latest("number").text == proposal.text


@pytest.mark.parametrize("attempt", range(4))
def test_cancelling_meeting_votes_counts_none_of_them(attempt):
    memberships = representatives(6)
    voting_round = VotingRoundFactory()
    for one in memberships:
        RollEntryFactory(round=voting_round, company=one.company)
    begin_record(voting_round, at=voting_round.opened_at)

    *answers, _cancelled = at_once(
        *(
            lambda one=one: cast_vote(
                voting_round, company=one.company, answer={"choice": "yes"}, by=one.user
            )
            for one in memberships
        ),
        lambda: cancel_round(voting_round, reason="A wrong figure.", by=memberships[0].user),
    )

    voting_round.refresh_from_db()
    accepted = [answer for answer in answers if isinstance(answer, Vote)]
    chain = list(voting_round.events.order_by("height").values_list("kind", flat=True))
    assert (voting_round.state, Vote.objects.count()) == ("cancelled", len(accepted))
    assert chain == ["SETUP", "OPEN", *["VOTED"] * len(accepted), "CANCEL"]


def test_an_effect_tried_again_by_two_is_carried_out_once():
    unit, membership = SpaceFactory(), representatives(1)[0]
    proposal = ProposalFactory(effect="allocate", matter="allocation", state="decided")
    today = timezone.localdate()
    ProposedAllocation.objects.create(
        proposal=proposal, unit=unit, company=membership.company, start_on=today
    )
    resolution = ResolutionFactory(proposal=proposal, effect_state="blocked", effect_note="taken")
    chair = UserFactory(is_staff=True, is_superuser=True)

    answers = at_once(*[lambda: retry_effect(Resolution.objects.get(), by=chair)] * 5)

    assert {answer.effect_state for answer in answers} == {"done"}
    assert Allocation.objects.get().resolution == resolution


def test_forms_sent_twice_at_once_write_once():
    [membership] = representatives(1)
    proposal = ProposalFactory()
    words = {
        "company": membership.company,
        "author": membership.user,
        "text": "Text",
        "request_id": uuid.uuid4(),
    }

    at_once(*[lambda: add_comment(proposal, kind="for", **words)] * 5)
    at_once(*[lambda: create_proposal(title="New", matter="budget", **words)] * 5)

    assert (Comment.objects.count(), Proposal.objects.filter(title="New").count()) == (1, 1)


def test_a_nearer_amendment_and_a_farther_one_at_once_are_never_voted_on_in_the_wrong_order():
    proposer, near_by, far_by = representatives(3)
    proposal = ProposalFactory(company=proposer.company, text="We mend the roof in May.")

    def put(membership, text):
        return propose_amendment(
            Proposal.objects.get(pk=proposal.pk),
            company=membership.company,
            author=membership.user,
            title=proposal.title,
            text=text,
            reason="May is wet.",
            request_id=uuid.uuid4(),
        )

    near = put(near_by, "We mend the roof in June.")
    ends = timezone.now() + timedelta(days=7)

    voting_round, far = at_once(
        lambda: open_amendment_voting(near, closes_at=ends, by=proposer.user),
        lambda: put(far_by, "We sell the house."),
    )

    refusals = [answer.code for answer in (voting_round, far) if isinstance(answer, ValidationError)]
    assert refusals in (["order"], ["amendment"])
    assert proposal.rounds.count() + proposal.amendments.count() == 2
