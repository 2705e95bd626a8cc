"""What hosts do with an event, and that every output says the same of it afterwards."""

import json
import re
from datetime import datetime, timedelta

import icalendar
import pytest
from django.core import mail
from django.db.models import F
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

from events.programme.models import Event
from events.programme.proposed import ProposedEvent
from events.programme.services import publish_event
from governance.proposals.services import keep_terms
from governance.resolutions.models import Resolution
from spaces.bookings.models import Booking
from tests.browser.test_journeys import look, open_window  # noqa: F401 - a fixture
from tests.factories.events import EventFactory, EventHostFactory, RegistrationFactory
from tests.factories.governance import ProposalFactory
from tests.factories.members import CompanyFactory, MembershipFactory, MultifactoryFactory
from tests.factories.spaces import BookingFactory, ClaimFactory, RoomFactory
from tests.governance.conftest import cast_all, electorate, end_now  # noqa: F401  fixtures
from tests.spaces.effects.conftest import put

pytestmark = pytest.mark.browser


@pytest.fixture(autouse=True)
def portal(live_server):
    return MultifactoryFactory(name="R84 Multifactory")


def representative(company_name: str):
    company = CompanyFactory(name=company_name, slug=company_name.lower())
    return MembershipFactory(company=company, role="representative").user


def at_ten(days: int) -> datetime:
    local = timezone.localtime(timezone.now() + timedelta(days=days))
    return local.replace(hour=10, minute=0, second=0, microsecond=0)


def in_feed(page: Page) -> dict[str, icalendar.Event]:
    text = page.request.get(reverse("events:calendar")).body()
    return {str(one["SUMMARY"]): one for one in icalendar.Calendar.from_ical(text).events}


def linked(page: Page, event: Event) -> dict:
    html = page.request.get(event.get_absolute_url()).text()
    return json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', html, re.S).group(1))


def test_a_company_that_is_asked_takes_part_adds_its_hours_and_is_shown_everywhere(open_window):  # noqa: F811
    anna, bruno = representative("Anna"), representative("Bruno")
    event = EventFactory(title="Open workshops", starts_at=at_ten(9), ends_at=at_ten(9) + timedelta(hours=6))
    EventHostFactory(event=event, company=anna.memberships.get().company)
    host, guest, visitor = open_window(anna), open_window(bruno), open_window()

    host.goto(event.get_absolute_url())
    host.get_by_role("link", name="Hosts", exact=True).click()
    host.get_by_label("Company", exact=True).select_option(label="Bruno")
    host.get_by_role("button", name="Invite", exact=True).click()
    expect(host.get_by_text("Bruno will be invited by e-mail.")).to_be_visible()
    look(host)
    assert mail.outbox[-1].to == [bruno.email]
    visitor.goto(event.get_absolute_url())
    expect(visitor.get_by_role("main")).not_to_contain_text("Bruno")

    guest.goto(reverse("dashboard"))
    section = guest.get_by_role("listitem").filter(has_text="We are asked to make an event together")
    look(guest)
    section.get_by_role("link", name="Open workshops").click()
    guest.get_by_role("button", name="Take part").click()
    expect(guest.get_by_text("Your company is now one of the hosts of this event.")).to_be_visible()
    row = guest.get_by_role("listitem").filter(has_text="Bruno")
    row.get_by_role("link", name="Contribution and hours").click()
    guest.get_by_label("Contribution").fill("Lead type: set your own name")
    guest.get_by_label("From").fill(f"{at_ten(9):%Y-%m-%d}T11:30")
    guest.get_by_label("Until").fill(f"{at_ten(9):%Y-%m-%d}T12:30")
    look(guest)
    guest.get_by_role("button", name="Save").click()
    expect(guest.get_by_text("Contribution saved.")).to_be_visible()

    visitor.reload()
    expect(visitor.get_by_role("main")).to_contain_text("Lead type: set your own name")
    expect(visitor.get_by_role("main")).to_contain_text("11:30")
    look(visitor)
    visitor.goto(bruno.memberships.get().company.get_absolute_url())
    expect(visitor.get_by_role("link", name="Open workshops")).to_be_visible()
    assert [one["name"] for one in linked(visitor, event)["organizer"]] == ["Anna", "Bruno"]
    feed = visitor.request.get(reverse("events:calendar"), params={"company": "bruno"}).text()
    assert "SUMMARY:Open workshops" in feed


def test_a_monthly_event_skips_a_taken_date_and_one_that_moves_is_moved_everywhere(open_window):  # noqa: F811
    anna, room = representative("Anna"), RoomFactory(code="C1", name="Hall")
    start = at_ten(20) if at_ten(20).day <= 28 else at_ten(24)  # a day that every month has
    event = EventFactory(title="Repair", slug="repair", state="draft", space=room, place="", starts_at=start)
    EventHostFactory(event=event, company=anna.memberships.get().company)
    event.rooms.create(space=room)
    publish_event(event)
    second = (start.replace(tzinfo=None, day=1) + timedelta(days=32)).replace(day=start.day)
    ClaimFactory(booking=BookingFactory(space=room, starts_at=timezone.make_aware(second)))
    host, visitor = open_window(anna), open_window()

    host.goto(event.get_absolute_url())
    host.get_by_role("link", name="Repeat", exact=True).click()
    host.get_by_label("Repeats").select_option("monthly_by_date")
    host.get_by_label("Number of dates").fill("4")
    host.get_by_role("button", name="Show the dates").click()
    expect(host.get_by_role("main")).to_contain_text("C1 Hall is taken by")
    look(host)
    host.get_by_role("button", name="Create these dates").click()
    expect(host.get_by_text("2 more dates have been created.")).to_be_visible()
    look(host)
    assert Booking.objects.filter(event_room__event__title="Repair").count() == 3

    last = Event.objects.order_by("starts_at").last()
    new = timezone.localtime(last.starts_at) + timedelta(days=1)
    host.goto(f"{last.get_absolute_url()}move/")
    host.get_by_label("Starts").fill(f"{new:%Y-%m-%d}T15:00")
    host.get_by_label("Ends").fill(f"{new:%Y-%m-%d}T17:00")
    look(host)
    host.get_by_role("button", name="Move the event").click()
    expect(host.get_by_text("The event is moved.")).to_be_visible()

    last.refresh_from_db()
    moved = timezone.localtime(last.starts_at)
    assert (moved.date(), moved.hour) == (new.date(), 15)
    visitor.goto(last.get_absolute_url())
    expect(visitor.locator("del")).to_be_visible()
    data = linked(visitor, last)
    assert data["eventStatus"].endswith("EventRescheduled")
    assert data["startDate"] == moved.isoformat()
    file = icalendar.Calendar.from_ical(visitor.request.get(f"{last.get_absolute_url()}event.ics").body())
    assert (file.events[0].start, file.events[0]["SEQUENCE"]) == (last.starts_at, 1)
    assert last.rooms.get().booking.starts_at == last.starts_at
    visitor.goto(reverse("events:event_month", args=[moved.year, moved.month]))
    expect(visitor.get_by_role("main")).to_contain_text("Repair")


def test_a_common_event_that_is_adopted_is_out_and_cites_the_decision(
    open_window,  # noqa: F811
    electorate,  # noqa: F811
    cast_all,  # noqa: F811
):
    event = EventFactory(
        title="Fair", slug="fair", state="draft", is_common=True, space=RoomFactory(name="Court"), place=""
    )
    event.rooms.create(space=event.space)
    proposal = ProposalFactory(matter="event", effect="publish_event", company=electorate[0][0])
    ProposedEvent.objects.create(proposal=proposal, event=event)
    keep_terms(proposal)
    visitor = open_window()
    assert visitor.request.get(event.get_absolute_url()).status == 404

    voting_round = put(proposal)
    cast_all(voting_round, "yes", "yes", "yes")
    end_now(voting_round)
    Resolution.objects.update(is_published=True)

    visitor.goto(reverse("events:event_list"))
    visitor.get_by_role("link", name="Fair").click()
    look(visitor)
    visitor.get_by_role("link", name=str(Resolution.objects.get())).click()
    expect(visitor.get_by_role("heading", level=1)).to_have_text(Resolution.objects.get().title)
    visitor.get_by_role("link", name=re.compile("Fair")).first.click()
    expect(visitor.get_by_role("heading", level=1)).to_have_text("Fair")


def test_a_coordinator_cancels_and_every_output_agrees(open_window, coordinator):  # noqa: F811
    room = RoomFactory(code="C1", name="Hall")
    event = EventFactory(title="Concert", slug="concert", state="draft", is_common=True, space=room, place="")
    event.rooms.create(space=room)
    publish_event(event)
    Event.objects.update(public_since=F("starts_at") - timedelta(days=30))
    ticket = RegistrationFactory(event=event, email="ada@example.org")
    office, visitor = open_window(coordinator), open_window()

    office.goto(event.get_absolute_url())
    office.get_by_role("link", name="Cancel the event").click()
    expect(office.get_by_role("main")).to_contain_text(
        "1 person is registered and will be notified by e-mail."
    )
    look(office)
    office.get_by_label("Reason").fill("Storm over the court")
    office.get_by_role("button", name="Cancel the event").click()
    expect(office.get_by_text("The event is cancelled.")).to_be_visible()

    visitor.goto(event.get_absolute_url())
    expect(visitor.get_by_role("note")).to_contain_text("Storm over the court")
    look(visitor)
    visitor.goto(reverse("events:event_list"))
    expect(visitor.get_by_role("listitem").filter(has_text="Concert")).to_contain_text("ancelled")
    visitor.goto(reverse("events:event_embed"))
    expect(visitor.locator("body")).not_to_contain_text("Concert")
    visitor.goto(ticket.get_absolute_url())
    expect(visitor.get_by_role("main")).to_contain_text("Storm over the court")
    assert in_feed(visitor)["Cancelled: Concert"]["STATUS"] == "CANCELLED"
    assert "<title>Cancelled: Concert</title>" in visitor.request.get(reverse("events:feed")).text()
    assert linked(visitor, event)["eventStatus"].endswith("EventCancelled")
    assert (mail.outbox[-1].to, "Storm over the court" in mail.outbox[-1].body) == (["ada@example.org"], True)
    assert not Booking.objects.get().claims.filter(released_at=None).exists()
