"""An event that is out holds its room."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.urls import reverse

from events.programme.models import Event
from events.programme.services import cancel_event, publish_event, save_event
from spaces.bookings.models import Booking
from spaces.condition.services import change_condition
from tests.events.helpers import EVENTS, act, said
from tests.events.pages.test_admin import change_url, form_data
from tests.factories.events import EventFactory
from tests.factories.members import MembershipFactory
from tests.factories.spaces import ConditionFactory, RoomFactory
from tests.spaces.conftest import booked  # noqa: F401  a fixture

pytestmark = pytest.mark.django_db

DAY = datetime(2030, 12, 5, tzinfo=UTC)


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(DAY - timedelta(days=5), tick=False) as clock:
        yield clock


@pytest.fixture
def rooms():
    """C1, a hall that takes C2 and C3, and the court."""
    whole, first, second = (RoomFactory(code=code, name=f"Hall {code}") for code in ("C1", "C2", "C3"))
    whole.takes.set([first, second])
    return whole, first, RoomFactory(code="CO", name="Court CO")


@pytest.fixture
def concert(rooms):
    return EventFactory(
        title="Concert",
        state=Event.State.DRAFT,
        space=rooms[0],
        is_common=True,
        starts_at=DAY + timedelta(hours=13, minutes=30),  # 14:30 in Rome
        ends_at=DAY + timedelta(hours=17, minutes=30),
    )


def test_value_16_a_draft_holds_nothing_what_is_out_does_and_moving_it_frees_the_hall(
    rooms,
    concert,
    booked,  # noqa: F811
):
    _whole, half, court = rooms
    half_past_four = DAY + timedelta(hours=15, minutes=30)
    draft = booked(half, half_past_four)
    draft.claims.all().delete()
    publish_event(concert)

    with pytest.raises(ValidationError) as refusal:
        booked(half, half_past_four)
    assert refusal.value.messages == ["Hall C1 is taken for “Concert”: 5 Dec 2030, 14:30–18:30."]

    concert.refresh_from_db()
    concert.space = court
    save_event(concert)

    assert booked(half, half_past_four).is_confirmed
    held = Booking.objects.get(company=None)
    assert (held.space, held.sequence, concert.rooms.get().booking) == (court, 1, held)


def test_a_room_that_is_taken_keeps_an_event_from_being_published_and_says_by_whom(
    office,
    rooms,
    concert,
    booked,  # noqa: F811
):
    booked(rooms[1], concert.starts_at, membership=MembershipFactory(company__name="Nodo"))

    page = act(office, EVENTS, "publish", concert, do="1")

    assert said(page)[0] == "Concert: Hall C2 is taken by Nodo: 5 Dec 2030, 14:30–15:30."
    assert Event.objects.get().state == "draft"


def test_the_form_of_an_event_that_is_out_says_the_conflict_at_the_space(
    office,
    rooms,
    concert,
    booked,  # noqa: F811
):
    publish_event(concert)
    court = rooms[2]
    booked(court, concert.starts_at, membership=MembershipFactory(company__name="Nodo"))
    data = form_data(slug=concert.slug, space=court.pk, starts_at_1="14:30", ends_at_1="18:30")

    page = office.post(change_url(concert), data)

    assert page.context["adminform"].form.errors["space"] == [
        "Court CO is taken by Nodo: 5 Dec 2030, 14:30–15:30."
    ]


def test_any_length_and_minute_is_held_but_no_room_under_works(rooms, concert):
    concert.starts_at, concert.ends_at = DAY + timedelta(minutes=7), DAY + timedelta(days=2)
    concert.save()
    publish_event(concert)
    assert Booking.objects.get().ends_at == concert.ends_at

    other = EventFactory(
        state="draft", is_common=True, space=rooms[2], starts_at=DAY, ends_at=concert.ends_at
    )
    ConditionFactory(space=rooms[2], state="under_works")
    with pytest.raises(ValidationError, match="not usable then"):
        publish_event(other)


def test_cancelling_an_event_frees_its_room_and_one_that_runs_keeps_what_was_used(rooms, concert, clock):
    publish_event(concert)
    clock.move_to(concert.starts_at + timedelta(minutes=20))

    cancel_event(concert, reason="Ill")

    held = Booking.objects.get()
    assert (held.state, held.ends_at) == ("confirmed", concert.starts_at + timedelta(minutes=30))
    assert held.claims.filter(ends_at=held.ends_at).count() == 2


def test_the_booking_of_an_event_leads_to_it_and_is_not_cancelled_by_itself(
    client_of, coordinator, concert, rooms
):
    publish_event(concert)
    held, client = Booking.objects.get(), client_of(coordinator)

    page = client.get(held.get_absolute_url()).content.decode()
    refused = client.post(reverse("spaces:booking_cancel", args=[held.uid]), follow=True)

    assert f'<a href="{concert.get_absolute_url()}">Concert</a>' in page
    assert said(refused) == ["This time is reserved for “Concert”: it changes only together with the event."]
    with pytest.raises(ValidationError, match="reserved for “Concert”"):
        change_condition(rooms[0], state="disused", day=DAY.date(), reason="Leaks")
    assert Booking.objects.get().is_confirmed


def test_an_event_in_a_private_unit_or_elsewhere_holds_no_room(concert):
    concert.space, concert.place = None, "Town square"
    concert.save()

    publish_event(concert)

    assert Booking.objects.count() == 0
