"""What programs read of events, held against what they are promised: RFC 4287, Google's page on events."""

import re
from datetime import UTC, date, datetime, timedelta
from xml.etree import ElementTree

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from events.programme.month_table import month_weeks
from events.programme.parts import EventPicture
from events.programme.series import series_days
from events.programme.services import cancel_event, save_event
from tests.events.helpers import linked_data
from tests.factories.events import EventFactory, EventHostFactory
from tests.factories.members import MultifactoryFactory
from tests.factories.pictures import stored
from tests.factories.spaces import RoomFactory

pytestmark = pytest.mark.django_db

NOW = datetime(2027, 2, 1, 9, tzinfo=UTC)
ATOM = "{http://www.w3.org/2005/Atom}"
# RFC 4287, 3.3: a moment of RFC 3339 with an upper-case T, and Z or an offset.
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False):
        yield


def at(text: str) -> datetime:
    return timezone.make_aware(datetime.fromisoformat(text))


@pytest.mark.parametrize("number", [0, 3])
def test_atom_is_valid_by_rfc_4287(client, number):
    MultifactoryFactory(name="R84", tagline="In Mantua")
    events = EventFactory.create_batch(number, public_since=NOW, text="Bring **tools**.")
    if events:
        cancel_event(events[0], reason="Storm")

    address = reverse("events:feed")
    feed = ElementTree.fromstring(client.get(address).content)  # noqa: S314  our own
    entries = feed.findall(f"{ATOM}entry")

    assert len(entries) == number
    for one in (feed, *entries):  # 4.1.1, 4.1.2: exactly one of each
        for name in ("id", "title", "updated"):
            [element] = one.findall(f"{ATOM}{name}")
            assert (element.text or "").strip()
        assert re.match(r"(urn:uuid:|https?://)", one.find(f"{ATOM}id").text)
    [author] = feed.findall(f"{ATOM}author")  # for every entry without one of its own
    assert author.find(f"{ATOM}name").text == "R84"
    relations = [(link.get("rel"), link.get("href")) for link in feed.findall(f"{ATOM}link")]
    assert [relation for relation, _href in relations] == ["alternate", "self"]
    assert relations[1][1].endswith(address)
    moments = [*feed.iter(f"{ATOM}updated"), *feed.iter(f"{ATOM}published")]
    assert all(MOMENT.fullmatch(moment.text) for moment in moments)
    assert len({entry.find(f"{ATOM}id").text for entry in entries}) == number
    for entry in entries:
        assert [link.get("rel") for link in entry.findall(f"{ATOM}link")] == ["alternate"]
        assert len(entry.findall(f"{ATOM}summary")) == 1
        [content] = entry.findall(f"{ATOM}content")
        assert content.get("type") == "html"


def test_linked_data_has_every_field_of_googles_event_page_that_applies(client):
    """Required: name, startDate, location with its address. Recommended: the rest; `performer` does not
    apply, because an event names who makes it and nobody who performs."""
    MultifactoryFactory(street="Via Ferri 1", postal_code="46100", locality="Mantova")
    event = EventFactory(
        space=RoomFactory(),
        place="",
        capacity=5,
        public_since=NOW - timedelta(days=9),
        starts_at=at("2027-05-01T18:00"),
        ends_at=at("2027-05-01T20:00"),
    )
    EventHostFactory(event=event)
    stored(EventPicture(event=event, alt="The yard"))
    event.starts_at, event.ends_at = at("2027-05-02T18:00"), at("2027-05-02T20:00")
    save_event(event)

    data = linked_data(client.get(event.get_absolute_url()))

    assert {"@type", "name", "startDate", "location"} <= set(data)
    assert {"name", "address"} <= set(data["location"])
    assert {"streetAddress", "postalCode", "addressLocality", "addressCountry"} <= set(
        data["location"]["address"]
    )
    recommended = {
        "description",
        "endDate",
        "eventStatus",
        "image",
        "offers",
        "organizer",
        "previousStartDate",
    }
    assert recommended | {"eventAttendanceMode", "url"} <= set(data)
    assert {"availability", "price", "priceCurrency", "validFrom", "url"} <= set(data["offers"])
    assert [set(one) for one in data["organizer"]] == [{"@type", "name", "url"}]
    assert data["eventStatus"].endswith("/EventRescheduled")
    assert data["previousStartDate"] == ["2027-05-01T18:00:00+02:00"]
    assert all(data.values())


def test_an_event_over_the_end_of_a_month_stands_in_both_and_midnight_belongs_to_the_day_before():
    event = EventFactory(starts_at=at("2027-04-29T20:00"), ends_at=at("2027-05-03T00:00"))

    days = {
        month: [day.day.day for week in month_weeks(2027, month, [event]) for day in week if day.events]
        for month in (4, 5)
    }

    assert days == {4: [29, 30], 5: [1, 2]}


@pytest.mark.parametrize(
    ("first", "days"),
    [
        (date(2028, 1, 31), ["01-31", "03-31", "05-31"]),
        (date(2028, 1, 29), ["01-29", "02-29", "03-29"]),
        (date(2027, 1, 29), ["01-29", "03-29", "04-29"]),
    ],
)
def test_monthly_on_the_31st_and_over_the_29th_of_february(first, days):
    assert [f"{day:%m-%d}" for day in series_days(first, "monthly_by_date", count=3)] == days
