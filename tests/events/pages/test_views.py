"""The page of an event."""

from datetime import timedelta

import pytest
from django.utils import timezone

from events.programme.services import cancel_event
from events.registrations.models import Registration
from tests.events.helpers import GUEST, LIST, linked_data, register_url, text_of
from tests.factories.events import EventFactory, EventHostFactory, RegistrationFactory
from tests.factories.members import CompanyFactory, MultifactoryFactory
from tests.factories.spaces import RoomFactory

pytestmark = pytest.mark.django_db


def test_the_page_tells_when_where_who_and_how_many(client):
    starts_at = timezone.make_aware(timezone.datetime(2030, 12, 5, 10, 0))
    event = EventFactory(
        title="Open day",
        starts_at=starts_at,
        ends_at=starts_at + timedelta(hours=8),
        space=RoomFactory(code="A6", name="Hall"),
        place="",
        capacity=30,
        is_common=True,
        text="Bring **tools**.\n\n<script>alert(1)</script>",
    )
    company = CompanyFactory(name="Joinery")
    EventHostFactory(event=event, company=company)

    response = client.get(event.get_absolute_url())
    text = text_of(response)

    assert "5 December 2030 Thursday, 10:00 to 18:00 Where A6 Hall" in text
    assert "30 available, of 30" in text
    assert "Organised by The whole community of companies. " in text
    assert " Joinery " in text
    assert "<strong>tools</strong>" in response.content.decode()
    assert "<script>alert" not in response.content.decode()
    assert f'href="{company.get_absolute_url()}"' in response.content.decode()
    assert f'href="{event.space.get_absolute_url()}"' in response.content.decode()


def test_a_long_event_names_both_days(client):
    starts_at = timezone.make_aware(timezone.datetime(2030, 3, 30, 18, 0))
    event = EventFactory(
        starts_at=starts_at, ends_at=timezone.make_aware(timezone.datetime(2030, 4, 1, 9, 0))
    )

    assert "Sat 30 Mar 2030, 18:00 to Mon 1 Apr 2030, 09:00" in text_of(client.get(event.get_absolute_url()))


def test_search_engines_read_the_event_and_a_title_cannot_break_out(client):
    MultifactoryFactory(address="Via Learco Guerra 1, Mantua")
    title = "</script><script>alert(1)</script> & more"
    event = EventFactory(
        title=title, space=RoomFactory(code="A6", name="Hall"), place="", is_common=True, capacity=4
    )

    data = linked_data(client.get(event.get_absolute_url()))

    assert (data["name"], data["eventStatus"]) == (title, "https://schema.org/EventScheduled")
    assert data["location"] == {"@type": "Place", "name": "A6 Hall", "address": "Via Learco Guerra 1, Mantua"}
    assert data["startDate"] == timezone.localtime(event.starts_at).isoformat()
    assert data["maximumAttendeeCapacity"] == 4


def test_a_cancelled_event_keeps_its_page_with_a_banner_and_without_a_form(client):
    event = EventFactory()
    cancel_event(event, reason="Rain")

    response = client.get(event.get_absolute_url())

    assert "This event has been cancelled" in text_of(response)
    assert b"<form" not in response.content.split(b"<main", 1)[1].split(b"</main>", 1)[0]
    assert linked_data(response)["eventStatus"] == "https://schema.org/EventCancelled"
    assert linked_data(response)["startDate"] == timezone.localtime(event.starts_at).isoformat()


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"capacity": 0}, "This event needs no registration."),
        ({"starts_at": timezone.now() - timedelta(minutes=5)}, "Registration closed when the event began."),
    ],
)
def test_where_nobody_can_register_the_page_says_why(client, facts, words):
    event = EventFactory(**facts)

    assert words in text_of(client.get(event.get_absolute_url()))
    assert words in text_of(client.get(register_url(event)))
    assert words in text_of(client.post(register_url(event), GUEST))
    assert Registration.objects.count() == 0


def test_an_internal_event_is_kept_from_search_engines(client_of, collaborator):
    event = EventFactory(visibility="internal")

    body = client_of(collaborator).get(event.get_absolute_url()).content.decode()

    assert '<meta name="robots" content="noindex">' in body
    assert "ld+json" not in body


@pytest.mark.parametrize("address", ["list", "detail"])
def test_pages_ask_the_database_a_fixed_number_of_times(client, django_assert_num_queries, address):
    event = EventFactory(space=RoomFactory())
    url = LIST if address == "list" else event.get_absolute_url()
    EventHostFactory(event=event, company=CompanyFactory())
    queries = {"list": 6, "detail": 12}[address]
    with django_assert_num_queries(queries):
        client.get(url)
    for one in [event, *EventFactory.create_batch(2, space=RoomFactory())]:
        EventHostFactory(event=one, company=CompanyFactory())
        EventHostFactory(event=one, company=CompanyFactory())
    with django_assert_num_queries(queries):
        client.get(url)


def test_how_many_wait_is_told_to_those_who_see_the_guests_alone(client, client_of, coordinator):
    event = EventFactory(capacity=1)
    RegistrationFactory(event=event)
    RegistrationFactory(event=event, state="waiting", queued_at=timezone.now(), party=2)

    assert "waiting list" in text_of(client.get(event.get_absolute_url()))
    assert "2 waiting" not in text_of(client.get(event.get_absolute_url()))
    assert "0 available, of 1, 2 waiting" in text_of(client_of(coordinator).get(event.get_absolute_url()))


def test_what_hosts_show_at_hours_of_their_own_stands_in_the_order_of_the_day(client):
    event = EventFactory()
    for name, hours in (("Late", 1), ("Early", 0)):
        starts_at = event.starts_at + timedelta(hours=hours)
        host = {
            "starts_at": starts_at,
            "ends_at": starts_at + timedelta(hours=1),
            "contribution": f"{name} bread",
        }
        EventHostFactory(event=event, company=CompanyFactory(name=name), **host)

    text = text_of(client.get(event.get_absolute_url()))

    assert text.index("Through the day") < text.index("Early bread") < text.index("Late bread")
