"""Votes, closings and numbers that meet at the same instant, on real threads and PostgreSQL."""

import threading
import uuid
from collections.abc import Callable
from datetime import timedelta
from itertools import pairwise

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.utils import timezone

from governance.models import Comment, Proposal, Resolution, Vote, VotingRound
from governance.services import (
    add_comment,
    cast_vote,
    close_due_rounds,
    close_round,
    create_proposal,
    edit_proposal,
    open_voting,
)
from tests.factories.governance import ProposalFactory, RollEntryFactory, VoteFactory, VotingRoundFactory
from tests.factories.members import CompanyFactory, MembershipFactory

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True, serialized_rollback=True)]


def at_once(*actions: Callable[[], object]) -> list[object]:
    """What each action answers, or the ValidationError it raises, when all start at the same moment."""
    barrier = threading.Barrier(len(actions))
    answers: list[object] = [None] * len(actions)

    def run(place: int, action: Callable[[], object]) -> None:
        try:
            connection.ensure_connection()
            barrier.wait(timeout=30)
            answers[place] = action()
        except Exception as error:
            answers[place] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(actions)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    unexpected = [
        one for one in answers if isinstance(one, Exception) and not isinstance(one, ValidationError)
    ]
    assert unexpected == []
    return answers


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


def test_accepted_answers_are_the_votes_counted_when_casts_meet_closes():
    """60 casts and 10 closes, spread by small waits over the end of the round."""
    memberships = representatives(60)
    voting_round = VotingRoundFactory(proposal__text="Text")
    for membership in memberships:
        RollEntryFactory(round=voting_round, company=membership.company)
    ends = timezone.now() + timedelta(milliseconds=900)
    VotingRound.objects.filter(pk=voting_round.pk).update(closes_at=ends)

    def wait(place: int) -> None:
        threading.Event().wait(max(0, (ends - timezone.now()).total_seconds() + (place - 45) * 0.01))

    def cast(place: int, membership) -> Vote:
        wait(place)
        return cast_vote(
            voting_round, company=membership.company, answer={"choice": "yes"}, by=membership.user
        )

    def close(place: int) -> Resolution | None:
        wait(40 + 2 * place)
        return close_round(voting_round)

    answers = at_once(
        *(lambda place=place, one=one: cast(place, one) for place, one in enumerate(memberships)),
        *(lambda place=place: close(place) for place in range(10)),
    )
    late = close_round(voting_round)  # in case all ten came before the end

    voting_round.refresh_from_db()
    accepted = [answer for answer in answers[:60] if isinstance(answer, Vote)]
    refused = [answer for answer in answers[:60] if isinstance(answer, ValidationError)]
    closings = [answer for answer in [*answers[60:], late] if answer]
    assert (
        len(accepted) == voting_round.tally["counts"]["yes"] == Vote.objects.filter(is_current=True).count()
    )
    assert len(accepted) + len(refused) == 60
    assert 0 < len(accepted) < 60
    assert {error.code for error in refused} == {"closed"}
    assert len(closings) == Resolution.objects.count() == 1
    assert voting_round.height == len(accepted) + 1


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
def test_an_edit_meeting_the_opening_is_either_voted_on_or_refused(attempt):
    [membership] = representatives(1)
    proposal = ProposalFactory(company=membership.company, text="Before")
    closes_at = timezone.now() + timedelta(days=7)

    edited, opened = at_once(
        lambda: edit_proposal(Proposal.objects.get(), title="T", text="After", matter="budget"),
        lambda: open_voting(Proposal.objects.get(), closes_at=closes_at, by=membership.user),
    )

    proposal.refresh_from_db()
    is_refused = isinstance(edited, ValidationError)
    assert isinstance(opened, VotingRound)
    assert (proposal.state, proposal.text) == ("voting", "Before" if is_refused else "After")


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
