"""An event that takes place online alone has its place there."""

import icalendar
import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse

from events.programme.models import Event
from events.programme.services import publish_event, submit_event
from tests.events.helpers import LIST, linked_data, text_of
from tests.factories.events import EventFactory, RegistrationFactory
from tests.factories.members import MultifactoryFactory

pytestmark = pytest.mark.django_db

MEET = "https://meet.example.org/evening"


@pytest.fixture
def online():
    MultifactoryFactory(address="Via Roma 1")
    return EventFactory(state="draft", is_common=True, place="", online_url=MEET)


@pytest.mark.parametrize("change", [submit_event, publish_event])
def test_online_is_a_place_and_nowhere_is_none(online, change):
    change(online)
    assert Event.objects.get().state != "draft"

    with pytest.raises(ValidationError, match="enter a location"):
        change(EventFactory(state="draft", is_common=True, place=""))
    with pytest.raises(IntegrityError), transaction.atomic():
        Event.objects.update(online_url="")


def test_pages_and_feeds_say_that_it_is_online(client, online):
    publish_event(online)
    ticket = RegistrationFactory(event=online)
    page, poster = client.get(online.get_absolute_url()), client.get(f"{online.get_absolute_url()}poster/")

    assert "online, " in text_of(client.get(LIST))
    assert f'href="{MEET}"' in page.content.decode()
    assert f'href="{MEET}"' in client.get(ticket.get_absolute_url()).content.decode()
    assert "online" in text_of(poster)
    assert "Via Roma" not in text_of(poster)
    assert linked_data(page)["location"] == {"@type": "VirtualLocation", "url": MEET}
    assert linked_data(page)["eventAttendanceMode"].endswith("/OnlineEventAttendanceMode")
    (found,) = icalendar.Calendar.from_ical(client.get(reverse("events:calendar")).content).events
    assert str(found["LOCATION"]) == "online"
