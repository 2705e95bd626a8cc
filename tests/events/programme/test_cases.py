"""The cases of events with their right values."""

import json
import re
from datetime import UTC, datetime, timedelta

import icalendar
import pytest
import time_machine
from django.core import mail
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from events.programme.hosting import answer_host, ask_host
from events.programme.models import Event
from events.programme.parts import EventHost, Programme
from events.programme.services import (
    cancel_event,
    postpone_event,
    publish_event,
    return_event,
    save_event,
    submit_event,
)
from members.companies.models import Multifactory
from spaces.bookings.models import Booking
from tests.factories.events import EventFactory, EventHostFactory, RegistrationFactory
from tests.factories.members import CompanyFactory, MembershipFactory
from tests.factories.spaces import AllocationFactory, RoomFactory, SpaceFactory
from tests.spaces.conftest import booked  # noqa: F401  a fixture

pytestmark = pytest.mark.django_db

NOW = datetime(2027, 2, 1, 9, tzinfo=UTC)
CALENDAR = reverse("events:calendar")


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


def at(text: str) -> datetime:
    """On the clock of the multifactory."""
    return timezone.make_aware(datetime.fromisoformat(text))


def draft(**fields) -> Event:
    values = {"state": "draft", "is_common": True, "starts_at": at("2027-05-01T16:00")}
    return EventFactory(**values | {"ends_at": at("2027-05-01T18:00")} | fields)


def published(**fields) -> Event:
    event = draft(**fields)
    publish_event(event)
    event.refresh_from_db()
    return event


def in_calendar(client, url: str = CALENDAR) -> list[icalendar.Event]:
    return list(icalendar.Calendar.from_ical(client.get(url).content).walk("VEVENT"))


def linked(client, event: Event) -> dict:
    page = client.get(event.get_absolute_url()).content.decode()
    [text] = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    return json.loads(text)


def halls():
    whole, first, second = (RoomFactory(code=code, name=f"Hall {code}") for code in ("C1", "C2", "C3"))
    whole.takes.set([first, second])
    return whole, first, second


# Times


def test_an_event_of_whole_days_is_dates_with_the_end_exclusive(client):
    published(is_all_day=True, starts_at=at("2027-05-01T00:00"), ends_at=at("2027-05-03T00:00"))

    [event] = in_calendar(client)

    assert event["DTSTART"].to_ical() == b"20270501"
    assert event["DTEND"].to_ical() == b"20270503"
    assert event["DTSTART"].params["VALUE"] == "DATE"
    assert linked(client, Event.objects.get())["endDate"] == "2027-05-02"


def test_moved_twice_there_are_two_former_starts_and_sequence_2_and_a_corrected_word_changes_nothing(client):
    event = published()
    RegistrationFactory(event=event)
    starts = [event.starts_at]
    for days in (1, 2):
        event.starts_at, event.ends_at = (
            moment + timedelta(days=days) for moment in (event.starts_at, event.ends_at)
        )
        save_event(event)
        starts.append(event.starts_at)
    event.title = "Corrected"
    save_event(event)

    data = linked(client, event)

    assert (event.sequence, len(mail.outbox)) == (2, 2)
    assert data["previousStartDate"] == [timezone.localtime(start).isoformat() for start in starts[:2]]
    assert data["startDate"] == timezone.localtime(starts[2]).isoformat()
    assert data["eventStatus"] == "https://schema.org/EventRescheduled"
    assert [int(one["SEQUENCE"]) for one in in_calendar(client)] == [2]


def test_a_draft_that_moves_has_no_sequence_and_no_past(client):
    event = draft()
    event.starts_at -= timedelta(hours=1)
    save_event(event)
    assert (event.sequence, event.moves.count()) == (0, 0)


def test_published_from_is_looked_at_by_the_clock(client, clock):
    event = published(published_from=NOW + timedelta(hours=3))
    assert client.get(event.get_absolute_url()).status_code == 404
    assert in_calendar(client) == []

    clock.move_to(NOW + timedelta(hours=3))

    assert client.get(event.get_absolute_url()).status_code == 200
    assert event.public_since == NOW + timedelta(hours=3)


@pytest.mark.parametrize("visibility", ["public", "internal"])
def test_what_everybody_has_seen_is_not_hidden_until_later_because_no_calendar_would_hear_of_it(
    client, visibility
):
    event = published()
    event.visibility = visibility
    save_event(event)
    event.visibility, event.published_from = "public", NOW + timedelta(days=1)

    with pytest.raises(ValidationError, match="Everyone has already seen this event"):
        save_event(event)


# Rooms


def test_event_in_the_hall_until_18_and_a_booking_of_its_half_from_18_both_stand(booked):  # noqa: F811
    whole, half, _other = halls()
    published(space=whole)

    assert booked(half, at("2027-05-01T18:00")).is_confirmed
    with pytest.raises(ValidationError, match="Hall C1 is taken for “Open day"):
        booked(half, at("2027-05-01T17:45"))


def test_a_booking_from_17_45_keeps_the_event_from_being_published_and_is_named(booked):  # noqa: F811
    whole, half, _other = halls()
    booked(half, at("2027-05-01T17:45"), membership=MembershipFactory(company__name="Nodo"))

    with pytest.raises(ValidationError) as refusal:
        publish_event(draft(space=whole))

    assert refusal.value.message_dict == {"space": ["Hall C2 is taken by Nodo: 1 May 2027, 17:45–18:45."]}


def test_the_room_moves_with_the_event_or_the_move_is_refused(booked):  # noqa: F811
    whole, half, _other = halls()
    event = published(space=whole)
    booked(half, at("2027-05-02T17:00"))
    event.starts_at, event.ends_at = at("2027-05-02T16:00"), at("2027-05-02T18:00")

    with pytest.raises(ValidationError):
        save_event(event)
    event = Event.objects.get()
    assert (event.starts_at, event.rooms.get().booking.starts_at) == (at("2027-05-01T16:00"),) * 2

    event.starts_at, event.ends_at = at("2027-05-03T16:00"), at("2027-05-03T18:00")
    save_event(event)
    assert event.rooms.get().booking.starts_at == at("2027-05-03T16:00")


def test_time_to_set_up_and_clear_belongs_to_the_claim_not_to_the_event(booked):  # noqa: F811
    room = RoomFactory()
    event = draft(space=room)
    event.rooms.create(space=room, before_minutes=30, after_minutes=60)
    publish_event(event)

    held = Booking.objects.get()
    assert (held.starts_at, held.ends_at) == (at("2027-05-01T15:30"), at("2027-05-01T19:00"))


def test_a_cancelled_event_frees_its_room_at_once_and_a_past_room_stays_on_record(booked, clock):  # noqa: F811
    room = RoomFactory()
    event = published(space=room)
    cancel_event(event, reason="Rain")
    assert booked(room, event.starts_at).is_confirmed

    past = published(space=RoomFactory())
    clock.move_to(past.ends_at + timedelta(days=1))
    save_event(past)
    assert past.rooms.get().booking.is_confirmed


def test_a_submitted_event_holds_its_rooms_a_returned_or_postponed_one_does_not(booked):  # noqa: F811
    room = RoomFactory()
    event = draft(space=room)
    submit_event(event)
    with pytest.raises(ValidationError, match="is taken"):
        booked(room, event.starts_at)

    return_event(event, reason="Too loud")
    first = booked(room, event.starts_at)
    first.claims.all().delete()
    first.delete()
    publish_event(event)
    postpone_event(event)

    assert booked(room, event.starts_at).is_confirmed
    with pytest.raises(ValidationError, match="is taken by"):
        publish_event(event)


def test_two_events_for_a_hall_and_its_half_exclude_each_other():
    whole, half, _other = halls()
    published(space=whole, title="Concert")

    with pytest.raises(ValidationError, match="Hall C1 is taken for “Concert”"):
        publish_event(draft(space=half))


# Hosts


def test_in_a_private_unit_only_what_its_holder_makes():
    unit = SpaceFactory()
    holder = AllocationFactory(unit=unit).company
    event = draft(space=unit, is_common=False)
    EventHostFactory(event=event)

    with pytest.raises(ValidationError, match="the company it is allocated to must be one of the hosts"):
        publish_event(event)
    EventHostFactory(event=event, company=holder, state="asked")
    with pytest.raises(ValidationError, match="the company it is allocated to"):
        publish_event(event)

    answer_host(event.hosts.get(company=holder), confirms=True, by=MembershipFactory(company=holder).user)
    publish_event(event)
    assert (Event.objects.get().state, event.rooms.count()) == ("published", 0)


def test_a_company_that_left_is_named_and_not_linked(client):
    company = CompanyFactory(name="Nodo", left_on=NOW.date() - timedelta(days=1))
    event = published()
    EventHostFactory(event=event, company=company)

    page = client.get(event.get_absolute_url()).content.decode()

    assert "Nodo" in page
    assert company.get_absolute_url() not in page
    assert {"@type": "Organization", "name": "Nodo"} in linked(client, event)["organizer"]


def test_a_co_host_that_is_asked_sees_the_draft_and_is_not_shown(client, client_of):
    asked = MembershipFactory(company__name="Nodo", role="representative")
    event = draft()
    ask_host(event, company=asked.company, by=MembershipFactory().user)

    assert [message.to for message in mail.outbox] == [[asked.user.email]]
    assert client.get(event.get_absolute_url()).status_code == 404
    assert "Your company is invited" in client_of(asked.user).get(event.get_absolute_url()).content.decode()
    publish_event(event)
    for url in (event.get_absolute_url(), asked.company.get_absolute_url()):
        assert ("Nodo" in client.get(url).content.decode()) == (url == asked.company.get_absolute_url())
    assert event.title not in client.get(asked.company.get_absolute_url()).content.decode()


def test_a_collaborator_of_a_host_can_publish_nothing(client_of, representative, collaborator):
    event = draft(is_common=False)
    EventHostFactory(event=event, company=collaborator.memberships.get().company)
    url = reverse("events:event_publish", args=[event.slug])

    assert client_of(collaborator).post(url).status_code == 403
    assert client_of(representative).post(url).status_code == 302
    assert Event.objects.get().state == "published"


def test_where_the_back_office_says_so_a_coordinator_publishes(client_of, representative, coordinator):
    Programme.objects.update(hosts_publish=False)
    event = draft(is_common=False)
    EventHostFactory(event=event, company=representative.memberships.get().company)
    publish = reverse("events:event_publish", args=[event.slug])

    assert client_of(representative).post(publish).status_code == 403
    client_of(representative).post(reverse("events:event_submit", args=[event.slug]))
    assert Event.objects.get().state == "submitted"
    client_of(coordinator).post(publish)
    assert Event.objects.get().state == "published"


def test_the_last_host_cannot_decline():
    event = published(is_common=True)
    first, second = (EventHostFactory(event=event) for _ in range(2))
    event.is_common = False
    save_event(event)
    by = MembershipFactory().user
    answer_host(first, confirms=False, by=by)

    with pytest.raises(ValidationError, match="You are the last host"):
        answer_host(second, confirms=False, by=by)
    assert EventHost.objects.confirmed().get() == second


def test_own_hours_go_along_with_an_event_that_moves():
    event = published()
    host = EventHostFactory(event=event, starts_at=at("2027-05-01T17:00"), ends_at=at("2027-05-01T18:00"))
    event.starts_at, event.ends_at = at("2027-05-08T16:00"), at("2027-05-08T18:00")
    save_event(event)
    host.refresh_from_db()
    assert host.starts_at == at("2027-05-08T17:00")


# Feeds


def test_what_is_made_private_is_cancelled_in_calendars_for_30_days(client, clock):
    event = published(title="Secret", place="The yard")
    event.visibility = "internal"
    save_event(event)

    [told] = in_calendar(client)
    assert (str(told["SUMMARY"]), str(told["STATUS"]), int(told["SEQUENCE"])) == (
        "Cancelled: Secret",
        "CANCELLED",
        1,
    )
    assert "LOCATION" not in told
    clock.move_to(NOW + timedelta(days=30, seconds=1))
    assert in_calendar(client) == []


def test_a_postponed_event_is_tentative_and_its_title_says_so(client):
    event = published(title="Concert")
    postpone_event(event)

    [told] = in_calendar(client)

    assert (str(told["SUMMARY"]), str(told["STATUS"])) == ("Postponed: Concert", "TENTATIVE")
    assert linked(client, event)["eventStatus"] == "https://schema.org/EventPostponed"


def test_calendar_has_categories_and_never_an_organizer_and_is_narrowed(client):
    nodo = CompanyFactory(slug="nodo")
    course = published(kind="course", title="Course")
    EventHostFactory(event=course, company=nodo)
    published(kind="talk")

    for query in ("?company=nodo", "?kind=course"):
        [told] = in_calendar(client, CALENDAR + query)
        assert (str(told["SUMMARY"]), told["CATEGORIES"].to_ical()) == ("Course", b"course")
        assert "ORGANIZER" not in told
    assert in_calendar(client, CALENDAR + "?company=%00") == []


def test_a_feed_that_is_known_is_not_written_again(client):
    event = published()
    for seconds, url in enumerate((CALENDAR, reverse("events:feed")), start=1):
        first = client.get(url)
        known = {"HTTP_IF_NONE_MATCH": first["ETag"]}
        assert client.get(url, **known).status_code == 304
        assert first["Last-Modified"]
        event.title += "!"
        event.updated_at = timezone.now() + timedelta(seconds=seconds)
        event.save()
        assert client.get(url, **known).status_code == 200


def test_language_of_a_feed_is_fixed_by_its_address(client):
    event = published(title="Open day", language="en")
    event.texts.create(language="it", title="Porte aperte")
    titles = [str(in_calendar(client, f"{CALENDAR}?lang={code}")[0]["SUMMARY"]) for code in ("it", "en")]
    assert titles == ["Porte aperte", "Open day"]


def test_atom_has_author_published_and_the_text_as_html(client):
    published(text="Bring **old shoes**.")
    feed = client.get(reverse("events:feed")).content.decode()
    assert re.search(r"<author><name>[^<]+</name>", feed)
    assert "<published>2027-02-01T09:00:00+00:00</published>" in feed
    assert "&lt;strong&gt;old shoes&lt;/strong&gt;" in feed


@pytest.mark.parametrize("title", ["</script>, a; b", "x" * 66 + "🎈 Fest"])
def test_a_title_is_equal_on_page_and_in_feed(client, title):
    event = published(title=title)
    [told] = in_calendar(client)
    [alone] = in_calendar(client, reverse("events:event_ics", args=[event.slug]))
    assert {str(told["SUMMARY"]), str(alone["SUMMARY"]), linked(client, event)["name"]} == {title}
    assert told["UID"] == alone["UID"] == f"{event.uid}@multifactory-portal"


# Facts for machines


def test_place_price_and_attendance_are_told_to_search_engines(client):
    event = published(place="Yard", price_cents=1250, online_url="https://meet.example.org/x", capacity=3)
    Multifactory.objects.update(street="Via Ferri 1", postal_code="46100", locality="Mantova")

    data = linked(client, event)

    assert data["location"][0]["address"] == {
        "@type": "PostalAddress",
        "streetAddress": "Via Ferri 1",
        "postalCode": "46100",
        "addressLocality": "Mantova",
        "addressCountry": "IT",
    }
    assert data["offers"] | {"url": ""} == {
        "@type": "Offer",
        "price": "12.50",
        "priceCurrency": "EUR",
        "availability": "https://schema.org/InStock",
        "url": "",
        "validFrom": timezone.localtime(NOW).isoformat(),
    }
    assert data["eventAttendanceMode"] == "https://schema.org/MixedEventAttendanceMode"
    event.is_elsewhere = True
    event.save()
    assert linked(client, event)["location"][0]["address"] == "Yard"


# Bad input


@pytest.mark.parametrize(
    "path", ["month/2027/13/", "month/0/1/", "month/9999/1/", "archive/0/", "archive/9999/"]
)
def test_a_month_or_year_that_is_none_is_no_page(client, path):
    assert client.get(f"/events/{path}").status_code == 404


@pytest.mark.parametrize("number", ["1000000", "x", "-1", "0", "", "٣", "9" * 5000])
def test_embed_takes_any_number(client, number):
    published()
    assert client.get(reverse("events:event_embed"), {"n": number}).status_code == 200


def test_embed_is_framed_by_listed_sites_alone_without_cookie_and_script(client):
    published()
    Programme.objects.update(embed_origins="https://www.example.org")

    page = client.get(reverse("events:event_embed"))

    assert "frame-ancestors https://www.example.org;" in page["Content-Security-Policy"] + ";"
    assert "X-Frame-Options" not in page
    assert (page.cookies, b"<script" in page.content) == ({}, False)
    assert client.get("/events/")["X-Frame-Options"] == "DENY"
    Programme.objects.update(embed_origins="")
    closed = client.get(reverse("events:event_embed"))
    assert "frame-ancestors 'none'" in closed["Content-Security-Policy"]
    assert closed["X-Frame-Options"] == "DENY"


FORM = {
    "title": "Repair café",
    "summary": "Bring it.",
    "language": "en",
    "kind": "repair",
    "starts_at": "2027-05-01T16:00",
    "ends_at": "2027-05-01T18:00",
    "visibility": "public",
    "max_party": "2",
    "place": "Yard",
}


def test_a_representative_writes_an_event_with_rooms_in_two_languages(client_of, representative):
    rooms = [RoomFactory() for _ in range(2)]
    company = representative.memberships.get().company
    data = {"company": company.pk, "space": rooms[0].pk, "more_spaces": [rooms[1].pk]}
    words = {"other_title": "Officina aperta", "before_minutes": "30"}

    page = client_of(representative).post(reverse("events:event_new"), FORM | data | words)

    event = Event.objects.get()
    assert (page.status_code, event.slug, event.state) == (302, "repair-cafe", "draft")
    assert list(event.hosts.values_list("company", "state")) == [(company.pk, "confirmed")]
    assert sorted(event.rooms.values_list("space", "before_minutes")) == [(room.pk, 30) for room in rooms]
    assert event.texts.get().title == "Officina aperta"
    edit = reverse("events:event_edit", args=[event.slug])
    assert client_of(representative).post(edit, FORM | {"title": "New"}).status_code == 302
    assert (Event.objects.get().title, event.rooms.count(), event.texts.count()) == ("New", 0, 0)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("title", "x" * 10_000),
        ("summary", ""),
        ("ends_at", "2027-05-01T15:00"),
        ("starts_at", "2027-03-28T02:30"),
        ("starts_at", "0000-01-01T00:00"),
        ("ends_at", "9999-12-31T23:59"),
        ("online_url", "javascript:alert(1)"),
        ("online_url", "http://example.org"),
        ("capacity", "-1"),
        ("capacity", str(2**31)),
        ("max_party", "0"),
        ("max_party", "11"),
        ("for_age_from", "19"),
        ("price_cents", "-1"),
        ("space", "x"),
        ("before_minutes", "1441"),
        ("kind", "party"),
    ],
)
def test_bad_input_gets_the_form_again_with_a_message(client_of, representative, field, value):
    company = representative.memberships.get().company
    page = client_of(representative).post(
        reverse("events:event_new"), FORM | {"company": company.pk, field: value}
    )

    assert page.status_code == 200
    assert page.context["form"].errors
    assert not Event.objects.exists()


def test_an_address_of_the_portal_is_no_address_of_an_event(client_of, representative):
    company = representative.memberships.get().company
    client_of(representative).post(
        reverse("events:event_new"), FORM | {"company": company.pk, "title": "Archive"}
    )
    assert Event.objects.get().slug == "archive-2"
