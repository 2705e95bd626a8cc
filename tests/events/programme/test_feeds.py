from datetime import UTC, datetime, timedelta
from xml.etree import ElementTree

import icalendar
import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from events.programme.feeds import EventSitemap
from events.programme.models import Event
from events.programme.services import cancel_event, save_event
from tests.factories.events import EventFactory
from tests.factories.members import MultifactoryFactory
from tests.factories.spaces import RoomFactory

pytestmark = pytest.mark.django_db

CALENDAR = reverse("events:calendar")
FEED = reverse("events:feed")
ATOM = "{http://www.w3.org/2005/Atom}"


def calendar_text(client) -> bytes:
    response = client.get(CALENDAR)
    assert (response.status_code, response["Content-Type"]) == (200, "text/calendar; charset=utf-8")
    return response.content


def events_in(client) -> list[icalendar.Event]:
    return icalendar.Calendar.from_ical(calendar_text(client)).events


def titles_in(client) -> list[str]:
    return [str(event["SUMMARY"]) for event in events_in(client)]


def test_an_event_says_all_a_calendar_program_needs(client):
    starts_at = timezone.now().replace(microsecond=0) + timedelta(days=7)
    event = EventFactory(
        title="Open day",
        starts_at=starts_at,
        space=RoomFactory(code="A6", name="Hall"),
        place="",
        sequence=3,
        updated_at=datetime(2026, 3, 1, 12, tzinfo=UTC),
    )

    (found,) = events_in(client)

    assert {
        "uid": str(found["UID"]),
        "summary": str(found["SUMMARY"]),
        "location": str(found["LOCATION"]),
        "status": str(found["STATUS"]),
        "sequence": found["SEQUENCE"],
        "start": found.start,
        "end": found.end,
        "stamp": found["DTSTAMP"].dt,
        "changed": found["LAST-MODIFIED"].dt,
    } == {
        "uid": f"{event.uid}@multifactory-portal",
        "summary": "Open day",
        "location": "A6 Hall",
        "status": "CONFIRMED",
        "sequence": 3,
        "start": starts_at,
        "end": starts_at + timedelta(hours=2),
        "stamp": datetime(2026, 3, 1, 12, tzinfo=UTC),
        "changed": datetime(2026, 3, 1, 12, tzinfo=UTC),
    }
    assert str(found["URL"]).endswith(event.get_absolute_url())


def test_an_empty_calendar_is_a_calendar_with_its_name_and_its_pace(client):
    MultifactoryFactory(name="R84")

    text = calendar_text(client)
    calendar = icalendar.Calendar.from_ical(text)

    assert (str(calendar["NAME"]), str(calendar["X-WR-CALNAME"])) == ("R84: events", "R84: events")
    assert b"REFRESH-INTERVAL;VALUE=DURATION:PT1H\r\n" in text
    assert b"X-PUBLISHED-TTL:PT1H\r\n" in text
    assert b"METHOD" not in text
    assert calendar.events == []


@pytest.mark.parametrize(
    "title",
    ["Bread, wine; and a \\ slash", "Café 🛠️ " + "ü" * 90, 'A "quoted" : title'],
)
def test_text_comes_back_as_it_was_written(client, title):
    EventFactory(title=title, summary="First line: second, line; end 🪑")

    text = calendar_text(client)
    (found,) = events_in(client)

    assert str(found["SUMMARY"]) == title
    assert str(found["DESCRIPTION"]).startswith("First line: second, line; end 🪑\n\n")
    lines = text.split(b"\r\n")
    assert lines[-1] == b""
    assert not any(b"\n" in line or b"\r" in line for line in lines)
    assert max(len(line) for line in lines) <= 75
    for line in lines:
        line.decode()  # no character is cut in two


def test_drafts_and_internal_events_are_in_no_feed_not_even_for_members(client_of, representative):
    EventFactory(title="Draft", state=Event.State.DRAFT)
    EventFactory(title="Inside", visibility=Event.Visibility.INTERNAL)
    EventFactory(title="Outside")
    member = client_of(representative)

    entries = ElementTree.fromstring(member.get(FEED).content).findall(f"{ATOM}entry")  # noqa: S314  our own

    assert titles_in(member) == ["Outside"]
    assert [entry.find(f"{ATOM}title").text for entry in entries] == ["Outside"]
    assert [event.title for event in EventSitemap().items()] == ["Outside"]


def test_a_cancelled_event_stays_thirty_days_and_says_so_twice(client):
    event = EventFactory(title="Open day")
    uid = str(events_in(client)[0]["UID"])
    cancel_event(event, reason="Rain")

    (found,) = events_in(client)

    assert (str(found["UID"]), str(found["STATUS"]), str(found["SUMMARY"]), found["SEQUENCE"]) == (
        uid,
        "CANCELLED",
        "Cancelled: Open day",
        1,
    )
    Event.objects.update(updated_at=timezone.now() - timedelta(days=31))
    assert events_in(client) == []
    assert list(EventSitemap().items()) == []


def test_the_identity_survives_a_new_time_and_another_host(client, settings):
    event = EventFactory()
    uid = str(events_in(client)[0]["UID"])

    event.starts_at += timedelta(days=1)
    event.ends_at += timedelta(days=1)
    save_event(event)
    settings.SITE_URL = "https://elsewhere.example.org"

    (found,) = events_in(client)
    assert (str(found["UID"]), found["SEQUENCE"]) == (uid, 1)


@pytest.mark.parametrize(("days", "is_in"), [(-32, False), (-29, True), (399, True), (401, False)])
def test_the_calendar_reaches_from_a_month_ago_to_a_year_ahead(client, days, is_in):
    EventFactory(title="Day", starts_at=timezone.now() + timedelta(days=days))

    assert titles_in(client) == (["Day"] if is_in else [])


@pytest.mark.parametrize("address", [CALENDAR, FEED])
def test_a_program_that_has_the_newest_gets_304_until_something_changes(client, address):
    event = EventFactory()
    etag = client.get(address)["ETag"]

    assert client.get(address, headers={"If-None-Match": etag}).status_code == 304
    event.title = "Another title"
    save_event(event)
    assert client.get(address, headers={"If-None-Match": etag}).status_code == 200


def test_a_room_with_another_name_is_news_for_who_has_the_calendar(client):
    room = EventFactory(space=RoomFactory(code="A6", name="Hall")).space
    etag = client.get(CALENDAR)["ETag"]
    room.name = "Forge"
    room.save()

    answer = client.get(CALENDAR, headers={"If-None-Match": etag})

    assert (answer.status_code, b"Forge" in answer.content) == (200, True)


def test_the_calendar_asks_the_database_as_often_for_three_events_as_for_one(
    client, django_assert_num_queries
):
    EventFactory(space=RoomFactory())
    with django_assert_num_queries(6):
        client.get(CALENDAR)
    EventFactory.create_batch(2, space=RoomFactory())
    with django_assert_num_queries(6):
        client.get(CALENDAR)


def test_the_atom_feed_says_what_the_multifactory_is_in_the_language_of_its_address(client):
    MultifactoryFactory(language="en", tagline="In Mantua", other_tagline="A Mantova")
    feeds = [ElementTree.fromstring(client.get(FEED, {"lang": code}).content) for code in ("en", "it")]  # noqa: S314  our own

    assert [feed.find(f"{ATOM}subtitle").text for feed in feeds] == ["In Mantua", "A Mantova"]


def test_the_atom_feed_names_each_event_for_ever_and_when_it_changed(client):
    MultifactoryFactory(name="R84", tagline="In Mantua")
    event = EventFactory(
        title="Bread & <wine>", summary="At six.", updated_at=datetime(2026, 3, 1, 12, tzinfo=UTC)
    )
    EventFactory(starts_at=timezone.now() - timedelta(days=3))

    response = client.get(FEED)
    feed = ElementTree.fromstring(response.content)  # noqa: S314  our own

    assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
    assert feed.find(f"{ATOM}title").text == "R84: events"
    (entry,) = feed.findall(f"{ATOM}entry")
    assert {
        "id": entry.find(f"{ATOM}id").text,
        "title": entry.find(f"{ATOM}title").text,
        "summary": entry.find(f"{ATOM}summary").text,
        "updated": entry.find(f"{ATOM}updated").text,
    } == {
        "id": event.uid.urn,
        "title": "Bread & <wine>",
        "summary": "At six.",
        "updated": "2026-03-01T12:00:00+00:00",
    }
    assert entry.find(f"{ATOM}link").get("href").endswith(event.get_absolute_url())


def test_the_sitemap_says_when_an_event_really_changed():
    event = EventFactory(
        updated_at=datetime(2026, 3, 1, tzinfo=UTC), public_since=datetime(2026, 2, 1, tzinfo=UTC)
    )

    assert EventSitemap().lastmod(event) == datetime(2026, 3, 1, tzinfo=UTC)


def test_control_signs_in_the_database_break_no_feed(client):
    """One title with U+000B made the feed a 500 for all, and stood raw in the calendar."""
    event = EventFactory()
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE events_event SET title = %s, summary = %s WHERE id = %s",
            ["Open\x0bday", "Come\x0band\x1bsee", event.pk],
        )

    feed = ElementTree.fromstring(client.get(FEED).content)  # noqa: S314  our own feed

    assert feed.find(f"{ATOM}entry/{ATOM}title").text == "Open day"
    assert titles_in(client) == ["Open day"]
    assert not {0x0B, 0x1B} & set(calendar_text(client))
