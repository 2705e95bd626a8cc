"""An amendment changes what is carried out with the text, or says that it stays."""

import uuid
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from governance.amendments.models import Amendment
from governance.amendments.services import accept_amendment, propose_amendment
from governance.proposals.models import Proposal
from governance.proposals.services import edit_proposal
from governance.voting.event_chain import build_record
from governance.voting.models import VotingRound
from governance.voting.services import open_amendment_voting
from spaces.allocations.models import Allocation
from spaces.effects.models import ProposedAllocation
from tests.factories.spaces import AllocationFactory
from tests.governance.conftest import end_now
from tests.spaces.effects.conftest import proposed, put

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()


def url(name: str, *args: object) -> str:
    return reverse(f"governance:{name}", args=args)


@pytest.fixture
def send(give, electorate, client_of):
    """The third company sends the form of an amendment."""
    row = proposed(give)

    def post(**values):
        data = {
            "title": give.title,
            "text": "B4 goes to another.",
            "reason": "They were here first.",
            "request_id": uuid.uuid4(),
            "effect-unit": row.unit_id,
            "effect-company": row.company_id,
            "effect-kind": "ordinary",
            "effect-start_on": row.start_on.isoformat(),
            "effect-end_on": "",
        }
        return client_of(electorate[2][1]).post(url("amendment_new", give.pk), data | values)

    return post


def test_a_text_that_names_another_company_needs_the_effect_to_do_so_too(give, send):
    """Before, the resolution read "Unit C15 to Vetro e Piombo" and C15 went to Bottega Lanari."""
    page = send()

    assert page.context["form"].errors == {
        "keeps_effect": [
            "The text and the automatic effect would differ. Change the effect below, or tick "
            "that it stays as it is."
        ]
    }
    assert Amendment.objects.count() == 0


def test_an_amended_effect_is_what_the_proposal_carries_out_once_accepted(give, send, electorate, cast_all):
    third = electorate[2][0]
    assert send(**{"effect-company": third.pk}).status_code == 302
    amendment = Amendment.objects.get()
    assert proposed(give).company == electorate[1][0]

    accept_amendment(amendment, by=electorate[0][1])

    give.refresh_from_db()
    version = give.versions.latest("number")
    assert (give.text, proposed(give).company) == ("B4 goes to another.", third)
    assert (version.number, version.terms["effect"]["facts"]["company"]) == (2, third.pk)
    voting_round = put(give)
    cast_all(voting_round, "yes", "yes", "yes")
    end_now(voting_round)
    assert Allocation.objects.get().company == third


def test_an_amendment_may_say_that_the_effect_stays(give, send, electorate, client_of):
    send(text="B4 goes to them, and they mend the door.", keeps_effect="on")

    accept_amendment(Amendment.objects.get(), by=electorate[0][1])

    assert proposed(give).company == electorate[1][0]
    page = client_of(electorate[0][1]).get(give.get_absolute_url()).content.decode()
    assert "The automatic effect of the proposal stays as it is." in page


def test_saying_that_it_stays_and_changing_it_is_refused(give, send, electorate):
    page = send(keeps_effect="on", **{"effect-company": electorate[2][0].pk})

    assert page.context["form"].errors == {
        "keeps_effect": ["Below you have changed the automatic effect: change it back, or untick this."]
    }


def test_an_adopted_amendment_changes_the_effect_and_its_round_commits_it(
    give, send, electorate, cast_all, client_of
):
    third = electorate[2][0]
    send(**{"effect-company": third.pk})
    voting_round = open_amendment_voting(
        Amendment.objects.get(), closes_at=timezone.now() + timedelta(days=7), by=electorate[0][1]
    )
    page = client_of(electorate[3][1]).get(give.get_absolute_url()).content.decode()
    assert "New automatic effect" in page
    cast_all(voting_round, "yes", "yes", "yes")

    end_now(voting_round)

    record = build_record(VotingRound.objects.get())
    assert record["proposal"]["effect"]["facts"]["company"] == third.pk
    assert record["proposal"] == record["events"][0]["payload"]["proposal"]
    assert proposed(give).company == third


def test_an_amended_effect_that_is_impossible_is_not_put_to_the_vote(give, send, electorate):
    send(**{"effect-company": electorate[2][0].pk})
    AllocationFactory(unit=proposed(give).unit, start_on=TODAY)

    with pytest.raises(ValidationError, match="B4 is allocated to"):
        open_amendment_voting(
            Amendment.objects.get(), closes_at=timezone.now() + timedelta(days=7), by=electorate[0][1]
        )


def test_an_effect_cannot_change_without_the_text(give, electorate):
    row = proposed(give)
    row.company = electorate[2][0]

    with pytest.raises(ValidationError, match="This is the current text"):
        propose_amendment(
            give,
            company=electorate[2][0],
            author=electorate[2][1],
            title=give.title,
            text=give.text,
            reason="why",
            request_id=uuid.uuid4(),
            effect_row=row,
        )


def test_an_amendment_is_changed_with_its_effect_and_without(give, send, electorate, client_of):
    send(**{"effect-company": electorate[2][0].pk})
    client, fourth = client_of(electorate[2][1]), electorate[3][0]
    data = {
        "title": give.title,
        "text": "B4 goes to the fourth.",
        "reason": "Better.",
        "effect-unit": proposed(give).unit_id,
        "effect-company": fourth.pk,
        "effect-kind": "ordinary",
        "effect-start_on": proposed(give).start_on.isoformat(),
    }

    client.post(url("amendment_edit", give.pk, 1), data)
    assert ProposedAllocation.objects.get(amendment__number=1).company == fourth
    client.post(url("amendment_edit", give.pk, 1), data | {"keeps_effect": "on"})

    assert not ProposedAllocation.objects.filter(amendment__number=1).exists()


def test_a_changed_effect_is_a_version_that_people_see(give, electorate, client_of):
    """Before, the company of an effect changed in discussion and no version told so."""
    row = proposed(give)
    row.company = electorate[2][0]

    edit_proposal(
        Proposal.objects.get(),
        title=give.title,
        text=give.text,
        matter="allocation",
        by=give.author,
        effect_row=row,
    )

    page = client_of(electorate[3][1]).get(url("version_list", give.pk))
    [changed] = [line for line in page.context["lines"] if line.kind == "changed"]
    before, after = (
        "".join(piece.text for piece in changed.pieces if piece.kind in ("kept", kind))
        for kind in ("removed", "added")
    )
    assert before.startswith(f"Automatic effect: B4 is allocated to {electorate[1][0]}")
    assert after.startswith(f"Automatic effect: B4 is allocated to {electorate[2][0]}")
