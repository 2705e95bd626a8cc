"""What may follow what: fixing the text, the roll, extending, cancelling, and rounds without a decision."""

from datetime import timedelta

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.utils import timezone

from governance.closing.services import close_round_early, conclude_proposal
from governance.proposals.models import Proposal
from governance.proposals.recusals import declare_recusal, withdraw_recusal
from governance.proposals.services import defer_proposal, edit_proposal, freeze_proposal, resume_discussion
from governance.resolutions.models import Resolution
from governance.rulebook.models import MatterRule, Rulebook
from governance.voting.models import VotingRound
from governance.voting.services import cancel_round, extend_round, open_voting
from governance.voting.votes import cast_vote
from tests.factories.governance import ProposalFactory, VotingSuspensionFactory
from tests.factories.members import CompanyFactory, UserFactory
from tests.governance.conftest import end_now

pytestmark = pytest.mark.django_db


def in_days(days: float):
    return timezone.now() + timedelta(days=days)


def state_of(voting_round) -> tuple[str, str]:
    voting_round.refresh_from_db()
    return voting_round.state, Proposal.objects.get(pk=voting_round.proposal_id).state


# --- Fixing the text -------------------------------------------------------------------------------------


def test_a_fixed_text_does_not_change(representative):
    proposal = freeze_proposal(ProposalFactory(title="Old"))

    with pytest.raises(ValidationError, match="can no longer be changed"):
        edit_proposal(proposal, title="New", text="Newer", matter="budget", by=representative)
    assert freeze_proposal(proposal).frozen_at == proposal.frozen_at


def test_a_new_version_keeps_the_words_before(representative):
    proposal = ProposalFactory(title="Old", text="Before")

    edit_proposal(proposal, title="New", text="After", matter="budget", by=representative, note="shorter")

    versions = list(proposal.versions.values_list("number", "title", "text", "note"))
    assert versions == [(1, "Old", "Before", ""), (2, "New", "After", "shorter")]
    assert (proposal.title, proposal.text) == ("New", "After")


def test_a_draft_keeps_one_version(representative):
    proposal = ProposalFactory(state="draft")

    edit_proposal(proposal, title="New", text="After", matter="budget", by=representative)

    assert list(proposal.versions.values_list("number", "title")) == [(1, "New")]


def test_words_changed_by_a_colleague_meanwhile_are_not_lost(representative):
    proposal = ProposalFactory()
    edit_proposal(proposal, title="Theirs", text="x", matter="budget", by=UserFactory(), seen_version=1)

    with pytest.raises(ValidationError, match="In the meantime") as refusal:
        edit_proposal(proposal, title="Mine", text="y", matter="budget", by=representative, seen_version=1)
    assert (refusal.value.code, Proposal.objects.get().title) == ("stale", "Theirs")


def test_a_choice_needs_two_options():
    proposal = ProposalFactory(method="approval")
    proposal.options.create(key="A", title="Tiles")

    with pytest.raises(ValidationError, match="at least two options"):
        freeze_proposal(proposal)
    assert Proposal.objects.get().state == "discussion"


def test_defer_says_why_and_can_be_taken_up_again():
    proposal = freeze_proposal(ProposalFactory())

    with pytest.raises(ValidationError, match="Give a reason"):
        defer_proposal(proposal, reason=" ")
    assert (defer_proposal(proposal, reason="We wait for the quote.").state, proposal.state_reason) == (
        "deferred",
        "We wait for the quote.",
    )
    assert resume_discussion(proposal).state == "discussion"


@pytest.mark.parametrize("state", ["voting", "decided", "withdrawn", "draft"])
def test_no_way_leads_back_from_a_vote(state):
    with pytest.raises(ValidationError, match="cannot be taken up again"):
        resume_discussion(ProposalFactory(state=state))


# --- The roll --------------------------------------------------------------------------------------------


def test_the_roll_says_why_a_company_does_not_vote(electorate):
    Rulebook.objects.update(seniority_days=90)
    newcomer = CompanyFactory(joined_on=timezone.localdate() - timedelta(days=89))
    (_mine, _), (suspended, _), (recused, person), *_ = electorate
    VotingSuspensionFactory(company=suspended, reason="dues of spring")
    VotingSuspensionFactory(company=recused, end_on=timezone.localdate(), start_on=in_days(-9).date())
    proposal = freeze_proposal(ProposalFactory(company=electorate[0][0]))
    declare_recusal(proposal, company=recused, by=person, reason="It is our unit.")

    voting_round = open_voting(proposal, closes_at=in_days(7), by=person)

    entries = voting_round.roll.exclude(standing="entitled").values_list("company", "standing", "reason")
    assert set(entries) == {
        (newcomer.pk, "suspended", "a member for less than 90 days"),
        (suspended.pk, "suspended", "dues of spring (Article 9)"),
        (recused.pk, "recused", "It is our unit."),
    }


def test_a_company_suspended_while_a_vote_is_open_keeps_its_vote(put_to_vote, electorate):
    voting_round = put_to_vote()
    company, person = electorate[1]

    VotingSuspensionFactory(company=company)

    assert cast_vote(voting_round, company=company, answer={"choice": "yes"}, by=person).choice == "yes"


def test_standing_aside_is_declared_before_voting_opens(put_to_vote, electorate):
    company, person = electorate[1]
    proposal = put_to_vote().proposal

    for change in (
        lambda: declare_recusal(proposal, company=company, by=person, reason="ours"),
        lambda: withdraw_recusal(proposal, company=company, by=person),
    ):
        with pytest.raises(ValidationError, match="The list of voters is final"):
            change()


def test_all_recused_is_refused(electorate):
    proposal = freeze_proposal(ProposalFactory(company=electorate[0][0]))
    for company, person in electorate:
        declare_recusal(proposal, company=company, by=person, reason="ours")

    with pytest.raises(ValidationError, match="No company could vote"):
        open_voting(proposal, closes_at=in_days(7), by=electorate[0][1])


def test_a_renamed_company_votes_on_and_the_record_keeps_its_name(put_to_vote, electorate):
    company, person = electorate[1]
    old_name, voting_round = company.name, put_to_vote()

    company.name = "Renamed"
    company.save()
    cast_vote(voting_round, company=company, answer={"choice": "yes"}, by=person)

    roll = voting_round.events.get(kind="SETUP").payload["roll"]
    assert old_name in {entry["name"] for entry in roll}


def test_two_units_are_one_vote(put_to_vote, electorate):
    """A company is on the roll once, whatever it holds; weights do not exist."""
    voting_round = put_to_vote()

    assert voting_round.roll.count() == len(electorate)


# --- More time, or none ------------------------------------------------------------------------------------


def test_extend_round_once_with_a_reason(put_to_vote):
    voting_round, before = put_to_vote(), in_days(7)
    by = UserFactory()

    extended = extend_round(voting_round, closes_at=in_days(9), reason="Snow.", by=by)

    assert extended.first_closes_at < before < extended.closes_at
    assert mail.outbox[-1].subject.startswith("More time to vote")
    with pytest.raises(ValidationError, match="already been extended"):
        extend_round(voting_round, closes_at=in_days(10), reason="More snow.", by=by)


@pytest.mark.parametrize(
    ("days", "reason", "message"),
    [(6, "Snow.", "after the current one"), (61, "Snow.", "at most 60 days"), (9, " ", "Give a reason")],
)
def test_extend_round_explains_what_is_wrong(put_to_vote, days, reason, message):
    voting_round = put_to_vote()

    with pytest.raises(ValidationError) as refusal:
        extend_round(voting_round, closes_at=in_days(days), reason=reason, by=UserFactory())

    assert message in str(refusal.value)
    assert VotingRound.objects.get().first_closes_at is None


def test_extend_round_at_the_deadline_is_too_late(put_to_vote):
    voting_round = put_to_vote()
    # SQLite tells the time in milliseconds: a moment of this one would still lie ahead.
    VotingRound.objects.update(closes_at=timezone.now() - timedelta(milliseconds=1))

    with pytest.raises(ValidationError, match="cannot be extended any more"):
        extend_round(voting_round, closes_at=in_days(9), reason="Snow.", by=UserFactory())


def test_cancel_voting_seals_the_votes(put_to_vote, cast_all):
    voting_round = put_to_vote()
    cast_all(voting_round, "yes", "yes", "yes")

    cancel_round(voting_round, reason="The text had a wrong figure.", by=UserFactory())

    assert state_of(voting_round) == ("cancelled", "cancelled")
    assert (voting_round.tally, voting_round.outcome, Resolution.objects.count()) == (None, "", 0)
    with pytest.raises(ValidationError, match="closed"):
        cast_all(voting_round, "no")


def test_cancelled_text_changes_and_is_voted_on_in_a_round_of_its_own(put_to_vote, cast_all, representative):
    first = put_to_vote()
    cancel_round(first, reason="A wrong figure.", by=UserFactory())
    proposal = resume_discussion(first.proposal)

    edit_proposal(proposal, title="Right", text="Right", matter="ordinary", by=representative)
    second = open_voting(freeze_proposal(proposal), closes_at=in_days(7), by=representative)

    assert [(one.number, one.version.number) for one in proposal.rounds.order_by("number")] == [
        (1, 1),
        (2, 2),
    ]
    cast_all(second, "yes", "yes", "yes")
    assert end_now(second).outcome == "adopted"


def test_close_early_waits_for_every_company(put_to_vote, cast_all):
    voting_round = put_to_vote(ends_when_all_voted=True)
    cast_all(voting_round, "yes", "yes", "no", "yes")

    with pytest.raises(ValidationError, match="Not every company has voted"):
        close_round_early(voting_round, by=UserFactory())
    cast_all(voting_round, None, None, None, None, "blank")
    closed = close_round_early(voting_round, by=UserFactory())

    assert (closed.state, closed.outcome) == ("closed", "adopted")
    assert closed.ended_at <= timezone.now() < closed.closes_at
    assert close_round_early(voting_round, by=UserFactory()).closed_at == closed.closed_at


def test_close_early_is_refused_where_the_mails_promised_the_end(put_to_vote, cast_all):
    """Before, the chair counted at once whatever the mails had said."""
    voting_round = put_to_vote()
    cast_all(voting_round, *["yes"] * 5)

    with pytest.raises(ValidationError, match="The e-mails said that voting ends at its closing time"):
        close_round_early(voting_round, by=UserFactory())


@pytest.mark.parametrize("is_told", [True, False])
def test_the_opening_mail_tells_whether_it_can_end_when_all_have_voted(put_to_vote, is_told):
    put_to_vote(ends_when_all_voted=is_told)

    told = "It can be counted before its end, as soon as all companies have voted."
    assert (told in mail.outbox[0].body) == is_told


def test_a_closed_round_is_never_reopened(put_to_vote):
    proposal = end_now(put_to_vote()).proposal

    with pytest.raises(ValidationError, match="whose text is final"):
        open_voting(proposal, closes_at=in_days(7), by=UserFactory())


# --- Rounds without a decision ---------------------------------------------------------------------------


def with_second_call() -> None:
    MatterRule.objects.update(second_quorum_numerator=0, second_quorum_denominator=1)


def test_deserted_first_call_then_second(put_to_vote, cast_all):
    with_second_call()
    first = put_to_vote()
    cast_all(first, "yes")

    assert state_of(end_now(first, days_ago=1)) == ("closed", "closed")
    second = open_voting(first.proposal, closes_at=in_days(2), by=UserFactory())
    cast_all(second, "yes")

    assert (second.is_second_call, second.number, Resolution.objects.count()) == (True, 2, 0)
    assert end_now(second).outcome == "adopted"
    assert Resolution.objects.get().round == second


def test_without_a_second_call_no_quorum_is_the_end(put_to_vote, cast_all):
    voting_round = put_to_vote()
    cast_all(voting_round, "yes")

    assert state_of(end_now(voting_round)) == ("closed", "decided")
    assert Resolution.objects.get().outcome == "no_quorum"


def test_statute_change_keeps_its_quorum_on_second_call(put_to_vote, cast_all):
    MatterRule.objects.filter(matter="rules").update(second_quorum_numerator=3, second_quorum_denominator=4)
    first = put_to_vote(matter="rules")
    cast_all(first, "yes", "yes", "yes")
    end_now(first, days_ago=1)

    second = open_voting(first.proposal, closes_at=in_days(2), by=UserFactory())
    cast_all(second, "yes", "yes", "yes")

    assert end_now(second).outcome == "no_quorum"
    assert Resolution.objects.get().outcome == "no_quorum"


def test_a_tie_is_voted_on_again_once_where_the_rulebook_says_so(put_to_vote, cast_all):
    Rulebook.objects.update(is_tie_voted_again=True)
    first = put_to_vote()
    cast_all(first, "yes", "no", "yes", "no")
    assert state_of(end_now(first)) == ("closed", "closed")

    again = open_voting(first.proposal, closes_at=in_days(2), by=UserFactory())
    cast_all(again, "yes", "no", "yes", "no")

    assert state_of(end_now(again)) == ("closed", "decided")
    assert Resolution.objects.get().outcome == "tied"


def test_conclude_writes_the_round_as_it_ended(put_to_vote, cast_all, coordinator):
    with_second_call()
    voting_round = end_now(put_to_vote())

    resolution = conclude_proposal(voting_round.proposal, by=coordinator)

    assert (resolution.outcome, resolution.round, state_of(voting_round)[1]) == (
        "no_quorum",
        voting_round,
        "decided",
    )
    assert conclude_proposal(voting_round.proposal, by=coordinator) == resolution


def test_conclude_needs_a_closed_round(put_to_vote, coordinator):
    with pytest.raises(ValidationError, match="no closed voting round"):
        conclude_proposal(put_to_vote().proposal, by=coordinator)


def test_objections_lead_to_another_round_and_then_to_the_ordinary_rule(put_to_vote, cast_all):
    objection = {"choice": "objection", "reason": "It blocks the gate."}
    voting_round = put_to_vote(method="consent")
    methods = [voting_round.method]
    for _ in range(2):
        cast_all(voting_round, "consent", "consent", objection)
        assert state_of(end_now(voting_round)) == ("closed", "closed")
        voting_round = open_voting(voting_round.proposal, closes_at=in_days(2), by=UserFactory())
        methods.append(voting_round.method)
    cast_all(voting_round, "yes", "yes", "yes", "no")

    assert methods == ["consent", "consent", "motion"]
    assert end_now(voting_round).outcome == "adopted"


def test_where_the_statute_knows_assemblies_only_the_portal_asks_for_advice(put_to_vote):
    MatterRule.objects.update(is_online=False)

    with pytest.raises(ValidationError, match="decided in an assembly"):
        put_to_vote()
    assert put_to_vote(is_advisory=True).is_advisory is True


def test_a_poll_writes_no_resolution(put_to_vote, cast_all):
    voting_round = put_to_vote(is_advisory=True)
    cast_all(voting_round, "yes", "yes", "yes", "yes", "yes")

    assert (end_now(voting_round).outcome, state_of(voting_round)) == ("advised", ("closed", "decided"))
    assert Resolution.objects.count() == 0
    assert mail.outbox[-1].subject.startswith("Voting has ended, advice given")
