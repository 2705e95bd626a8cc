"""The dashboard: what waits, by the time left, and the week; the places of members in the head."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from multifactory.portal.today.queue import by_time_left
from multifactory.portal.today.rows import Waiting
from tests.factories.listings import ListingFactory
from tests.factories.spaces import BookingFactory
from tests.factories.upkeep import TicketFactory, TurnFactory
from tests.html import squeezed

pytestmark = pytest.mark.django_db

MONDAY_AT_TEN = "2026-11-30T10:00:00+01:00"


@pytest.fixture
def page(client_of, representative):
    def read() -> str:
        return squeezed(client_of(representative).get(reverse("dashboard")).content.decode())

    return read


@time_machine.travel(MONDAY_AT_TEN, tick=False)
def test_what_waits_stands_by_the_time_left_and_only_what_is_due_soon_has_a_filled_button(page, company):
    today = timezone.localdate()
    TicketFactory(title="No date", responsible=company)
    now = timezone.now()
    blocks = {"severity": "danger", "blocks_from": now, "blocks_until": now + timedelta(days=1)}
    TicketFactory(title="Sparks", responsible=company, **blocks)
    TurnFactory(company=company, day=today + timedelta(days=9), duty__name="Ninth day")
    for title, days in (("Seventh day", 7), ("Third day", 3), ("Late by one", -1)):
        since = today - timedelta(days=60)
        terms = {"opened_on": since, "renewed_on": since, "expires_on": today + timedelta(days=days)}
        ListingFactory(company=company, title=title, **terms)

    queue = page().split('id="queue"')[1].split("<aside")[0]

    order = ["At once", "Sparks", "Overdue", "Late by one"]
    order += ["Within three days", "Third day", "Within two weeks", "Seventh day", "Ninth day"]
    order += ["Without a date", "No date"]
    found = [queue.index(f">{words}<") for words in order]
    assert found == sorted(found)
    assert "<b>1 day late</b><span>Sun 29 Nov</span>" in queue.replace("</b> <", "</b><")
    buttons = {row.split("</a></h4>")[0].rsplit(">", 1)[1]: row for row in queue.split("<li")[1:]}
    assert "button small quiet" in buttons["Seventh day"]
    assert "button small quiet" not in buttons["Third day"]
    assert 'class="button small"' in buttons["Third day"]


@time_machine.travel(MONDAY_AT_TEN, tick=False)
def test_of_one_day_the_earlier_hour_stands_first_and_what_has_none_last():
    now = timezone.now()
    dues = {"day": now.date(), "evening": now + timedelta(hours=8), "noon": now + timedelta(hours=2)}
    rows = [Waiting(sign="vote", title=title, href="/", at=at) for title, at in dues.items()]

    assert [row.title for row in sorted(rows, key=by_time_left)] == ["noon", "evening", "day"]


@time_machine.travel(MONDAY_AT_TEN, tick=False)
def test_the_week_has_seven_days_and_what_comes_after_them_once_more_with_its_day(page, company):
    now = timezone.now()
    for days, purpose in ((2, "Rehearsal"), (9, "Concert")):
        start = now + timedelta(days=days)
        BookingFactory(company=company, starts_at=start, ends_at=start + timedelta(hours=2), purpose=purpose)

    week = page().split('class="agenda"')[1].split("</ol>")[0]
    before, later = week.split("<h3>Later</h3>")

    assert [before.count("<h3>"), before.count("Nothing is planned.")] == [7, 6]
    wednesday = before.split("<h3>Wed 2</h3>")[1].split("<h3>")[0]
    assert ">10:00<" in wednesday
    assert "booked until 12:00, Rehearsal" in wednesday
    assert "Wed 9 Dec, 10:00, booked until 12:00, Concert" in later


def test_members_have_four_places_and_more_and_visitors_the_pages_for_all(client_of, representative):
    member = squeezed(client_of(representative).get(reverse("members:company_list")).content.decode())
    visitor = squeezed(client_of(None).get(reverse("members:company_list")).content.decode())

    daily, more = member.split('class="tabs"')[1].split("</nav>")[0].split("<details")
    for name in ("dashboard", "governance:proposal_list", "spaces:booking_list", "members:listing_list"):
        assert f'href="{reverse(name)}"' in daily
    assert "aria-current" not in daily
    assert f'href="{reverse("members:company_list")}" aria-current="true"' in more
    assert 'class="tabs"' not in visitor
    assert f'href="{reverse("members:join")}"' in visitor.split('class="site-nav"')[1].split("</nav>")[0]
