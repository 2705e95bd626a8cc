"""The events on the page of a company."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from tests.events.helpers import text_of
from tests.factories.events import EventFactory, EventHostFactory
from tests.factories.members import CompanyFactory

pytestmark = pytest.mark.django_db


def test_the_company_page_shows_its_next_events(client):
    company = CompanyFactory()
    EventHostFactory(event=EventFactory(title="Open day"), company=company)
    EventHostFactory(event=EventFactory(title="Inside", visibility="internal"), company=company)

    text = text_of(client.get(company.get_absolute_url()))

    assert "Open day" in text
    assert "Inside" not in text


def shown(client, company) -> list[str]:
    page = client.get(company.get_absolute_url()).content.decode()
    return re.findall(r'<h3><a href="/events/[^"]*">(.*?)</a></h3>', page)


def make_events(company, **days: int) -> None:
    for title, day in days.items():
        start = timezone.now() + timedelta(days=day)
        event = EventFactory(title=title, starts_at=start, ends_at=start + timedelta(hours=1))
        EventHostFactory(event=event, company=company)


def test_a_company_shows_what_is_coming_soonest_first(client):
    company = CompanyFactory()
    make_events(company, later=9, soon=2, over=-3)
    assert shown(client, company) == ["soon", "later"]


def test_a_company_with_nothing_coming_shows_what_was_last(client):
    company = CompanyFactory()
    make_events(company, first=-30, last=-3)
    assert shown(client, company) == ["last", "first"]
