"""Elections: who stands, who is elected, who takes the office and who follows."""

from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.utils import timezone

from governance import verify
from governance.assemblies.elections.models import Candidacy
from governance.assemblies.elections.rules import is_candidate, term_end
from governance.assemblies.elections.services import (
    accept_candidacy,
    accept_office,
    propose_candidate,
    refuse_office,
    withdraw_candidacy,
)
from governance.attendance.models import AgendaItem, Assembly
from governance.offices.models import Office
from governance.offices.rules import current_offices
from governance.proposals.services import freeze_proposal
from governance.rulebook.models import MatterRule
from governance.voting.event_chain import build_record
from governance.voting.services import open_voting
from governance.voting.votes import cast_vote
from tests.factories.elections import CandidacyFactory, make_candidates, make_election
from tests.factories.governance import ResolutionFactory
from tests.factories.members import MembershipFactory
from tests.governance.conftest import count_now, end_now

pytestmark = pytest.mark.django_db


@pytest.fixture
def place():
    return MembershipFactory(role="representative")


def open_election(proposal):
    return open_voting(proposal, closes_at=timezone.now() + timedelta(days=7), by=proposal.author)


def vote(voting_round, candidacies, *ballots):
    """Each company of a candidate names others by their letters, in turn."""
    for candidacy, names in zip(candidacies, ballots, strict=False):
        answer = {"choice": "ballot", "options": sorted(names)}
        cast_vote(voting_round, company=candidacy.company, answer=answer, by=candidacy.user)


def names_in_office(kind="director"):
    return [office.user for office in current_offices() if office.kind == kind]


def elect(place, *ballots, candidates=3, **terms):
    """The candidates of a counted election, in the order of their letters, and its round."""
    proposal = make_election(place, **terms)
    candidacies = make_candidates(proposal, candidates)
    freeze_proposal(proposal)
    voting_round = open_election(proposal)
    vote(voting_round, candidacies, *ballots)
    counted = count_now(voting_round)
    return [Candidacy.objects.get(pk=one.pk) for one in candidacies], counted


def test_seats_9_of_7(place):
    """Nine stand for seven seats: a company names up to seven, the seven with most votes take office."""
    proposal = make_election(place, seats=7)
    candidacies = make_candidates(proposal, 9)
    freeze_proposal(proposal)
    voting_round = open_election(proposal)
    first, rest = candidacies[0], candidacies[1:]
    with pytest.raises(ValidationError):
        vote(voting_round, [first], "ABCDEFGH")

    vote(voting_round, [first], "ABCDEFG")
    vote(voting_round, rest, *["ABCDEFG"] * 3, "ABCDEFH", "ABCDEHI", "H", "", "CDE")
    counted = count_now(voting_round)

    assert (counted.outcome, sorted(counted.tally["winners"])) == ("adopted", list("ABCDEFG"))
    assert set(names_in_office()) == {one.user for one in candidacies[:7]}
    assert ": adopted " in list(verify.verify(build_record(counted)))[-1]


def test_tie_at_the_last_seat_run_off_then_lot(place):
    """A has a seat; B and C tie for the second, are voted on again alone, and then the lot decides."""
    proposal = make_election(place, seats=2)
    candidacies = make_candidates(proposal, 4)
    freeze_proposal(proposal)
    first = open_election(proposal)
    vote(first, candidacies, "AB", "AB", "AC", "AC")
    first = count_now(first)

    assert (first.outcome, first.tally["details"]["tied"]) == ("tied", ["B", "C"])
    assert first.proposal.state == "closed"
    assert names_in_office() == []

    run_off = open_election(first.proposal)

    assert ([one["key"] for one in run_off.options], run_off.seats) == (["B", "C"], 1)
    vote(run_off, candidacies, "B", "C", "B", "C")
    run_off = count_now(run_off)

    winner = run_off.tally["winners"][0]
    assert (run_off.outcome, run_off.tally["lot_used"], winner == run_off.lot[0]) == ("adopted", True, True)
    second = candidacies[1] if winner == "B" else candidacies[2]
    assert set(names_in_office()) == {candidacies[0].user, second.user}
    for counted in (first, run_off):
        assert f": {counted.outcome}" in list(verify.verify(build_record(counted)))[-1]


def test_a_run_off_without_quorum_is_called_again_as_a_run_off(place):
    MatterRule.objects.update(second_quorum_numerator=0, second_quorum_denominator=1)
    proposal = make_election(place, seats=2)
    candidacies = make_candidates(proposal, 4)
    freeze_proposal(proposal)
    first = open_election(proposal)
    vote(first, candidacies, "AB", "AB", "AC", "AC")
    empty = end_now(open_election(count_now(first).proposal), days_ago=2)
    assert empty.outcome == "no_quorum"

    again = open_election(empty.proposal)

    assert ([one["key"] for one in again.options], again.seats) == (["B", "C"], 1)
    assert again.rule["is_run_off"] is True


def test_elected_refuses_next_follows(place, mailoutbox):
    (a, b, c), _counted = elect(place, "AB", "AC", "AB", seats=2)
    assert names_in_office() == [a.user, b.user]

    follows = refuse_office(a, by=a.user)

    assert (follows, names_in_office()) == (c, [b.user, c.user])
    assert Office.objects.get(candidacy=a).void_reason == "The person elected did not accept."
    assert [mail.to for mail in mailoutbox if "You were elected" in mail.subject][2:] == [[c.user.email]]
    assert refuse_office(a, by=a.user) is None  # the button pressed twice
    with pytest.raises(ValidationError):
        accept_office(a, by=a.user)
    accept_office(c, by=c.user)
    assert Candidacy.objects.get(pk=c.pk).answer == "accepted"


def test_who_refuses_later_held_the_office_until_then(place):
    (a, _b, c), _counted = elect(place, "AB", "AC", "AB", seats=2)
    Office.objects.filter(candidacy=a).update(end_on=timezone.localdate() + timedelta(days=400))
    with time_machine.travel(timezone.now() + timedelta(days=3)):
        follows = refuse_office(a, by=a.user)

    office, next_office = Office.objects.get(candidacy=a), Office.objects.get(candidacy=c)
    assert (follows, office.voided_at) == (c, None)
    assert office.end_on == next_office.start_on == timezone.localdate() + timedelta(days=3)


def test_nobody_follows_without_the_votes_that_a_single_seat_needs(place):
    (a, _b, _c), _counted = elect(place, "AB", "A", "A", kind="president")

    assert refuse_office(a, by=a.user) is None
    assert names_in_office("president") == []


def test_candidate_withdraws_before_opening(place):
    proposal = make_election(place)
    a, b = make_candidates(proposal, 2)
    freeze_proposal(proposal)

    withdraw_candidacy(a, by=a.user)
    voting_round = open_election(proposal)

    assert [one["title"] for one in voting_round.options] == [f"{b.user} ({b.company})"]
    with pytest.raises(ValidationError):
        withdraw_candidacy(b, by=b.user)
    assert Candidacy.objects.get(pk=a.pk).withdrawn_at is not None


def test_who_has_not_accepted_is_not_on_the_ballot(place, mailoutbox):
    proposal = make_election(place)
    (a,) = make_candidates(proposal, 1)
    other = MembershipFactory()
    asked = propose_candidate(proposal, user=other.user, company=other.company, by=place.user)
    assert [(mail.to, mail.subject) for mail in mailoutbox] == [
        ([other.user.email], "Do you stand? Board for the coming years")
    ]
    freeze_proposal(proposal)

    assert list(proposal.options.values_list("title", flat=True)) == [f"{a.user} ({a.company})"]
    with pytest.raises(ValidationError):
        accept_candidacy(asked, by=a.user)
    accept_candidacy(asked, by=other.user, statement="I keep the books.")
    assert list(proposal.options.values_list("key", flat=True)) == ["A", "B"]


def test_an_election_without_a_candidate_does_not_open(place):
    proposal = make_election(place)
    freeze_proposal(proposal)

    with pytest.raises(ValidationError, match="Nobody stands yet"):
        open_election(proposal)


def test_an_office_of_one_takes_one_seat(place):
    proposal = make_election(place, kind="president", seats=2)

    with pytest.raises(ValidationError, match="There is one president"):
        freeze_proposal(proposal)


def test_candidate_scrutineer_refused(place):
    """The rule that whoever appoints scrutineers asks: a candidate of an item on the agenda is none."""
    candidacy = CandidacyFactory()
    other = MembershipFactory().user
    assembly = Assembly.objects.create(place="Hall", first_call_at=timezone.now() + timedelta(days=20))
    AgendaItem.objects.create(
        assembly=assembly, position=1, title="Board", kind="election", proposal=candidacy.proposal
    )

    assert (is_candidate(candidacy.user, assembly), is_candidate(other, assembly)) == (True, False)
    withdraw_candidacy(candidacy, by=candidacy.user)
    assert is_candidate(candidacy.user, assembly) is False


def test_office_of_the_term_before_ends(place):
    today = timezone.localdate()
    before = Office.objects.create(
        kind="director", user=place.user, company=place.company, start_on=today - timedelta(days=900)
    )
    auditor = Office.objects.create(
        kind="auditor", user=place.user, company=place.company, start_on=today - timedelta(days=900)
    )
    (a, _b, _c), counted = elect(place, "AB", "AB", "BC", seats=2)

    before.refresh_from_db()
    auditor.refresh_from_db()
    new = Office.objects.get(user=a.user)
    decided_on = counted.resolution.decided_on
    assert (before.end_on, before.ended_by, auditor.end_on) == (decided_on, None, None)
    assert (new.start_on, new.end_on) == (decided_on, term_end(decided_on, 3))
    assert new.resolution == counted.resolution
    assert counted.resolution.effect_state == "done"
    assert str(a.user) in counted.resolution.effect_note


def test_a_director_is_elected_again(place):
    """The seat of the same person is free on the very day the term before ends."""
    today = timezone.localdate()
    proposal = make_election(place)
    (a,) = make_candidates(proposal, 1)
    Office.objects.create(
        kind="director", user=a.user, company=a.company, start_on=today - timedelta(days=900)
    )
    freeze_proposal(proposal)
    voting_round = open_election(proposal)
    cast_vote(
        voting_round, company=place.company, answer={"choice": "ballot", "options": ["A"]}, by=place.user
    )
    cast_vote(voting_round, company=a.company, answer={"choice": "ballot", "options": ["A"]}, by=a.user)
    counted = count_now(voting_round)

    assert counted.resolution.effect_state == "done"
    assert names_in_office() == [a.user]


def test_a_term_that_begins_later_blocks_the_effect_until_it_is_voided(place):
    later = Office.objects.create(
        kind="president",
        user=place.user,
        company=place.company,
        start_on=timezone.localdate() + timedelta(days=9),
        resolution=ResolutionFactory(),
    )
    _candidates, counted = elect(place, "A", candidates=1, kind="president")

    assert (counted.resolution.effect_state, Office.objects.get()) == ("blocked", later)
