"""At the door: by code, by name, by the camera of a telephone."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from events.registrations.checkin import add_walk_in, give_free_seats, let_in, undo_check_in
from events.registrations.models import Registration
from events.registrations.tickets import check_in_url
from tests.events.helpers import confirmed, held, later, offered, states, text_of, waiting
from tests.factories.events import EventFactory, EventHostFactory
from tests.factories.members import MembershipFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def by():
    return UserFactory()


@pytest.fixture
def door(client_of, collaborator):
    """A collaborator of a host: guests yes."""
    return client_of(collaborator)


@pytest.fixture
def event(collaborator):
    event = EventFactory(capacity=5)
    EventHostFactory(event=event, company=collaborator.memberships.get().company)
    return event


def url(event, name="check_in") -> str:
    return reverse(f"events:{name}", args=[event.slug])


def test_a_party_is_let_in_whole_or_in_part_and_the_second_scan_says_when(by):
    ticket = confirmed(EventFactory(), "Ann", 3)

    let_in(ticket, by=by, people=2)

    ticket.refresh_from_db()
    assert (ticket.checked_in_party, ticket.checked_in_by) == (2, by)
    with pytest.raises(ValidationError) as again:
        let_in(ticket, by=by)
    assert again.value.code == "already"


@pytest.mark.parametrize("people", [0, 4, -1, 999])
def test_no_more_come_in_than_registered(by, people):
    with pytest.raises(ValidationError) as refused:
        let_in(confirmed(EventFactory(), "Ann", 3), by=by, people=people)
    assert refused.value.code == "people"


@pytest.mark.parametrize(
    ("make", "facts", "code"),
    [
        (waiting, {}, "waiting"),
        (offered, {}, "waiting"),
        (held, {}, "unconfirmed"),
        (lambda event, name: confirmed(event, name, state="cancelled"), {}, "cancelled"),
        (lambda event, name: confirmed(event, name, state="expired"), {}, "expired"),
        (confirmed, {"state": "cancelled"}, "not_on"),
    ],
)
def test_the_door_says_why_somebody_has_no_seat(by, make, facts, code):
    ticket = make(EventFactory(capacity=1, **facts), "Ann")
    with pytest.raises(ValidationError) as refused:
        let_in(ticket, by=by)
    assert refused.value.code == code


def test_undo_takes_a_check_in_back_and_a_walk_in_away(by):
    event = EventFactory(capacity=4)
    ticket = confirmed(event, "Ann", 2)
    let_in(ticket, by=by)
    guest = add_walk_in(event, name="", party=1, by=by)
    assert (guest.name, guest.email, guest.checked_in_party) == ("Guest", "", 1)

    assert (undo_check_in(ticket), undo_check_in(ticket), undo_check_in(guest)) == (True, False, True)

    assert states(event) == {"Ann": "confirmed", "Guest": "cancelled"}
    assert not event.registrations.exclude(checked_in_at=None).exists()


def test_walk_ins_take_free_seats_alone_and_seats_nobody_came_for_once_released(by):
    event = EventFactory(capacity=3, starts_at=later(minutes=-10), releases_after=15)
    late = confirmed(event, "Late", 3)
    with pytest.raises(ValidationError, match="There are not enough free seats"):
        add_walk_in(event, name="Ben", party=1, by=by)

    event.starts_at -= timedelta(minutes=6)
    event.save()
    add_walk_in(event, name="Ben", party=2, by=by)

    with pytest.raises(ValidationError, match="given away: 1 are free"):
        let_in(late, by=by)
    assert let_in(late, by=by, people=1).checked_in_party == 1


def test_somebody_who_waits_is_let_in_where_seats_are_free(by):
    event = EventFactory(capacity=2, starts_at=later(minutes=30))
    confirmed(event, "Ann")
    first, second = waiting(event, "Ben"), waiting(event, "Carl")
    give_free_seats(first, by=by)
    with pytest.raises(ValidationError, match="No seat is free"):
        give_free_seats(second, by=by)
    assert Registration.objects.get(name="Ben").is_checked_in


def test_the_picture_of_a_ticket_opens_the_check_in_with_its_code(door, event):
    ticket = confirmed(event, "Ann", 3)
    address = check_in_url(ticket)
    assert address.endswith(f"/events/{event.slug}/check-in/?code={ticket.code}")

    page = door.get(address.partition("8000")[2])

    assert "Ann 3 people" in text_of(page)
    assert not Registration.objects.exclude(checked_in_at=None).exists()

    page = door.post(url(event), {"code": ticket.code, "do": "in", "people": "2"}, follow=True)
    assert "In Ann, 2 of 3 people" in text_of(page)
    ticket.refresh_from_db()
    when = timezone.localtime(ticket.checked_in_at).strftime("%H:%M")
    page = door.post(url(event), {"code": ticket.code, "do": "in"}, follow=True)
    assert f"Already in, {when} Ann, 2 of 3 people" in text_of(page)
    page = door.post(url(event), {"code": ticket.code, "do": "undo"}, follow=True)
    assert "How many come in" in text_of(page)


def test_a_code_is_found_however_it_is_typed_and_a_name_without_its_accents(door, event):
    ticket = confirmed(event, "Niccolò Ferri", code="A10B0C")
    for typed in ("a1ob0c", "AlOBOC", " a1 0b 0c"):
        assert door.get(url(event), {"q": typed}).context["ticket"] == ticket
    page = door.get(url(event), {"q": "niccolo"})
    assert page.context["found"] == [ticket]
    assert "Niccolò Ferri" in text_of(page)


def test_another_events_code_a_wrong_one_and_nonsense_are_answered_in_words(door, event):
    other = confirmed(EventFactory(), "Ann", code="ZZZZZZ")
    assert "Of another event" in text_of(door.get(url(event), {"code": other.code}))
    for typed in ("ZZZZZ0", "\x00", "x" * 10000, "=1+1"):
        assert "Not found" in text_of(door.get(url(event), {"q": typed}))
    assert door.post(url(event), {"code": other.code}).status_code == 404
    ticket = confirmed(event, "Ben", 2)
    for people in ("0", "99", "x", "-1", "9" * 50):
        door.post(url(event), {"code": ticket.code, "people": people})
    ticket.refresh_from_db()
    assert ticket.checked_in_party in (None, 2)


def test_a_walk_in_from_the_page_and_the_list_by_name(door, event):
    confirmed(event, "Ben", 2), confirmed(event, "Ann")
    page = door.post(url(event, "walk_in"), {"party": "2", "name": ""}, follow=True)
    assert "In Guest, 2 of 2 people" in text_of(page)
    page = door.post(url(event, "walk_in"), {"party": "9", "name": "Zoe"}, follow=True)
    assert "There are not enough free seats" in text_of(page)
    assert page.context["form"]["name"].value() == "Zoe"
    assert [one.name for one in door.get(url(event, "door_list")).context["guests"]] == ["Ann", "Ben"]


def test_a_walk_in_sent_twice_is_one_and_the_second_answer_says_since_when(door, event):
    form = door.get(url(event, "walk_in")).context["form"]
    data = {"party": "2", "name": "Zoe", "request_id": str(form["request_id"].value())}

    first = door.post(url(event, "walk_in"), data, follow=True)
    second = door.post(url(event, "walk_in"), data, follow=True)

    entry = event.registrations.get()
    assert "In Zoe, 2 of 2 people" in text_of(first)
    assert f"Already in, {timezone.localtime(entry.checked_in_at):%H:%M} Zoe, 2 of 2" in text_of(second)


@pytest.mark.parametrize("state", ["asked", "declined", None])
def test_an_unconfirmed_co_host_and_another_company_stay_outside(client_of, event, state):
    stranger = MembershipFactory()
    if state:
        EventHostFactory(event=event, company=stranger.company, state=state)
    for name in ("check_in", "guest_list", "guests_download", "guest_letter", "question_list"):
        assert client_of(stranger.user).get(url(event, name)).status_code == 403
