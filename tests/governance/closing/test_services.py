"""Counting a round that has ended, and what follows from it."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core import mail
from django.utils import timezone

from governance.closing.services import close_due_rounds, close_round, settle_round
from governance.resolutions.models import Resolution, ResolutionYear
from governance.voting.counting.motion import Counts
from governance.voting.counting.rule import Electorate
from governance.voting.counting.tally import Tally
from governance.voting.models import RollEntry, Vote
from tests.factories.governance import (
    ResolutionFactory,
    RollEntryFactory,
    VoteFactory,
    VotingRoundFactory,
)
from tests.factories.members import CompanyFactory, MembershipFactory, UserFactory

pytestmark = pytest.mark.django_db


def a_representative(company, **kwargs):
    return MembershipFactory(company=company, role="representative", **kwargs).user


def a_round_of(*companies, **kwargs):
    voting_round = VotingRoundFactory(**kwargs)
    for company in companies:
        RollEntryFactory(round=voting_round, company=company)
    return voting_round


def end(voting_round, **ago):
    """The round ended this long ago, by the clock of the database."""
    voting_round.closes_at = timezone.now() - timedelta(**(ago or {"milliseconds": 1}))
    voting_round.opened_at = voting_round.closes_at - timedelta(days=2)
    voting_round.save()
    return voting_round


def decide(voting_round) -> Resolution:
    """What the book says of a round that has ended and is counted now."""
    assert close_round(voting_round) is True
    return Resolution.objects.get(round=voting_round)


def mails() -> list[tuple[list[str], str]]:
    return [(one.to, one.subject) for one in mail.outbox]


def a_counted_round(**votes):
    """An ended round; `yes=3, absent=2` and so on."""
    voting_round = VotingRoundFactory()
    for choice, number in votes.items():
        for _ in range(number):
            standing = {"recused": "recused", "suspended": "suspended"}.get(choice, "entitled")
            entry = RollEntryFactory(
                round=voting_round, standing=standing, reason="" if standing == "entitled" else "why"
            )
            if choice in Vote.Choice.values:
                VoteFactory(roll_entry=entry, choice=choice)
    return end(voting_round)


def test_close_round_counts_and_writes_the_resolution():
    voting_round = a_counted_round(yes=3, no=1, abstain=1, recused=1, absent=2, suspended=1)
    VoteFactory(
        roll_entry=RollEntry.objects.filter(votes__choice="yes").first(), revision=2, is_current=False
    )

    resolution = decide(voting_round)

    voting_round.refresh_from_db()
    proposal = voting_round.proposal
    assert Tally.from_json(voting_round.tally).as_motion == Counts(
        Electorate(9, 8, 1), yes=3, no=1, abstain=1
    )
    assert (voting_round.state, voting_round.outcome, proposal.state) == ("closed", "adopted", "decided")
    assert voting_round.closed_at > voting_round.closes_at
    assert (resolution.title, resolution.text, resolution.outcome) == (
        proposal.title,
        proposal.text,
        "adopted",
    )
    assert (resolution.round, resolution.proposal, resolution.is_published) == (voting_round, proposal, False)


@pytest.mark.parametrize(
    ("votes", "outcome"),
    [
        ({"yes": 2, "no": 1, "absent": 1}, "adopted"),
        ({"yes": 1, "no": 2, "absent": 1}, "rejected"),
        ({"yes": 1, "no": 1}, "tied"),
        ({"yes": 1, "absent": 2}, "no_quorum"),
        ({"absent": 3}, "no_quorum"),
        ({"abstain": 3}, "rejected"),
    ],
)
def test_close_round_follows_the_rule(votes, outcome):
    assert decide(a_counted_round(**votes)).outcome == outcome


def test_close_round_twice_writes_one_resolution():
    voting_round = a_counted_round(yes=1)

    assert close_round(voting_round) is True
    assert close_round(voting_round) is False
    assert Resolution.objects.count() == 1


def test_close_round_waits_for_the_end():
    voting_round = a_round_of(CompanyFactory())

    assert close_round(voting_round) is False
    voting_round.refresh_from_db()
    assert (voting_round.state, Resolution.objects.count()) == ("open", 0)


def test_close_round_tells_each_representative_once():
    person = UserFactory()
    companies = [MembershipFactory(user=person, role="representative").company for _ in range(2)]
    other = a_representative(companies[0])
    MembershipFactory(company=companies[0])
    voting_round = end(a_round_of(*companies, proposal__title="Roof"))

    resolution = decide(voting_round)

    subject = f"Resolution {resolution.reference}, no quorum: Roof"
    assert mails() == [([person.email], subject), ([other.email], subject)]


def test_resolutions_are_numbered_without_gaps_in_each_year():
    references = [decide(a_counted_round(yes=1)).reference for _ in range(3)]

    year = timezone.localdate().year
    assert references == [f"{year}/1", f"{year}/2", f"{year}/3"]


def test_numbers_go_on_after_resolutions_written_before_the_portal():
    year = timezone.localdate().year
    ResolutionFactory(year=year, number=7)

    assert decide(a_counted_round(yes=1)).reference == f"{year}/8"


def test_the_day_and_year_of_a_decision_are_those_of_its_end_in_local_time():
    """23:30 of New Year's Eve in Rome, counted by a worker that was down for months."""
    voting_round = a_counted_round(yes=1)
    voting_round.opened_at = datetime(2024, 12, 1, tzinfo=UTC)
    voting_round.closes_at = datetime(2024, 12, 31, 22, 30, tzinfo=UTC)
    voting_round.save()

    resolution = decide(voting_round)

    assert (resolution.year, resolution.decided_on) == (2024, date(2024, 12, 31))


def test_close_due_rounds_closes_what_has_ended():
    due = [a_counted_round(yes=1), a_counted_round(yes=1)]
    running = a_round_of(CompanyFactory())

    assert close_due_rounds() == 2
    assert close_due_rounds() == 0
    running.refresh_from_db()
    assert running.state == "open"
    assert set(Resolution.objects.values_list("round", flat=True)) == {one.pk for one in due}


def test_close_due_rounds_of_one_proposal():
    mine, other = a_counted_round(yes=1), a_counted_round(yes=1)

    assert close_due_rounds(mine.proposal) == 1
    other.refresh_from_db()
    assert other.state == "open"


def test_a_round_that_cannot_be_counted_holds_up_no_other(caplog):
    broken, _sound = a_counted_round(yes=1), a_counted_round(yes=1)
    broken.rule = {}
    broken.closes_at -= timedelta(hours=1)
    broken.save()

    assert close_due_rounds() == 1
    broken.refresh_from_db()
    assert (broken.state, broken.height, ResolutionYear.objects.get().last_number) == ("open", 0, 1)
    assert [record.getMessage() for record in caplog.records] == [f"Round {broken.pk} could not be counted"]


def test_settle_round_tells_nobody():
    voting_round = a_counted_round(yes=1)
    a_representative(voting_round.roll.get().company)

    resolution = settle_round(voting_round, closed_at=voting_round.closes_at)

    assert (resolution.outcome, mails()) == ("adopted", [])
