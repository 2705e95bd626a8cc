"""The display at a door: now, next, until when."""

import re
from datetime import UTC, datetime, timedelta
from html import unescape
from uuid import uuid4

import pytest
import time_machine
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from multifactory.portal.calendars.models import CalendarLink
from spaces.bookings.services import create_booking
from spaces.closures.services import close_spaces
from spaces.policies.models import OpeningHours
from tests.factories.calendars import CalendarLinkFactory
from tests.factories.members import MembershipFactory
from tests.factories.spaces import ConditionFactory, RoomFactory
from tests.portal.calendars.conftest import TOKEN

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)
NINE = datetime(2026, 12, 1, 8, tzinfo=UTC)  # Tuesday, nine in Rome


@pytest.fixture
def room():
    room = RoomFactory(code="R1", name="Kitchen")
    CalendarLinkFactory(token=TOKEN, kind=CalendarLink.Kind.DOOR, space=room)
    return room


@pytest.fixture
def book(room):
    def create(name: str, start: float, hours: float = 1, **more) -> None:
        member = MembershipFactory(company__name=name)
        with time_machine.travel(NINE - 12 * HOUR, tick=False):
            create_booking(
                more.pop("space", room),
                company=member.company,
                by=member.user,
                starts_at=NINE + start * HOUR,
                ends_at=NINE + (start + hours) * HOUR,
                request_id=uuid4(),
                **{"purpose": "Tasting of sauces"} | more,
            )

    return create


def at(hours: float = 0) -> str:
    """What stands at the door, from the state on."""
    with time_machine.travel(NINE + hours * HOUR, tick=False):
        response = Client().get(f"/door/{TOKEN}/")
    assert response.status_code == 200
    body = response.content.decode().partition("<body")[2]
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", f"<body{body}")).split())


def test_it_says_who_is_in_who_comes_next_and_until_when_it_is_free(book):
    for name, start in (("Nodo", 1), ("Trama", 3), ("Ordito", 4), ("Telaio", 6), ("Spola", 8)):
        book(name, start)

    assert at(0.5).endswith("Free until 10:00 Next 10:00–11:00 Nodo 12:00–13:00 Trama 13:00–14:00 Ordito")
    assert at(1).endswith(
        "Occupied until 11:00 Nodo 10:00–11:00 Next 12:00–13:00 Trama 13:00–14:00 Ordito 15:00–16:00 Telaio"
    )
    assert at(20).endswith("Free nothing booked within a day Next Nothing booked")


def test_case_22_what_a_booking_is_for_and_whose_a_private_one_is_stands_nowhere(book):
    book("Nodo", 0, is_private=True)
    book("Trama", 1)

    shown = at(0.5)

    assert shown.endswith("Occupied until 10:00 Private booking 09:00–10:00 Next 10:00–11:00 Trama")
    assert "sauces" not in shown


def test_half_a_hall_that_is_taken_and_the_cleaning_after_it(book, room):
    half = RoomFactory(code="R1A")
    room.takes.set([half, RoomFactory(code="R1B")])
    room.policy.cleanup_minutes = 30
    room.policy.save()
    half.policy = room.policy
    half.save()
    book("Nodo", 0, space=half)
    book("Trama", 2)

    assert at(0.5).endswith("Occupied until 10:00 Nodo 09:00–10:00 Next 11:00–12:00 Trama")
    assert at(1.25).endswith("Being cleaned until 10:30 Next 11:00–12:00 Trama")


def test_closures_hours_and_conditions(book, room, coordinator):
    OpeningHours.objects.create(policy=room.policy, weekday=1, opens="08:00", closes="20:00")
    with time_machine.travel(NINE - HOUR, tick=False):
        close_spaces([room], starts_at=NINE, ends_at=NINE + HOUR, reason="Waxed", by=coordinator)

    found = [at(0.5), at(1.5), at(14)]
    ConditionFactory(space=room, state="works", start_on=NINE.date())
    found.append(at(1.5))

    assert found[0].endswith("Closed until 10:00 Next Nothing booked")
    assert found[1].endswith("Free until 20:00 Next Nothing booked")
    assert found[2].endswith("Closed until: 8 Dec 2026, 08:00 Next Nothing booked")
    assert found[3].endswith("Not in use")


def test_it_asks_for_no_session_and_is_fresh_each_minute(book):
    for start in range(10):
        book(f"Company {start}", start)

    with time_machine.travel(NINE, tick=False), CaptureQueriesContext(connection) as captured:
        response = Client().get(f"/door/{TOKEN}/")

    assert (response.cookies.output(), Session.objects.count()) == ("", 0)
    assert {name: response[name] for name in ("Refresh", "Cache-Control", "Referrer-Policy")} == {
        "Refresh": "60",
        "Cache-Control": "no-store",
        "Referrer-Policy": "no-referrer",
    }
    assert len(captured) <= 6


def test_it_speaks_the_language_of_its_link(book):
    CalendarLink.objects.update(language="it")

    assert "Libero" in at(0.5)


def test_a_space_out_of_use_has_no_door(room):
    room.valid_to = (NINE - 24 * HOUR).date()
    room.save()

    with time_machine.travel(NINE, tick=False):
        assert Client().get(f"/door/{TOKEN}/").status_code == 404
