"""All members count, from the preview to the result, as pages, mails and records say it."""

from datetime import date, timedelta

import pytest
from django.core import mail
from django.utils import timezone

from governance import verify
from governance.proposals.recusals import declare_recusal
from governance.voting.event_chain import begin_record, build_record
from governance.voting.preview import next_rule_text
from governance.voting.services import open_voting
from governance.voting.votes import cast_vote
from multifactory.lib.immutability import drop_seals, install_seals
from tests.factories.governance import FIRST_VERSION_RULE, ProposalFactory, VotingSuspensionFactory
from tests.factories.members import CompanyFactory, MembershipFactory, UserFactory
from tests.governance.conftest import count_now, end_now

pytestmark = pytest.mark.django_db


def in_days(days: float):
    return timezone.now() + timedelta(days=days)


def test_the_preview_counts_as_the_opening_does():
    """It said 40 on the page and 39 in the mail: of 40 companies one is suspended."""
    places = [MembershipFactory(role="representative") for _ in range(40)]
    VotingSuspensionFactory(company=places[0].company)
    proposal = ProposalFactory(company=places[1].company, state="frozen")
    declare_recusal(proposal, company=places[2].company, by=places[2].user, reason="ours")

    before = next_rule_text(proposal)
    voting_round = open_voting(proposal, closes_at=in_days(7), by=UserFactory())

    said = "40 member companies, 1 suspended, 1 with a conflict of interest, 38 vote"
    assert (before.companies, before.quorum) == (said, "20 of 40 member companies must take part")
    body = mail.outbox[-1].body
    assert [said in body, before.quorum in body] == [True, True]
    counted = end_now(voting_round)
    assert (counted.members, counted.entitled, counted.recused) == (40, 39, 1)


def test_page_mail_and_result_say_members_entitled_and_recused(put_to_vote, cast_all, electorate, client_of):
    VotingSuspensionFactory(company=electorate[4][0])
    voting_round = put_to_vote()
    path, client = voting_round.proposal.get_absolute_url(), client_of(electorate[0][1])
    said = "5 member companies, 1 suspended, 4 vote"
    assert said in client.get(path).content.decode()

    cast_all(voting_round, "yes", "yes", "no")
    end_now(voting_round)

    result = client.get(path).context["result"]
    assert [(bar.label, bar.count) for bar in result.bars][-2:] == [("Did not vote", 1), ("Suspended", 1)]
    assert (result.turnout.taken_part, result.turnout.companies, result.turnout.needed) == (3, 5, 3)
    assert f"Who was counted: {said}." in mail.outbox[-1].body
    assert "Quorum: 3 of 5 member companies must take part." in mail.outbox[-1].body


def test_three_suspended_of_five_do_not_make_two_a_quorum(put_to_vote, cast_all, electorate):
    """Two of two took part, and it was adopted."""
    for company, _person in electorate[2:]:
        VotingSuspensionFactory(company=company)
    voting_round = put_to_vote()
    cast_all(voting_round, "yes", "yes")

    assert end_now(voting_round).outcome == "no_quorum"


def test_a_round_that_is_open_during_the_update_is_counted_and_verified_as_it_was_opened(
    put_to_vote, cast_all, electorate
):
    for company, _person in electorate[2:]:
        VotingSuspensionFactory(company=company)
    voting_round = put_to_vote()
    put_to_vote_as_before(voting_round, FIRST_VERSION_RULE)
    cast_all(voting_round, "yes", "yes")

    closed = count_now(voting_round)

    assert (closed.outcome, closed.members, closed.tally["quorum"]) == ("adopted", None, 1)
    assert "members" not in closed.tally
    assert closed.events.get(kind="SETUP").payload["round"]["rule"].keys().isdisjoint(NEW_NAMES)
    assert list(verify.verify(build_record(closed)))[-1].endswith("2 of 2 took part, 1 had to: adopted.")


NEW_NAMES = {"quorum_of", "is_tie_run_off"}


def put_to_vote_as_before(voting_round, rule) -> None:
    """The chain of the round as the version before would have begun it."""
    drop_seals("default")
    voting_round.events.all().delete()
    install_seals("default")
    voting_round.rule = rule
    voting_round.save(update_fields=["rule"])
    begin_record(voting_round, at=voting_round.opened_at)


def test_a_member_that_joined_on_the_day_of_opening_is_counted():
    person = MembershipFactory(role="representative", company__joined_on=timezone.localdate()).user
    CompanyFactory(left_on=date(2021, 1, 1))
    proposal = ProposalFactory(company=person.memberships.get().company, state="frozen")

    voting_round = open_voting(proposal, closes_at=in_days(7), by=person)
    cast_vote(voting_round, company=proposal.company, answer={"choice": "yes"}, by=person)

    assert end_now(voting_round).members == 1
