"""The files for calendars, read by two libraries: the same times, identities and states."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import icalendar
import pytest
import time_machine
import vobject
from django.urls import reverse

from events.programme.models import Event
from events.programme.services import cancel_event, postpone_event, save_event
from tests.events.helpers import linked_data, text_of
from tests.factories.events import EventFactory, RegistrationFactory

pytestmark = pytest.mark.django_db

FEED = reverse("events:calendar")
TITLE = "Bread, wine; a \\ slash, " + "ü" * 40 + " 🛠️"


def read_by_icalendar(text: bytes) -> dict:
    return {
        str(event["UID"]): (
            *(event["DTSTART"].dt, event["DTEND"].dt, str(event["SUMMARY"])),
            *(str(event["STATUS"]), int(event["SEQUENCE"]), event["DTSTAMP"].dt),
        )
        for event in icalendar.Calendar.from_ical(text).events
    }


def read_by_vobject(text: bytes) -> dict:
    return {
        event.uid.value: (
            *(event.dtstart.value, event.dtend.value, event.summary.value),
            *(event.status.value, int(event.sequence.value), event.dtstamp.value),
        )
        for event in vobject.readOne(text.decode()).vevent_list
    }


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo("Europe/Rome"))


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(at("2027-03-01T09:00"), tick=False):
        yield


@pytest.fixture
def events():
    """As they stand in a programme: at an hour, of whole days, off, moved without a date, made private."""
    timed = EventFactory(title=TITLE, starts_at=at("2027-03-24T18:00"), ends_at=at("2027-03-24T20:00"))
    days = EventFactory(starts_at=at("2027-05-01T00:00"), ends_at=at("2027-05-03T00:00"), is_all_day=True)
    off, later, private = (EventFactory(title=title) for title in ("Off", "Later", "Private"))
    cancel_event(off, reason="Storm")
    postpone_event(later)
    private.visibility = Event.Visibility.INTERNAL
    save_event(private)
    return [timed, days, off, later, private]


def test_feed_event_and_ticket_are_read_alike_by_icalendar_and_vobject(client, events):
    feed = client.get(FEED).content
    expected = read_by_icalendar(feed)
    assert read_by_vobject(feed) == expected
    assert [expected[f"{event.uid}@multifactory-portal"][3] for event in events] == [
        *("CONFIRMED", "CONFIRMED", "CANCELLED", "TENTATIVE", "CANCELLED")
    ]
    timed, days = (expected[f"{event.uid}@multifactory-portal"] for event in events[:2])
    assert (timed[:2], timed[2]) == ((at("2027-03-24T18:00"), at("2027-03-24T20:00")), TITLE)
    assert days[:2] == (date(2027, 5, 1), date(2027, 5, 3))

    for event in events[:4]:
        uid = f"{event.uid}@multifactory-portal"
        ticket = RegistrationFactory(event=event)
        for url in (f"{event.get_absolute_url()}event.ics", f"{ticket.get_absolute_url()}ticket.ics"):
            text = client.get(url).content
            assert read_by_icalendar(text) == read_by_vobject(text) == {uid: expected[uid]}


def test_a_title_with_every_trap_is_equal_on_page_in_feed_and_on_the_ticket(client):
    start = "Bread, wine; </script><b> "
    escaped = len("SUMMARY:") + len(start) + 2  # each of , and ; gets a stroke
    title = f"{start}{'x' * (73 - escaped)}🪑 & end"  # the emoji begins at octet 74 and passes octet 75
    event = EventFactory(title=title)
    ticket = RegistrationFactory(event=event)

    page, shown = client.get(event.get_absolute_url()), client.get(ticket.get_absolute_url())

    for response in (page, shown):
        assert title in text_of(response)
        assert "</script><b>" not in response.content.decode()
    assert linked_data(page)["name"] == title
    for url in (FEED, f"{event.get_absolute_url()}event.ics", f"{ticket.get_absolute_url()}ticket.ics"):
        text = client.get(url).content
        assert [row[2] for row in read_by_icalendar(text).values()] == [title]
        assert [row[2] for row in read_by_vobject(text).values()] == [title]
        assert max(map(len, text.split(b"\r\n"))) <= 75
