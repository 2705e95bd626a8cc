"""Proposals, rounds, votes and the book, one step at a time."""

import uuid
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.core import mail
from django.core.exceptions import ValidationError
from django.utils import timezone

from governance.closing.services import close_due_rounds, close_round, count_round, settle_round
from governance.discussion.models import Comment
from governance.discussion.services import add_comment
from governance.proposals.models import Proposal
from governance.proposals.services import create_proposal, edit_proposal, open_discussion, withdraw_proposal
from governance.resolutions.models import Resolution, ResolutionYear
from governance.rulebook.models import MatterRule, Rulebook
from governance.voting.counting.motion import Counts
from governance.voting.counting.tally import Tally
from governance.voting.models import RollEntry, Vote
from governance.voting.services import open_voting
from governance.voting.votes import cast_vote
from multifactory.lib.mail import absolute_url
from tests.factories.governance import (
    ORDINARY_RULE,
    ProposalFactory,
    ResolutionFactory,
    RollEntryFactory,
    VoteFactory,
    VotingRoundFactory,
)
from tests.factories.members import CompanyFactory, MembershipFactory, UserFactory

pytestmark = pytest.mark.django_db


def in_days(days: float) -> datetime:
    return timezone.now() + timedelta(days=days)


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


# --- Proposals ----------------------------------------------------------------------------------------


def test_create_proposal_writes_a_draft(company, representative):
    words = {"title": "Mend the roof", "text": "It leaks.", "matter": "renewal"}

    proposal = create_proposal(company=company, author=representative, **words)

    proposal.refresh_from_db()
    assert (proposal.state, proposal.company, proposal.author) == ("draft", company, representative)
    assert {name: getattr(proposal, name) for name in words} == words


def test_create_proposal_sent_twice_is_one(company, representative):
    words = {"title": "Roof", "text": "It leaks.", "matter": "renewal", "request_id": uuid.uuid4()}

    first = create_proposal(company=company, author=representative, **words)
    second = create_proposal(company=company, author=representative, **words)

    assert (first, Proposal.objects.count()) == (second, 1)


def test_create_proposal_refuses_the_request_of_somebody_else(company, representative, collaborator):
    words = {"title": "Roof", "text": "It leaks.", "matter": "renewal", "request_id": uuid.uuid4()}
    create_proposal(company=company, author=representative, **words)

    with pytest.raises(ValidationError, match="used already"):
        create_proposal(company=company, author=collaborator, **words)


@pytest.mark.parametrize("state", ["draft", "discussion"])
def test_edit_proposal_changes_the_words(state):
    proposal = ProposalFactory(state=state)

    edit_proposal(proposal, title="New", text="Newer", matter="budget")

    proposal = Proposal.objects.get()
    assert (proposal.title, proposal.text, proposal.matter, proposal.state) == (
        "New",
        "Newer",
        "budget",
        state,
    )


def test_edit_proposal_is_refused_once_voting_has_opened():
    proposal = ProposalFactory(title="Old")
    Proposal.objects.update(state="voting")  # while the form was open

    with pytest.raises(ValidationError, match="can no longer change"):
        edit_proposal(proposal, title="New", text="Newer", matter="budget")
    assert Proposal.objects.get().title == "Old"


def test_open_discussion_pressed_twice_keeps_the_first_moment():
    proposal = ProposalFactory(state="draft")

    first = open_discussion(proposal).discussion_opened_at
    again = open_discussion(proposal)

    assert (again.state, again.discussion_opened_at) == ("discussion", first)
    assert first is not None


def test_withdraw_is_possible_until_voting_opens():
    for state in ("draft", "discussion", "frozen", "withdrawn"):
        assert withdraw_proposal(ProposalFactory(state=state)).state == "withdrawn"
    for state in ("voting", "decided"):
        with pytest.raises(ValidationError, match="before voting opens"):
            withdraw_proposal(ProposalFactory(state=state))


def test_add_comment_sent_twice_is_one(company, representative):
    said = {"kind": "concern", "text": "Who pays?", "request_id": uuid.uuid4()}
    proposal = ProposalFactory()

    first = add_comment(proposal, company=company, author=representative, **said)
    second = add_comment(proposal, company=company, author=representative, **said)

    assert (first, Comment.objects.count()) == (second, 1)


def test_add_comment_needs_an_open_discussion(company, representative):
    for state in ("draft", "decided", "withdrawn"):
        with pytest.raises(ValidationError, match="discussion is closed"):
            add_comment(
                ProposalFactory(state=state),
                company=company,
                author=representative,
                kind="for",
                text="Yes",
                request_id=uuid.uuid4(),
            )


# --- Opening ------------------------------------------------------------------------------------------


def test_open_voting_freezes_roll_and_rule(representative, company):
    neighbour = CompanyFactory()
    CompanyFactory(left_on=date(2021, 1, 1))
    CompanyFactory(joined_on=timezone.localdate() + timedelta(days=1))
    proposal = ProposalFactory(state="frozen", matter="rules")

    voting_round = open_voting(proposal, closes_at=in_days(7), by=representative)

    voting_round.refresh_from_db()
    proposal.refresh_from_db()
    assert set(voting_round.roll.values_list("company", flat=True)) == {
        company.pk,
        neighbour.pk,
        proposal.company.pk,
    }
    assert voting_round.rule == ORDINARY_RULE | {"quorum_numerator": 3, "quorum_denominator": 4}
    assert (proposal.state, voting_round.number, voting_round.opened_by) == ("voting", 1, representative)


def test_open_voting_falls_back_to_the_ordinary_rule(representative):
    MatterRule.objects.filter(matter="event").delete()

    voting_round = open_voting(
        ProposalFactory(state="frozen", matter="event"), closes_at=in_days(7), by=representative
    )

    assert voting_round.rule == ORDINARY_RULE


def test_open_voting_takes_the_newest_rulebook_in_force(representative):
    for version, first_day, numerator in [
        (2, date(2020, 1, 1), 2),
        (3, timezone.localdate() + timedelta(days=1), 3),
    ]:
        rulebook = Rulebook.objects.create(version=version, in_force_from=first_day)
        MatterRule.objects.create(rulebook=rulebook, matter="ordinary", numerator=numerator, denominator=3)

    voting_round = open_voting(
        ProposalFactory(state="frozen", matter="budget"), closes_at=in_days(7), by=representative
    )

    assert (voting_round.rulebook.version, voting_round.rule["numerator"]) == (2, 2)


def test_a_changed_rulebook_does_not_change_an_open_round(representative):
    voting_round = open_voting(ProposalFactory(state="frozen"), closes_at=in_days(7), by=representative)

    MatterRule.objects.update(base="all", numerator=3, denominator=4)

    voting_round.refresh_from_db()
    assert voting_round.rule == ORDINARY_RULE


def test_open_voting_without_any_rule_is_refused(representative):
    MatterRule.objects.all().delete()

    with pytest.raises(ValidationError, match="no rule for this matter"):
        open_voting(ProposalFactory(state="frozen"), closes_at=in_days(7), by=representative)
    assert Proposal.objects.get().state == "frozen"


def test_open_voting_with_nobody_to_vote_is_refused():
    proposal = ProposalFactory(state="frozen", company__left_on=date(2021, 1, 1))

    with pytest.raises(ValidationError, match="No company could vote"):
        open_voting(proposal, closes_at=in_days(7), by=UserFactory())
    assert Proposal.objects.get().state == "frozen"


@pytest.mark.parametrize(
    ("days", "message"),
    [(-1, "at least 24 hours"), (0.9, "at least 24 hours"), (60.1, "at most 60 days")],
)
def test_open_voting_keeps_to_the_shortest_and_longest_time(representative, days, message):
    with pytest.raises(ValidationError) as refusal:
        open_voting(ProposalFactory(state="frozen"), closes_at=in_days(days), by=representative)

    assert [message in text for text in refusal.value.message_dict["closes_at"]] == [True]


def test_open_voting_sent_twice_is_one_round(representative):
    proposal, closes_at = ProposalFactory(state="frozen"), in_days(7)

    first = open_voting(proposal, closes_at=closes_at, by=representative)
    second = open_voting(proposal, closes_at=closes_at, by=representative)

    assert (first, proposal.rounds.count()) == (second, 1)


@pytest.mark.parametrize("state", ["draft", "discussion", "voting", "decided", "withdrawn"])
def test_open_voting_needs_a_fixed_text(representative, state):
    with pytest.raises(ValidationError, match="whose text is fixed"):
        open_voting(ProposalFactory(state=state), closes_at=in_days(7), by=representative)


def test_open_voting_tells_representatives_in_their_language(company):
    anna = a_representative(company, user=UserFactory(language="en"))
    a_representative(company, user=UserFactory(is_active=False))
    MembershipFactory(company=company)
    proposal = ProposalFactory(state="frozen", title="Mend the roof")

    open_voting(proposal, closes_at=in_days(7), by=anna)

    assert mails() == [([anna.email], "Voting is open: Mend the roof")]
    body = mail.outbox[0].body
    assert "1 of 2 companies must take part" in body
    assert absolute_url(proposal.get_absolute_url()) in body


# --- Voting -------------------------------------------------------------------------------------------


def test_cast_vote_records_who_and_what(company, representative):
    voting_round = a_round_of(company)

    vote = cast_vote(voting_round, company=company, answer={"choice": "no"}, by=representative)

    vote.refresh_from_db()
    assert (vote.choice, vote.cast_by, vote.revision, vote.is_current) == ("no", representative, 1, True)
    assert voting_round.opened_at < vote.cast_at < voting_round.closes_at


def test_cast_vote_again_with_the_same_choice_is_nothing_new(company, representative):
    voting_round = a_round_of(company)

    first = cast_vote(voting_round, company=company, answer={"choice": "yes"}, by=representative)
    second = cast_vote(voting_round, company=company, answer={"choice": "yes"}, by=representative)

    assert (first, Vote.objects.count()) == (second, 1)


def test_cast_vote_changed_keeps_the_revisions(company, representative):
    voting_round = a_round_of(company)

    for choice in ("yes", "no", "yes"):
        cast_vote(voting_round, company=company, answer={"choice": choice}, by=representative)

    revisions = Vote.objects.order_by("revision").values_list("revision", "choice", "is_current")
    assert list(revisions) == [(1, "yes", False), (2, "no", False), (3, "yes", True)]
    assert count_round(voting_round).as_motion == Counts(entitled=1, recused=0, yes=1, no=0, abstain=0)


def test_cast_vote_by_a_colleague_replaces_the_vote_and_tells_the_other(company, representative):
    colleague = a_representative(company)
    voting_round = a_round_of(company, proposal__title="Roof")

    cast_vote(voting_round, company=company, answer={"choice": "yes"}, by=representative)
    cast_vote(voting_round, company=company, answer={"choice": "no"}, by=colleague)

    assert Vote.objects.get(is_current=True).cast_by == colleague
    assert mails() == [
        ([colleague.email], f"{company} has voted: Roof"),
        ([representative.email], f"{company} has voted: Roof"),
    ]


def test_a_mail_before_closing_never_says_what_was_voted(company, representative):
    a_representative(company)
    bodies = []
    for choice in ("yes", "no", "abstain"):
        mail.outbox.clear()
        cast_vote(
            a_round_of(company, proposal__title="Roof"),
            company=company,
            answer={"choice": choice},
            by=representative,
        )
        bodies.append(mail.outbox[0].body.split("/decisions/")[0])

    assert len(set(bodies)) == 1


def test_cast_vote_a_millisecond_after_the_end_is_not_counted(company, representative):
    voting_round = end(a_round_of(company), milliseconds=1)

    with pytest.raises(ValidationError, match="not counted"):
        cast_vote(voting_round, company=company, answer={"choice": "yes"}, by=representative)
    assert (Vote.objects.count(), mails()) == (0, [])


def test_cast_vote_goes_by_the_clock_of_the_database(company, representative):
    """A round that is over stays over where the application's clock is late, and the other way round."""
    over, running = end(a_round_of(company), seconds=1), a_round_of(company)

    with time_machine.travel(timezone.now() - timedelta(minutes=10)), pytest.raises(ValidationError):
        cast_vote(over, company=company, answer={"choice": "yes"}, by=representative)
    with time_machine.travel(timezone.now() + timedelta(days=2)):
        assert (
            cast_vote(running, company=company, answer={"choice": "yes"}, by=representative).choice == "yes"
        )


def test_cast_vote_repeated_after_the_end_confirms_what_was_in_time(company, representative):
    voting_round = a_round_of(company)
    in_time = cast_vote(voting_round, company=company, answer={"choice": "yes"}, by=representative)
    end(voting_round)

    assert cast_vote(voting_round, company=company, answer={"choice": "yes"}, by=representative) == in_time
    with pytest.raises(ValidationError, match="not counted"):
        cast_vote(voting_round, company=company, answer={"choice": "no"}, by=representative)


def test_cast_vote_in_a_closed_round_is_not_counted(company, representative):
    voting_round = end(a_round_of(company))
    close_round(voting_round)

    with pytest.raises(ValidationError, match="not counted"):
        cast_vote(voting_round, company=company, answer={"choice": "yes"}, by=representative)


def test_a_company_that_joins_during_voting_has_no_vote(representative):
    voting_round = open_voting(ProposalFactory(state="frozen"), closes_at=in_days(7), by=representative)
    newcomer = CompanyFactory()

    with pytest.raises(ValidationError, match="has no vote here"):
        cast_vote(voting_round, company=newcomer, answer={"choice": "yes"}, by=a_representative(newcomer))


@pytest.mark.parametrize("standing", ["suspended", "recused"])
def test_a_company_that_is_not_entitled_has_no_vote(company, representative, standing):
    voting_round = VotingRoundFactory()
    RollEntryFactory(round=voting_round, company=company, standing=standing, reason="fees")

    with pytest.raises(ValidationError, match="has no vote here"):
        cast_vote(voting_round, company=company, answer={"choice": "yes"}, by=representative)


def test_only_a_current_representative_votes(company, collaborator):
    voting_round = a_round_of(company)
    ended = a_representative(company, ended_on=timezone.localdate())
    disabled = a_representative(company, user=UserFactory(is_active=False))
    stranger = a_representative(CompanyFactory())

    for person in (collaborator, ended, disabled, stranger, UserFactory(is_staff=True, is_superuser=True)):
        with pytest.raises(ValidationError, match="Only a representative"):
            cast_vote(voting_round, company=company, answer={"choice": "yes"}, by=person)
    assert Vote.objects.count() == 0


def test_one_person_votes_for_each_of_two_companies():
    person = UserFactory()
    companies = [MembershipFactory(user=person, role="representative").company for _ in range(2)]
    voting_round = a_round_of(*companies)

    for company, choice in zip(companies, ("yes", "no"), strict=True):
        cast_vote(voting_round, company=company, answer={"choice": choice}, by=person)

    assert count_round(voting_round).as_motion == Counts(entitled=2, recused=0, yes=1, no=1, abstain=0)


# --- Closing ------------------------------------------------------------------------------------------


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
        entitled=8, recused=1, yes=3, no=1, abstain=1
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


# --- What waits ---------------------------------------------------------------------------------------


def test_not_voted_by_finds_the_rounds_that_wait_for_a_company(company, representative):
    waiting, voted = a_round_of(company), a_round_of(company, CompanyFactory())
    a_round_of(CompanyFactory())
    RollEntryFactory(round=VotingRoundFactory(), company=company, standing="suspended", reason="fees")
    cast_vote(voted, company=company, answer={"choice": "no"}, by=representative)
    cast_vote(voted, company=company, answer={"choice": "yes"}, by=representative)

    found = type(waiting).objects.open().not_voted_by(company)

    assert list(found) == [waiting]


def test_turnout_counts_companies_not_revisions(company, representative):
    voting_round = a_round_of(company, CompanyFactory(), CompanyFactory())
    RollEntryFactory(round=voting_round, standing="recused", reason="its own unit")
    RollEntryFactory(round=voting_round, standing="suspended", reason="fees")
    for choice in ("yes", "no", "abstain"):
        cast_vote(voting_round, company=company, answer={"choice": choice}, by=representative)

    counted = type(voting_round).objects.with_turnout().with_vote_of(company).get()

    assert (counted.on_roll, counted.present) == (4, 2)
    assert (counted.own_standing, counted.own_choice) == ("entitled", "abstain")
