"""Voting forms on the page, one a way of voting."""

import pytest
from django.urls import reverse

from governance.voting.models import Vote
from tests.factories.members import MembershipFactory
from tests.governance.conftest import count_now

pytestmark = pytest.mark.django_db


OPTIONS = ["Tiles", "Slate", "Green roof"]


def url(name: str, *args: object) -> str:
    return reverse(f"governance:{name}", args=args)


@pytest.fixture
def vote(client_of, electorate):
    """The first company sends its answer from the page; what it gets."""

    def send(voting_round, **data):
        company, person = electorate[0]
        client = client_of(person)
        path = url("vote_cast", voting_round.proposal_id)
        return client.post(path, {"company": company.pk} | data, follow=True)

    return send


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
        ({"method": "ranked", "options": OPTIONS}, {"number_A": "9"}, None, "whole numbers starting from 1"),
        ({"method": "ranked", "options": OPTIONS}, {"number_A": "first"}, "number_A", "whole number"),
        (
            {"method": "approval", "options": OPTIONS, "seats": 2},
            {"names": ["A", "B", "C"]},
            "names",
            "too many options",
        ),
        ({"method": "approval", "options": OPTIONS}, {"names": ["Z"]}, "names", "Select a valid choice"),
        (
            {"method": "dots", "options": OPTIONS, "is_advisory": True},
            {"number_A": "5", "number_B": "5", "number_C": "1"},
            None,
            "more points than your company has",
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
        f"In the meantime {colleague} has voted on behalf of your company: no."
        " Vote again to replace the vote."
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
