"""Opening a round: by which rule, with which roll."""

from datetime import date, datetime, timedelta

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.utils import timezone

from governance.proposals.models import Proposal
from governance.rulebook.models import MatterRule, Rulebook
from governance.voting.services import open_voting
from multifactory.lib.mail import absolute_url
from tests.factories.governance import (
    ORDINARY_RULE,
    ProposalFactory,
)
from tests.factories.members import CompanyFactory, MembershipFactory, UserFactory

pytestmark = pytest.mark.django_db


def in_days(days: float) -> datetime:
    return timezone.now() + timedelta(days=days)


def a_representative(company, **kwargs):
    return MembershipFactory(company=company, role="representative", **kwargs).user


def mails() -> list[tuple[list[str], str]]:
    return [(one.to, one.subject) for one in mail.outbox]


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
    with pytest.raises(ValidationError, match="whose text is final"):
        open_voting(ProposalFactory(state=state), closes_at=in_days(7), by=representative)


def test_open_voting_tells_representatives_in_their_language(company):
    anna = a_representative(company, user=UserFactory(language="en"))
    a_representative(company, user=UserFactory(is_active=False))
    MembershipFactory(company=company)
    proposal = ProposalFactory(state="frozen", title="Mend the roof")

    open_voting(proposal, closes_at=in_days(7), by=anna)

    assert mails() == [([anna.email], "Voting is open: Mend the roof")]
    body = mail.outbox[0].body
    assert "1 of 2 member companies must take part" in body
    assert absolute_url(proposal.get_absolute_url()) in body
