"""What programs ask: calendars by their links."""

from collections.abc import Callable
from typing import Any

import icalendar
import pytest
from django.test import Client

from tests.factories.calendars import CalendarLinkFactory

TOKEN = "Known-token-0123456789"
Events = dict[str, icalendar.Event]


@pytest.fixture
def calendar_of(db) -> Callable[..., Events]:
    """The entries behind a new link, by what stands before the @ of their UID."""

    def ask(**facts: Any) -> Events:
        link = CalendarLinkFactory(token=TOKEN, **facts)
        response = Client().get(f"/calendar/{TOKEN}.ics")
        link.delete()
        assert response.status_code == 200
        events = icalendar.Calendar.from_ical(response.content).walk("VEVENT")
        return {str(event["UID"]).partition("@")[0]: event for event in events}

    return ask
