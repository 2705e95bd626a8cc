"""An effect reads the same on every page, list, mail and on the dashboard: how it stands."""

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.urls import reverse

from governance.closing.services import conclude_proposal
from governance.proposals.models import Proposal
from governance.resolutions.effect_state import effect_state
from governance.resolutions.models import Resolution
from tests.factories.governance import ProposalFactory, ResolutionFactory
from tests.governance.conftest import end_now
from tests.governance.resolutions.test_effects import bell  # noqa: F401  a fixture

pytestmark = pytest.mark.django_db

WOULD = "Carried out if it is adopted"
WAITS = "Not carried out: it waits for another vote"
NOT_ADOPTED = "Not carried out: it was not adopted"
DONE = "Carried out"
BLOCKED = "Could not be carried out"


def shown(client, proposal) -> dict[str, str]:
    """Which of the states the page and the list show, each by its label."""
    pages = {"page": proposal.get_absolute_url(), "list": reverse("governance:proposal_list")}
    found = {}
    for name, url in pages.items():
        text = " ".join(client.get(url).content.decode().split())
        labels = [label for label in (WOULD, WAITS, NOT_ADOPTED, DONE, BLOCKED) if f"> {label} <" in text]
        found[name] = ", ".join(labels)
    return found


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        ("draft", "would"),
        ("discussion", "would"),
        ("frozen", "would"),
        ("called", "would"),
        ("voting", "would"),
        ("closed", "waits"),
        ("deferred", "waits"),
        ("cancelled", "waits"),
        ("withdrawn", "not_adopted"),
        ("decided", "not_adopted"),
    ],
)
def test_before_a_decision_the_state_of_the_proposal_says_it(state, expected):
    assert effect_state(Proposal(state=state, effect="ring"), None) == expected


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"outcome": "adopted", "effect_state": "done"}, "done"),
        ({"outcome": "adopted", "effect_state": "blocked"}, "blocked"),
        ({"outcome": "rejected"}, "not_adopted"),
        ({"outcome": "no_quorum"}, "not_adopted"),
    ],
)
def test_after_it_the_resolution_does(fields, expected):
    assert effect_state(Proposal(state="decided", effect="ring"), Resolution(**fields)) == expected


def test_a_proposal_without_an_effect_has_no_state():
    assert effect_state(Proposal(state="voting"), None) is None


def test_no_quorum_carries_nothing_out_on_any_page(bell, put_to_vote, client_of, electorate):  # noqa: F811
    """Before, the page read "Carried out at once" under "No quorum"."""
    mail.outbox.clear()
    closed = end_now(put_to_vote(effect="ring"))

    proposal, client = Proposal.objects.get(), client_of(electorate[0][1])
    assert closed.outcome == "no_quorum"
    expected = WAITS if proposal.state == "closed" else NOT_ADOPTED
    assert shown(client, proposal) == {"page": expected, "list": expected}
    assert expected in mail.outbox[-1].body
    if proposal.state == "closed":
        conclude_proposal(proposal, by=electorate[0][1])
        assert shown(client, proposal) == {"page": NOT_ADOPTED, "list": NOT_ADOPTED}


def test_a_blocked_effect_reads_blocked_everywhere(
    bell,  # noqa: F811
    put_to_vote,
    cast_all,
    client_of,
    coordinator,
):
    """Before, the page of the proposal read "Carried out at once" under a blocked effect."""
    voting_round = put_to_vote(effect="ring")
    bell.fault = ValidationError("The rope is worn.")
    cast_all(voting_round, "yes", "yes", "yes")
    end_now(voting_round)

    client, resolution = client_of(coordinator), Resolution.objects.get()
    assert shown(client, resolution.proposal) == {"page": BLOCKED, "list": BLOCKED}
    assert f"{BLOCKED}: The rope is worn." in mail.outbox[-1].body
    for url in (
        resolution.get_absolute_url(),
        reverse("governance:resolution_list"),
        reverse("dashboard"),
    ):
        assert f"> {BLOCKED} <" in " ".join(client.get(url).content.decode().split()), url

    bell.fault = None
    client.post(reverse("governance:resolution_retry_effect", args=[resolution.year, resolution.number]))
    assert shown(client, resolution.proposal) == {"page": DONE, "list": DONE}


def test_a_vote_that_is_open_carries_out_only_if_it_is_adopted(bell, put_to_vote, client_of, electorate):  # noqa: F811
    voting_round = put_to_vote(effect="ring")

    page = shown(client_of(electorate[0][1]), voting_round.proposal)

    assert page == {"page": WOULD, "list": ""}


def test_a_resolution_is_replaced_once(put_to_vote, cast_all, electorate):
    old = ResolutionFactory()
    first = put_to_vote(supersedes=old)
    second = put_to_vote(supersedes=old)
    for voting_round in (first, second):
        cast_all(voting_round, "yes", "yes", "yes")

    end_now(first)
    end_now(second)

    by_round = {one.round: one.supersedes for one in Resolution.objects.exclude(round=None)}
    assert by_round == {first: old, second: None}


def test_what_was_replaced_meanwhile_cannot_be_replaced_again(put_to_vote):
    old = ResolutionFactory()
    later = ResolutionFactory(supersedes=old)

    with pytest.raises(ValidationError, match=f"{old.reference} has been replaced by {later.reference}"):
        put_to_vote(supersedes=old)


def test_a_draft_says_what_it_would_do(bell, client_of, representative, company):  # noqa: F811
    draft = ProposalFactory(company=company, state="draft", effect="ring")

    assert shown(client_of(representative), draft) == {"page": WOULD, "list": ""}
