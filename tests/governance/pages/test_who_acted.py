"""Who extended, cancelled or counted a round early, and who concluded one, is kept and shown."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.html import strip_tags

from governance.closing.services import close_round_early, conclude_proposal
from governance.rulebook.models import MatterRule
from governance.voting.models import VotingRound
from governance.voting.services import cancel_round, extend_round
from members.personal_data.data_export import data_of
from members.personal_data.erasure import erase_person
from tests.factories.members import UserFactory
from tests.governance.conftest import end_now

pytestmark = pytest.mark.django_db
REASON = "The text had a wrong figure."


def extend(voting_round, by):
    later = voting_round.closes_at + timedelta(days=2)
    return extend_round(voting_round, closes_at=later, reason="Snow.", by=by)


def page_of(client, proposal) -> str:
    """Its text with one blank where the template has many."""
    return " ".join(client.get(proposal.get_absolute_url()).content.decode().split())


@pytest.fixture
def chair():
    return UserFactory(name="Zoe Zname")


def test_extended_by_is_kept_and_shown(put_to_vote, chair, client_of, coordinator):
    voting_round = put_to_vote()

    extend(voting_round, chair)

    voting_round.refresh_from_db()
    assert voting_round.extended_by == chair
    assert 'was extended: Snow. <span class="soft">(by Zoe Zname)</span>' in page_of(
        client_of(coordinator), voting_round.proposal
    )


def test_cancelled_by_is_kept_and_shown(put_to_vote, chair, client_of, coordinator):
    voting_round = put_to_vote()

    cancel_round(voting_round, reason=REASON, by=chair)

    voting_round.refresh_from_db()
    assert voting_round.cancelled_by == chair
    assert f'cancelled: {REASON} <span class="soft">(by Zoe Zname)</span>' in page_of(
        client_of(coordinator), voting_round.proposal
    )


def test_closed_by_is_kept_and_shown_of_a_round_counted_early(
    put_to_vote, cast_all, chair, client_of, coordinator
):
    voting_round = put_to_vote(ends_when_all_voted=True)
    cast_all(voting_round, *["yes"] * 5)

    closed = close_round_early(voting_round, by=chair)

    assert closed.closed_by == chair
    assert close_round_early(voting_round, by=coordinator).closed_by == chair
    assert "counted before its end by Zoe Zname" in page_of(client_of(coordinator), closed.proposal)


def test_nobody_closed_a_round_that_the_clock_closed(put_to_vote, client_of, coordinator):
    closed = end_now(put_to_vote())

    assert closed.closed_by is None
    assert "counted before its end" not in page_of(client_of(coordinator), closed.proposal)


def test_concluded_by_is_kept_and_shown_to_members(put_to_vote, chair, client_of, client, coordinator):
    MatterRule.objects.update(second_quorum_numerator=1, second_quorum_denominator=4)
    voting_round = end_now(put_to_vote())

    resolution = conclude_proposal(voting_round.proposal, by=chair)
    type(resolution).objects.update(is_published=True)

    resolution.refresh_from_db()
    said = "Entered in the book by Zoe Zname, without another vote."
    assert resolution.concluded_by == chair
    assert said in client_of(coordinator).get(resolution.get_absolute_url()).content.decode()
    assert "Zoe" not in client.get(resolution.get_absolute_url()).content.decode()


def test_the_back_office_shows_who_acted(put_to_vote, chair, admin_client):
    voting_round = put_to_vote()
    cancel_round(extend(voting_round, chair), reason=REASON, by=chair)

    page = admin_client.get(reverse("admin:governance_votinground_change", args=[voting_round.pk]))

    fields = [field for fieldset in page.context["adminform"] for line in fieldset for field in line]
    shown = {field.field["name"]: strip_tags(field.contents()) for field in fields}
    assert (shown["extended_by"], shown["cancelled_by"]) == ("Zoe Zname", "Zoe Zname")


def test_who_acted_is_in_their_data_and_a_former_member_once_erased(
    put_to_vote, chair, client_of, coordinator
):
    voting_round = put_to_vote()
    cancel_round(extend(voting_round, chair), reason=REASON, by=chair)
    data = data_of(chair)

    erase_person(chair, by=chair)

    page = page_of(client_of(coordinator), voting_round.proposal)
    assert (len(data["rounds_extended"]), len(data["rounds_cancelled"])) == (1, 1)
    assert VotingRound.objects.get().cancelled_by == chair
    assert ("(by a former member)" in page, "Zoe" in page) == (True, False)


def test_a_deleted_person_leaves_a_sealed_round(put_to_vote, chair):
    voting_round = put_to_vote()
    cancel_round(extend(voting_round, chair), reason=REASON, by=chair)

    chair.delete()

    voting_round.refresh_from_db()
    assert (voting_round.state, voting_round.cancelled_by, voting_round.extended_by) == (
        "cancelled",
        None,
        None,
    )
    assert timezone.now() > voting_round.cancelled_at
