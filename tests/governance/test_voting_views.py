"""Pages of voting: every way of it, what the chair does, and the record."""

import json
from datetime import timedelta
from pathlib import Path

import pytest
from django.urls import reverse
from django.utils import timezone

from governance import verify
from governance.proposals.models import Proposal
from governance.rulebook.models import RulebookChange
from governance.voting.event_chain import build_record
from governance.voting.models import Vote, VotingRound
from members.companies.models import Company
from spaces.effects.models import ProposedAllocation
from tests.factories.governance import ProposalFactory
from tests.factories.members import MembershipFactory
from tests.factories.spaces import AllocationFactory, SpaceFactory
from tests.governance.conftest import count_now, end_now

pytestmark = pytest.mark.django_db

OPTIONS = ["Tiles", "Slate", "Green roof"]


def url(name: str, *args: object) -> str:
    return reverse(f"governance:{name}", args=args)


def local(days: float) -> str:
    return timezone.localtime(timezone.now() + timedelta(days=days)).strftime("%Y-%m-%dT%H:%M")


@pytest.fixture
def vote(client_of, electorate):
    """The first company sends its answer from the page; what it gets."""

    def send(voting_round, **data):
        company, person = electorate[0]
        client = client_of(person)
        path = url("vote_cast", voting_round.proposal_id)
        return client.post(path, {"company": company.pk} | data, follow=True)

    return send


# --- Ballots ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("terms", "data", "answer", "words"),
    [
        ({}, {"choice": "blank"}, {"choice": "blank"}, "blank"),
        (
            {"method": "consent"},
            {"choice": "objection", "reason": "The gate."},
            {"choice": "objection", "reason": "The gate."},
            "objection",
        ),
        (
            {"method": "consent"},
            {"choice": "consent", "reason": "left over"},
            {"choice": "consent"},
            "consent",
        ),
        (
            {"method": "ranked", "options": OPTIONS},
            {"number_A": "2", "number_C": "1", "number_none": "3"},
            {"choice": "ballot", "ranks": {"A": 2, "C": 1, "none": 3}},
            "1. Green roof, 2. Tiles, 3. None of these",
        ),
        (
            {"method": "approval", "options": OPTIONS},
            {"names": ["B", "A"]},
            {"choice": "ballot", "options": ["A", "B"]},
            "Tiles, Slate",
        ),
        (
            {"method": "approval", "options": OPTIONS},
            {"names": ["A"], "is_blank": "on"},
            {"choice": "blank"},
            "blank",
        ),
        (
            {"method": "dots", "options": OPTIONS, "is_advisory": True},
            {"number_A": "5", "number_B": "0", "number_C": "1"},
            {"choice": "ballot", "dots": {"A": 5, "C": 1}},
            "Tiles 5, Green roof 1",
        ),
    ],
)
def test_a_ballot_is_kept_as_it_was_filled_in_and_shown_again(
    put_to_vote, electorate, vote, terms, data, answer, words
):
    voting_round, company = put_to_vote(**terms), electorate[0][0]

    page = vote(voting_round, **data)

    assert Vote.objects.get().answer == answer
    assert [str(one) for one in page.context["messages"]] == [
        f"{company} votes “{words}”. You can change it until voting closes."
    ]
    assert page.context["own_answer"] == words
    form = page.context["vote_form"]
    assert form.answer_of(form.initial | dict.fromkeys(set(form.fields) - set(form.initial))) == answer


@pytest.mark.parametrize(
    ("terms", "data", "field", "fault"),
    [
        ({"method": "consent"}, {"choice": "objection"}, "reason", "Say why you object"),
        ({"method": "ranked", "options": OPTIONS}, {}, None, "You have not answered"),
        (
            {"method": "ranked", "options": OPTIONS},
            {"number_A": "0"},
            "number_A",
            "greater than or equal to 1",
        ),
        ({"method": "ranked", "options": OPTIONS}, {"number_A": "9"}, None, "whole numbers from 1 on"),
        ({"method": "ranked", "options": OPTIONS}, {"number_A": "first"}, "number_A", "whole number"),
        (
            {"method": "approval", "options": OPTIONS, "seats": 2},
            {"names": ["A", "B", "C"]},
            "names",
            "more options",
        ),
        ({"method": "approval", "options": OPTIONS}, {"names": ["Z"]}, "names", "Select a valid choice"),
        (
            {"method": "dots", "options": OPTIONS, "is_advisory": True},
            {"number_A": "5", "number_B": "5", "number_C": "1"},
            None,
            "more points than a company has",
        ),
    ],
)
def test_a_ballot_with_a_fault_comes_back_with_what_was_filled_in(
    put_to_vote, vote, terms, data, field, fault
):
    page = vote(put_to_vote(**terms), **data)

    form = page.context["vote_form"]
    faults = form.errors[field] if field else form.non_field_errors()
    assert (page.status_code, Vote.objects.count()) == (200, 0)
    assert [fault in text for text in faults] == [True]
    assert {name: form[name].value() for name in data if name != "names"} == {
        name: value for name, value in data.items() if name != "names"
    }


def test_a_stale_page_does_not_replace_a_colleagues_vote(put_to_vote, electorate, client_of):
    voting_round, (company, person) = put_to_vote(), electorate[0]
    colleague = MembershipFactory(company=company, role="representative").user
    data = {"company": company.pk, "choice": "yes", "seen_revision": "0"}
    path = url("vote_cast", voting_round.proposal_id)
    client_of(colleague).post(path, data | {"choice": "no"})

    page = client_of(person).post(path, data, follow=True)

    assert [str(one) for one in page.context["messages"]] == [
        f"{colleague} has voted for your company meanwhile: no. Vote again to replace it."
    ]
    assert Vote.objects.get().choice == "no"
    client_of(person).post(path, data | {"seen_revision": "1"})
    assert Vote.objects.get(is_current=True).choice == "yes"


def test_a_get_never_votes(put_to_vote, electorate, client_of):
    """Scanners of mails follow links; a forwarded link is followed by whoever gets it."""
    voting_round, (company, person) = put_to_vote(), electorate[0]
    query = f"?company={company.pk}&choice=yes"

    for path in (
        url("vote_cast", voting_round.proposal_id),
        voting_round.get_absolute_url().partition("#")[0],
    ):
        client_of(person).get(path + query)

    assert Vote.objects.count() == 0


def test_results_stay_hidden_until_closing_from_everybody(
    put_to_vote, cast_all, electorate, client_of, coordinator
):
    voting_round = put_to_vote(title="Roof")
    cast_all(voting_round, "no", "no", "no", "no")
    pages = [
        voting_round.proposal.get_absolute_url(),
        voting_round.get_record_url(),
        url("proposal_list"),
        url("proposal_list") + "?format=csv",
        reverse("dashboard"),
        reverse("admin:governance_votinground_change", args=[voting_round.pk]),
    ]

    texts = [client_of(coordinator).get(page).content.decode() for page in pages]

    assert [
        word for text in texts for word in ('"choice": "no"', "votes <strong>no", "Rejected") if word in text
    ] == []


def test_the_result_of_a_ranking_shows_places_and_duels(put_to_vote, cast_all, electorate, client_of):
    voting_round = put_to_vote(method="ranked", options=OPTIONS)
    ballots = [{"B": 1, "A": 2, "none": 3}, {"B": 1, "none": 2}, {"A": 1, "B": 2, "none": 3}]
    cast_all(voting_round, *({"choice": "ballot", "ranks": ranks} for ranks in ballots))
    count_now(voting_round)

    page = client_of(electorate[0][1]).get(voting_round.proposal.get_absolute_url())

    result = page.context["result"]
    assert (result.places[0], result.winners) == ("Slate", ["Slate"])
    assert result.duels[1] == ("B: Slate", ["2", "–", "3", "3"])
    groups = {group.label: group.text for group in page.context["who_voted"] if group.text}
    assert groups[electorate[1][0].name] == "1. Slate, 2. None of these"


def test_who_voted_what_gives_the_reasons(put_to_vote, cast_all, electorate, client_of):
    voting_round = put_to_vote(method="consent")
    cast_all(voting_round, "consent", {"choice": "concern", "reason": "The noise."}, "consent")
    count_now(voting_round)

    page = client_of(electorate[0][1]).get(voting_round.proposal.get_absolute_url())

    labels = [group.label for group in page.context["who_voted"]]
    assert labels == ["consent", "consent with a concern", "did not vote"]
    assert f"{electorate[1][0]}: The noise." in page.content.decode()


# --- Writing with terms ------------------------------------------------------------------------------------


def test_a_matter_brings_its_outline_and_its_effects(client_of, representative):
    client = client_of(representative)

    choice = client.get(url("proposal_new")).content.decode()
    page = client.get(url("proposal_new") + "?effect=allocate")

    assert "?effect=end_allocation" in choice
    assert page.context["form"]["matter"].value() == "allocation"
    assert "The unit, its state and who asks for it" in page.context["form"]["text"].value()


def test_a_proposal_with_an_effect_is_written_changed_and_read(client_of, representative, company):
    unit, other = SpaceFactory(code="B4"), SpaceFactory(code="B5")
    start = timezone.localdate() + timedelta(days=20)
    data = {
        "title": "B4 for us",
        "matter": "allocation",
        "text": "We need it.",
        "effect-unit": unit.pk,
        "effect-company": company.pk,
        "effect-kind": "ordinary",
        "effect-start_on": start.isoformat(),
    }
    client = client_of(representative)

    page = client.post(url("proposal_new") + "?effect=allocate", data, follow=True)
    assert f"{company} holds {unit} from " in page.content.decode()
    proposal = Proposal.objects.get()
    client.post(url("proposal_edit", proposal.pk), data | {"effect-unit": other.pk, "seen_version": "1"})

    row = ProposedAllocation.objects.get()
    assert (proposal.effect, row.unit, row.company, row.start_on) == ("allocate", other, company, start)


def test_an_effect_that_cannot_be_is_explained_beside_its_field(client_of, representative, company):
    held = AllocationFactory(unit__code="B4", start_on=timezone.localdate() - timedelta(days=9))
    data = {
        "title": "B4 for us",
        "matter": "allocation",
        "text": "We need it.",
        "effect-unit": held.unit.pk,
        "effect-company": company.pk,
        "effect-kind": "ordinary",
        "effect-start_on": timezone.localdate().isoformat(),
    }

    page = client_of(representative).post(url("proposal_new") + "?effect=allocate", data)

    assert [
        f"B4 is held by {held.company}" in text for text in page.context["effect_form"].non_field_errors()
    ] == [True]
    assert 'value="B4 for us"' in page.content.decode()
    assert (Proposal.objects.count(), RulebookChange.objects.count()) == (0, 0)


@pytest.mark.parametrize(
    ("data", "field", "fault"),
    [
        ({"method": "ranked", "options": "Tiles"}, "options", "two to 10 options"),
        ({"method": "ranked", "options": "\n".join("ABCDEFGHIJK")}, "options", "two to 10 options"),
        ({"method": "approval", "options": "Tiles\ntiles"}, "options", "Two options are the same"),
        ({"method": "motion", "options": "Tiles\nSlate"}, "options", "Options belong to"),
        ({"method": "dots", "options": "Tiles\nSlate"}, "is_advisory", "Points ask for advice"),
        ({"cost_cents": "-3"}, "cost_cents", "greater than or equal to 0"),
        ({"cost_cents": "a million"}, "cost_cents", "Enter a number"),
        ({"due_on": "31/02/2027"}, "due_on", "Enter a valid date"),
        ({"cost_cents": "1.234.567"}, "cost_cents", "no more than 2 decimal places"),
    ],
)
def test_terms_that_do_not_fit_are_explained(client_of, representative, data, field, fault):
    page = client_of(representative).post(
        url("proposal_new"), {"title": "Roof", "matter": "renewal", "text": "It leaks."} | data
    )

    assert [fault in text for text in page.context["form"].errors[field]] == [True]
    assert Proposal.objects.count() == 0


def test_terms_are_kept_and_each_company_reads_its_share(client_of, representative, company):
    Company.objects.exclude(pk=company.pk).delete()
    MembershipFactory.create_batch(2, role="representative")
    data = {
        "title": "Roof",
        "matter": "renewal",
        "text": "It leaks.",
        "cost_cents": "100.00",
        "review_months": "6",
    }
    client = client_of(representative)

    page = client.post(url("proposal_new"), data, follow=True).content.decode()

    proposal = Proposal.objects.get()
    assert (proposal.cost_cents, proposal.review_months, proposal.method) == (100_00, 6, "motion")
    assert ["€ 100," in page, "€ 33.34" in page or "€ 33.33" in page] == [True, True]


# --- Steps and the chair -----------------------------------------------------------------------------------


def test_a_proposal_is_led_from_discussion_to_voting_and_back(client_of, representative, company):
    proposal, client = ProposalFactory(company=company), client_of(representative)

    steps = (
        ("proposal_freeze", "frozen"),
        ("discussion_resume", "discussion"),
        ("proposal_freeze", "frozen"),
    )
    for name, state in steps:
        client.post(url(name, proposal.pk))
        assert Proposal.objects.get().state == state
    client.post(url("voting_open", proposal.pk), {"closes_at": local(7)})

    assert Proposal.objects.get().state == "voting"


def test_a_step_that_is_refused_says_why(client_of, representative, company):
    proposal = ProposalFactory(company=company, state="decided")

    page = client_of(representative).post(url("discussion_resume", proposal.pk), follow=True)

    assert [str(one) for one in page.context["messages"]] == [
        "The discussion of this proposal cannot be taken up again."
    ]


def test_the_chair_extends_cancels_and_counts_early(put_to_vote, cast_all, client_of, coordinator):
    client = client_of(coordinator)
    first = put_to_vote()
    client.post(url("round_extend", first.proposal_id, 1), {"closes_at": local(9), "reason": "Snow."})
    client.post(url("round_cancel", first.proposal_id, 1), {"reason": "A wrong figure."})
    second = put_to_vote()
    cast_all(second, "yes", "yes", "yes", "yes", "yes")
    client.post(url("round_close_early", second.proposal_id, 1))

    rows = VotingRound.objects.order_by("pk").values_list(
        "state", "extension_reason", "cancel_reason", "outcome"
    )
    assert list(rows) == [
        ("cancelled", "Snow.", "A wrong figure.", ""),
        ("closed", "", "", "adopted"),
    ]


def test_a_reason_is_asked_beside_its_field(put_to_vote, client_of, coordinator):
    voting_round = put_to_vote()

    page = client_of(coordinator).post(url("round_cancel", voting_round.proposal_id, 1), {"reason": " "})

    assert page.context["form"].errors["reason"] == ["This field is required."]
    assert VotingRound.objects.get().state == "open"


def test_everybody_reads_why_a_proposal_waits(client_of, collaborator):
    proposal = ProposalFactory(state="deferred", state_reason="We wait for the quote.")

    page = client_of(collaborator).get(proposal.get_absolute_url()).content.decode()

    assert page.count("We wait for the quote.") == 1


def test_a_poll_names_no_quorum(put_to_vote, cast_all, electorate, client_of):
    voting_round = put_to_vote(is_advisory=True)
    cast_all(voting_round, "yes")
    count_now(voting_round)

    page = client_of(electorate[0][1]).get(voting_round.proposal.get_absolute_url()).content.decode()

    assert ("Advice given" in page, "must take part" in page) == (True, False)


def test_standing_aside_and_taking_part_again(client_of, representative, company):
    proposal, client = ProposalFactory(), client_of(representative)

    page = client.post(
        url("recusal_declare", proposal.pk), {"company": company.pk, "reason": "Our unit."}, follow=True
    )
    assert "Our unit." in page.content.decode()
    client.post(url("recusal_withdraw", proposal.pk))

    assert proposal.recusals.count() == 0


# --- The record ------------------------------------------------------------------------------------------


def test_the_record_is_a_file_with_the_votes_once_closed(put_to_vote, cast_all, electorate, client_of):
    voting_round = put_to_vote()
    cast_all(voting_round, "yes", "yes", "no")
    client, path = client_of(electorate[4][1]), voting_round.get_record_url()

    before = json.loads(client.get(path).content)["votes"]
    end_now(voting_round)
    response = client.get(path)

    assert before == []
    assert json.loads(response.content)["votes"] == build_record(VotingRound.objects.get())["votes"]
    assert response["Content-Disposition"].startswith("attachment")


def test_the_verifier_is_the_program_itself(client_of, representative):
    response = client_of(representative).get(url("verifier"))

    assert b"".join(response.streaming_content) == Path(verify.__file__).read_bytes()
