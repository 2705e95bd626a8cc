"""Casting a vote."""

from datetime import datetime, timedelta

import pytest
import time_machine
from django.core import mail
from django.core.exceptions import ValidationError
from django.utils import timezone

from governance.closing.services import close_round, count_round
from governance.voting.counting.motion import Counts
from governance.voting.counting.rule import Electorate
from governance.voting.models import Vote
from governance.voting.services import open_voting
from governance.voting.votes import cast_vote
from tests.factories.governance import (
    ProposalFactory,
    RollEntryFactory,
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


def mails() -> list[tuple[list[str], str]]:
    return [(one.to, one.subject) for one in mail.outbox]


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
    assert count_round(voting_round).as_motion == Counts(Electorate(1, 1), yes=1, no=0, abstain=0)


def test_cast_vote_by_a_colleague_replaces_the_vote_and_tells_both(company, representative):
    colleague = a_representative(company)
    voting_round = a_round_of(company, proposal__title="Roof")

    cast_vote(voting_round, company=company, answer={"choice": "yes"}, by=representative)
    cast_vote(voting_round, company=company, answer={"choice": "no"}, by=colleague)

    assert Vote.objects.get(is_current=True).cast_by == colleague
    both = [([one.email], f"{company} has voted: Roof") for one in (representative, colleague)]
    assert mails() == [*both, *both]


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

    with pytest.raises(ValidationError, match="cannot vote here"):
        cast_vote(voting_round, company=newcomer, answer={"choice": "yes"}, by=a_representative(newcomer))


@pytest.mark.parametrize("standing", ["suspended", "recused"])
def test_a_company_that_is_not_entitled_has_no_vote(company, representative, standing):
    voting_round = VotingRoundFactory()
    RollEntryFactory(round=voting_round, company=company, standing=standing, reason="fees")

    with pytest.raises(ValidationError, match="cannot vote here"):
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

    assert count_round(voting_round).as_motion == Counts(Electorate(2, 2), yes=1, no=1, abstain=0)
