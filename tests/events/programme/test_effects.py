"""A common event is published by decision."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from events.programme.models import Event
from events.programme.proposed import ProposedEvent
from governance.proposals.services import freeze_proposal, keep_terms
from governance.resolutions.models import Resolution
from governance.resolutions.services import retry_effect
from spaces.bookings.models import Booking
from tests.factories.events import EventFactory
from tests.factories.governance import ProposalFactory
from tests.factories.members import MembershipFactory
from tests.factories.spaces import RoomFactory
from tests.governance.conftest import cast_all, electorate, end_now  # noqa: F401  fixtures
from tests.spaces.conftest import booked  # noqa: F401  a fixture
from tests.spaces.effects.conftest import put

pytestmark = pytest.mark.django_db


@pytest.fixture
def fair(electorate):  # noqa: F811
    """A proposal that publishes the fair in the court."""
    start = timezone.now().replace(hour=12, minute=0, second=0, microsecond=0) + timedelta(days=30)
    event = EventFactory(
        title="Fair",
        slug="fair",
        state="draft",
        is_common=True,
        space=RoomFactory(name="Court"),
        starts_at=start,
    )
    event.rooms.create(space=event.space)
    proposal = ProposalFactory(matter="event", effect="publish_event", company=electorate[0][0])
    ProposedEvent.objects.create(proposal=proposal, event=event)
    keep_terms(proposal)
    return proposal


def test_an_adopted_proposal_publishes_the_event_takes_its_rooms_and_is_cited(fair, cast_all, client):  # noqa: F811
    voting_round = put(fair)
    cast_all(voting_round, "yes", "yes", "yes")
    end_now(voting_round)

    event, resolution = Event.objects.get(), Resolution.objects.get()
    assert (event.state, event.resolution, resolution.effect_state) == ("published", resolution, "done")
    assert Booking.objects.get().space == event.space
    Resolution.objects.update(is_published=True)
    assert resolution.get_absolute_url() in client.get(event.get_absolute_url()).content.decode()
    assert event.get_absolute_url() in client.get(resolution.get_absolute_url()).content.decode()


def test_a_room_gone_meanwhile_blocks_it_with_the_conflict_named(fair, cast_all, booked, coordinator):  # noqa: F811
    voting_round = put(fair)
    event = Event.objects.get()
    rival = booked(event.space, event.starts_at, membership=MembershipFactory(company__name="Nodo"))
    cast_all(voting_round, "yes", "yes", "yes")
    end_now(voting_round)

    resolution = Resolution.objects.get()
    assert resolution.effect_state == "blocked"
    assert "is taken by Nodo" in resolution.effect_note
    rival.claims.all().delete()
    rival.delete()
    assert retry_effect(resolution, by=coordinator).effect_state == "done"
    assert Event.objects.get().resolution == resolution


def test_an_event_whose_room_is_taken_cannot_be_put_to_the_vote(fair, booked):  # noqa: F811
    event = Event.objects.get()
    booked(event.space, event.starts_at)
    with pytest.raises(ValidationError, match="is taken by"):
        freeze_proposal(fair)


def test_an_event_that_moved_since_voting_opened_is_not_what_was_voted_on(fair, cast_all):  # noqa: F811
    voting_round = put(fair)
    Event.objects.update(starts_at=timezone.now() + timedelta(days=3))
    cast_all(voting_round, "yes", "yes", "yes")
    end_now(voting_round)
    assert Resolution.objects.get().effect_state == "blocked"
    assert Event.objects.get().state == "draft"


def test_the_form_of_a_proposal_offers_common_drafts(fair, client_of, electorate):  # noqa: F811
    EventFactory(title="Of a company", state="draft")
    person = electorate[0][0].memberships.first().user
    page = client_of(person).get(
        reverse("governance:proposal_new"), {"matter": "event", "effect": "publish_event"}
    )
    assert ("Fair," in page.content.decode(), "Of a company" in page.content.decode()) == (True, False)
