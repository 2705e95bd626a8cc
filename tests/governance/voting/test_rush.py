"""Votes that meet the end of a round, on real threads and on both databases."""

import threading
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from governance.closing.services import close_round
from governance.resolutions.models import Resolution
from governance.voting.event_chain import begin_record
from governance.voting.models import Vote, VotingRound
from governance.voting.votes import cast_vote
from tests.factories.governance import RollEntryFactory, VotingRoundFactory
from tests.factories.members import MembershipFactory
from tests.threads import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def test_accepted_answers_are_the_votes_counted_when_casts_meet_closes():
    """60 casts and 10 closes, spread by small waits over the end of the round."""
    memberships = MembershipFactory.create_batch(60, role="representative")
    voting_round = VotingRoundFactory(proposal__text="Text")
    for membership in memberships:
        RollEntryFactory(round=voting_round, company=membership.company)
    begin_record(voting_round, at=voting_round.opened_at)
    ends = timezone.now() + timedelta(seconds=3)  # by then all 70 threads are there, on a busy machine too
    VotingRound.objects.filter(pk=voting_round.pk).update(closes_at=ends)

    def wait(place: int) -> None:
        threading.Event().wait(max(0, (ends - timezone.now()).total_seconds() + (place - 45) * 0.01))

    def cast(place: int, membership) -> Vote:
        wait(place)
        return cast_vote(
            voting_round, company=membership.company, answer={"choice": "yes"}, by=membership.user
        )

    def close(place: int) -> bool:
        wait(40 + 2 * place)
        return close_round(voting_round)

    answers = at_once(
        *(lambda place=place, one=one: cast(place, one) for place, one in enumerate(memberships)),
        *(lambda place=place: close(place) for place in range(10)),
    )
    late = close_round(voting_round)  # in case all ten came before the end

    voting_round.refresh_from_db()
    voted = voting_round.events.filter(kind="VOTED").count()
    accepted = [answer for answer in answers[:60] if isinstance(answer, Vote)]
    refused = [answer for answer in answers[:60] if isinstance(answer, ValidationError)]
    closings = [answer for answer in [*answers[60:], late] if answer]
    assert (
        len(accepted)
        == voting_round.tally["counts"]["yes"]
        == Vote.objects.filter(is_current=True).count()
        == voted
    )
    assert len(accepted) + len(refused) == 60
    assert 0 < len(accepted) < 60
    assert {error.code for error in refused} == {"closed"}
    assert len(closings) == Resolution.objects.count() == 1
    assert voting_round.height == voting_round.events.count() == len(accepted) + 5
