"""Corrections that meet votes and closings at the same instant, on real threads."""

from datetime import timedelta

import pytest
from django.db.models import F
from django.utils import timezone

from governance.closing.services import close_due_rounds
from governance.departures.corrections import correct_due_rolls
from governance.departures.services import declare_departure, withdraw_departure
from governance.voting.event_chain import begin_record
from governance.voting.models import VotingRound
from governance.voting.votes import cast_vote
from members.companies.models import Company
from tests.factories.governance import DepartureFactory, RollEntryFactory, VoteFactory, VotingRoundFactory
from tests.factories.members import MembershipFactory
from tests.threads import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def a_round_of(number: int, **times):
    """A round with its chain, and the places of those who vote in it."""
    voting_round = VotingRoundFactory(**times)
    people = [MembershipFactory(role="representative") for _ in range(number)]
    for place in people:
        RollEntryFactory(round=voting_round, company=place.company)
    begin_record(voting_round, at=voting_round.opened_at)
    return voting_round, people


@pytest.mark.parametrize("attempt", range(3))
def test_a_correction_among_votes_is_written_once_and_the_chain_has_no_gap(attempt):
    voting_round, people = a_round_of(9)
    for place in people[6:]:
        DepartureFactory(company=place.company)

    def vote(place):
        return lambda: cast_vote(
            VotingRound.objects.get(), company=place.company, answer={"choice": "yes"}, by=place.user
        )

    at_once(*[vote(place) for place in people[:6]], *[correct_due_rolls] * 4)

    voting_round.refresh_from_db()
    events = list(voting_round.events.order_by("height").values_list("height", "kind"))
    assert [height for height, _kind in events] == list(range(1, 12))
    assert sorted(kind for _height, kind in events[2:]) == ["CORRECTION"] * 3 + ["VOTED"] * 6
    assert voting_round.height == 11


@pytest.mark.parametrize("attempt", range(3))
def test_a_round_that_ends_while_it_is_corrected_is_counted_once_without_who_left(attempt):
    now = timezone.now()
    voting_round, people = a_round_of(4, opened_at=now - timedelta(days=3))
    for entry in voting_round.roll.all():
        VoteFactory(roll_entry=entry)
    DepartureFactory(company=people[3].company)
    VotingRound.objects.update(closes_at=timezone.now() + timedelta(milliseconds=30), height=F("height"))

    def wait_and_close():
        return sum(close_due_rounds() for _ in range(40))

    answers = at_once(*[correct_due_rolls] * 3, *[wait_and_close] * 3)
    close_due_rounds()

    voting_round.refresh_from_db()
    kinds = list(voting_round.events.order_by("height").values_list("kind", flat=True))
    assert (voting_round.state, voting_round.entitled, voting_round.taken_part) == ("closed", 3, 3)
    assert (kinds.count("CORRECTION"), kinds[-3:]) == (1, ["CLOSE", "TALLY", "OUTCOME"])
    assert sum(answers[3:]) <= 1


def test_a_departure_declared_by_many_at_once_is_one():
    places = [MembershipFactory(role="representative")]
    places += [MembershipFactory(role="representative", company=places[0].company) for _ in range(3)]
    company, day = places[0].company, timezone.localdate() + timedelta(days=30)

    answers = at_once(
        *(lambda one=one: declare_departure(company, leaves_on=day, by=one.user) for one in places)
    )

    assert len({departure.pk for departure in answers}) == 1
    at_once(*(lambda one=one: withdraw_departure(answers[0], by=one.user) for one in places))
    assert Company.objects.get(pk=company.pk).left_on is None
