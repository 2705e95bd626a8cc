"""A company that leaves while voting is open is out of the round: by its own word or by a resolution."""

from datetime import datetime, time, timedelta

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.utils import timezone

from governance import verify
from governance.closing.services import close_due_rounds, close_round_early
from governance.departures.corrections import correct_due_rolls
from governance.departures.models import Departure
from governance.voting.event_chain import build_record
from governance.voting.models import VotingRound
from governance.voting.votes import cast_vote
from members.companies.models import Company
from tests.factories.governance import (
    DepartureFactory,
    ResolutionFactory,
    RollEntryFactory,
    VoteFactory,
    VotingRoundFactory,
)
from tests.factories.members import CompanyFactory, MembershipFactory
from tests.governance.conftest import end_now
from tests.governance.test_verify import run

pytestmark = pytest.mark.django_db
YES, NO = {"choice": "yes"}, {"choice": "no"}


def today():
    return timezone.localdate()


def kinds(voting_round) -> list[str]:
    return list(voting_round.events.order_by("height").values_list("kind", flat=True))


def figures(voting_round) -> tuple[int, int, int, str]:
    return (voting_round.entitled, voting_round.recused, voting_round.taken_part, voting_round.outcome)


def test_companies_that_left_are_out_of_the_roll_and_the_count(
    put_to_vote, cast_all, electorate, coordinator, tmp_path
):
    """Nothing took them out: two yes of five, rejected by the votes of two that had left."""
    voting_round = put_to_vote(ends_when_all_voted=True)
    cast_all(voting_round, "yes", "yes", "no", "no", "abstain")
    left = [company for company, _person in electorate[2:4]]
    for company in left:
        DepartureFactory(company=company)

    closed = close_round_early(voting_round, by=coordinator)

    assert figures(closed) == (3, 0, 3, "adopted")
    assert [entry.company for entry in closed.roll.filter(standing="left")] == left
    assert kinds(closed)[-5:] == ["CORRECTION", "CORRECTION", "CLOSE", "TALLY", "OUTCOME"]
    assert closed.height == closed.events.count()
    assert run(build_record(closed), tmp_path)[0] == 0


def test_the_record_says_who_left_when_and_why(put_to_vote, electorate):
    voting_round = put_to_vote()
    company = electorate[3][0]
    resolution = ResolutionFactory(year=2026, number=14)
    DepartureFactory(company=company, kind=Departure.Kind.EXCLUDED, resolution=resolution)

    correct_due_rolls()

    payload = voting_round.events.get(kind="CORRECTION").payload
    assert payload == {
        "company": company.pk,
        "change": "left",
        "on": today().isoformat(),
        "reason": voting_round.roll.get(company=company).reason,
        "resolution": "2026/14",
    }
    assert payload["reason"].endswith("excluded by resolution 2026/14")


def test_ten_companies_left_by_a_coordinators_date_lower_nothing(tmp_path):
    """Ten companies 'left' would have lowered three quarters of 40 from 30 to 23."""
    voting_round = VotingRoundFactory()
    people = [MembershipFactory(role="representative") for _ in range(40)]
    for place in people:
        RollEntryFactory(round=voting_round, company=place.company)
    for place in people[:5]:
        DepartureFactory(company=place.company, kind=Departure.Kind.ENTERED)
    Company.objects.filter(pk__in=[place.company_id for place in people[:10]]).update(left_on=today())

    assert correct_due_rolls() == 0
    closed = end_now(voting_round)

    assert closed.entitled == 40
    assert closed.roll.filter(standing="entitled").count() == 40


def test_the_worker_writes_it_once_and_the_height_is_that_of_the_chain(put_to_vote, cast_all, electorate):
    voting_round = put_to_vote()
    cast_all(voting_round, "yes", "no")
    for company, _person in electorate[2:4]:
        DepartureFactory(company=company)

    assert [correct_due_rolls(), correct_due_rolls()] == [1, 0]

    voting_round.refresh_from_db()
    assert kinds(voting_round) == ["SETUP", "OPEN", "VOTED", "VOTED", "CORRECTION", "CORRECTION"]
    assert voting_round.height == 6
    assert VotingRound.objects.with_turnout().values_list("on_roll", "present").get() == (3, 2)
    company, person = electorate[4]
    cast_vote(voting_round, company=company, answer=YES, by=person)
    voting_round.refresh_from_db()
    assert voting_round.height == voting_round.events.count() == 7


def test_it_votes_no_more_whether_the_worker_has_been_or_not(put_to_vote, electorate):
    voting_round = put_to_vote()
    company, person = electorate[1]
    DepartureFactory(company=company)

    with pytest.raises(ValidationError):
        cast_vote(voting_round, company=company, answer=YES, by=person)
    correct_due_rolls()
    Company.objects.filter(pk=company.pk).update(left_on=None)  # even with a place in it again
    with pytest.raises(ValidationError, match="cannot vote here"):
        cast_vote(voting_round, company=company, answer=YES, by=person)


@pytest.mark.parametrize(
    ("closes", "is_out"),
    [(timedelta(0), False), (timedelta(microseconds=1), True)],
    ids=["it closes as the day begins", "it closes a moment later"],
)
def test_the_day_must_be_reached_before_the_closing_instant(electorate, closes, is_out):
    midnight = timezone.make_aware(datetime.combine(today(), time.min))
    voting_round = VotingRoundFactory(opened_at=midnight - timedelta(days=3), closes_at=midnight + closes)
    entries = [RollEntryFactory(round=voting_round, company=company) for company, _person in electorate]
    VoteFactory(roll_entry=entries[0])
    DepartureFactory(company=electorate[1][0])

    assert close_due_rounds() == 1

    assert voting_round.roll.filter(standing="left").count() == int(is_out)


def test_a_company_that_leaves_later_stays_in_the_round(put_to_vote, electorate):
    voting_round = put_to_vote()
    DepartureFactory(company=electorate[1][0], leaves_on=today() + timedelta(days=1))

    assert correct_due_rolls() == 0
    assert end_now(voting_round).entitled == 5


def test_one_that_joins_meanwhile_is_in_no_round_that_is_open(put_to_vote):
    voting_round = put_to_vote()
    CompanyFactory(joined_on=today())

    assert end_now(voting_round).entitled == 5


def test_a_recused_company_that_left_is_no_more_counted_for_the_quorum(electorate):
    voting_round = VotingRoundFactory()
    for place, (company, _person) in enumerate(electorate):
        reason = {"standing": "recused", "reason": "ours"} if place == 4 else {}
        entry = RollEntryFactory(round=voting_round, company=company, **reason)
        if place < 2:
            VoteFactory(roll_entry=entry)
    DepartureFactory(company=electorate[4][0])

    assert figures(end_now(voting_round)) == (4, 0, 2, "adopted")


@pytest.mark.parametrize("by", ["worker", "closing", "chair"])
def test_a_round_nobody_can_vote_in_any_more_is_cancelled_with_its_reason(
    put_to_vote, electorate, coordinator, by, tmp_path
):
    voting_round = put_to_vote(ends_when_all_voted=True)
    mail.outbox.clear()
    stays = MembershipFactory(company=electorate[0][0], role="representative").user
    for company, _person in electorate:
        DepartureFactory(company=company)
    Company.objects.filter(pk=electorate[0][0].pk).update(left_on=None)  # its people still read mails

    if by == "worker":
        assert correct_due_rolls() == 1
    elif by == "closing":
        end_now(voting_round)
    else:
        close_round_early(voting_round, by=coordinator)

    voting_round.refresh_from_db()
    reason = "No company that could vote is left."
    assert (voting_round.state, voting_round.cancel_reason, voting_round.cancelled_by) == (
        "cancelled",
        reason,
        None,
    )
    voting_round.proposal.refresh_from_db()
    assert (voting_round.proposal.state, voting_round.proposal.state_reason) == ("cancelled", reason)
    assert kinds(voting_round) == ["SETUP", "OPEN", *["CORRECTION"] * 5, "CANCEL"]
    assert voting_round.height == 8
    assert any(one.to == [stays.email] and reason in one.body for one in mail.outbox)
    if by != "closing":  # whose times the test has moved
        assert run(build_record(voting_round), tmp_path)[0] == 0


def test_all_have_voted_once_those_that_left_are_out(put_to_vote, cast_all, electorate, coordinator):
    voting_round = put_to_vote(ends_when_all_voted=True)
    cast_all(voting_round, "yes", "yes", "yes", "no")
    with pytest.raises(ValidationError, match="Not every company has voted yet"):
        close_round_early(voting_round, by=coordinator)
    DepartureFactory(company=electorate[4][0])

    assert figures(close_round_early(voting_round, by=coordinator)) == (4, 0, 4, "adopted")


def test_the_page_of_the_round_shows_who_left(put_to_vote, cast_all, electorate, client_of):
    voting_round = put_to_vote()
    cast_all(voting_round, "yes", "yes", "yes")
    company, person = electorate[4][0], electorate[0][1]
    DepartureFactory(company=company)
    correct_due_rolls()
    reason = voting_round.roll.get(company=company).reason

    open_page = client_of(person).get(voting_round.proposal.get_absolute_url()).content.decode()
    end_now(voting_round)
    closed_page = client_of(person).get(voting_round.proposal.get_absolute_url()).content.decode()

    assert [f"{company}: {reason}" in page for page in (open_page, closed_page)] == [True, True]


def edited(found, **changes):
    """The record of a round with a CORRECTION, made to say something else and linked anew."""
    parent = ""
    for event in found["events"]:
        if event["type"] == "CORRECTION":
            event["payload"] = event["payload"] | changes
        covered = {name: event[name] for name in ("height", "type", "at")} | {"parent": parent}
        covered["payload"] = verify.digest(event["payload"])
        event["parent"], event["hash"] = parent, verify.digest(covered)
        parent = event["hash"]
    return found


@pytest.mark.parametrize(
    "changes",
    [{"company": 999_999}, {"change": "joined"}, {"on": "soon"}, {"on": "2999-01-01"}, {"reason": " "}],
    ids=lambda changes: next(iter(changes)),
)
def test_a_correction_that_says_something_else_is_found(
    put_to_vote, cast_all, electorate, coordinator, tmp_path, changes
):
    voting_round = put_to_vote(ends_when_all_voted=True)
    cast_all(voting_round, "yes", "yes", "no", "yes")
    DepartureFactory(company=electorate[4][0])
    closed = close_round_early(voting_round, by=coordinator)
    assert run(build_record(closed), tmp_path)[0] == 0

    assert run(edited(build_record(closed), **changes), tmp_path)[0] == 1
