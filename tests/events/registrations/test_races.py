"""Real threads; on SQLite they wait for each other's transactions, on PostgreSQL for the event's row."""

import uuid
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db.models import Sum
from django.urls import reverse
from django.utils import timezone

from events.programme.models import Event
from events.registrations.checkin import add_walk_in, let_in
from events.registrations.models import Notice, Registration
from events.registrations.seats import settle_due_events, used_seats
from events.registrations.services import cancel_registration, confirm_registration, create_registration
from tests.events.helpers import confirmed, held, offered, states, text_of, waiting
from tests.factories.events import EventFactory, EventHostFactory
from tests.factories.members import MembershipFactory, UserFactory
from tests.threads import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def guest(event, number):
    who = {"name": "Guest", "email": f"guest{number}@example.org", "language": "en", "is_proved": True}
    return lambda: create_registration(event, **who).state


def test_last_seat_by_20_goes_to_one_and_19_wait_in_order():
    event = EventFactory(capacity=1)

    answers = at_once(*(guest(event, number) for number in range(20)))

    assert sorted(answers) == ["confirmed"] + ["waiting"] * 19
    assert Notice.objects.filter(kind="ticket").count() == 1
    queue = list(event.registrations.waiting().values_list("queued_at", flat=True))
    assert queue == sorted(queue)
    assert len(set(event.registrations.values_list("code", flat=True))) == 20


def test_the_same_address_ten_times_at_once_takes_one_place():
    event = EventFactory(capacity=5)

    assert at_once(*(guest(event, 1) for _ in range(10))) == ["confirmed"] * 10
    assert event.registrations.count() == 1


def test_two_buttons_for_one_seat():
    event = EventFactory(capacity=1)
    first, second = (held(event, name, minutes_ago=70 + age) for name, age in (("A", 2), ("B", 1)))
    settle_due_events()

    at_once(lambda: confirm_registration(first), lambda: confirm_registration(second))

    assert sorted(states(event).values()) == ["confirmed", "waiting"]


def test_one_button_pressed_twice_is_one_ticket():
    event = EventFactory(capacity=1)
    one = held(event, "A")

    at_once(*(lambda: confirm_registration(one),) * 2)

    assert states(event) == {"A": "confirmed"}
    assert Notice.objects.filter(kind="ticket").count() == 1


def test_promotion_cancellation_and_capacity_change_at_once_never_oversell():
    event = EventFactory(capacity=4)
    a, _b = confirmed(event, "A", 2), confirmed(event, "B", 2)
    waiting(event, "C", 2, minutes_ago=9), waiting(event, "D", 1, minutes_ago=8)

    at_once(
        lambda: cancel_registration(a),
        settle_due_events,
        lambda: Event.objects.filter(pk=event.pk).update(capacity=3),
        settle_due_events,
    )
    settle_due_events()

    event.refresh_from_db()
    assert used_seats(event, timezone.now()) <= 4
    offers = event.registrations.filter(state="offered")
    assert (offers.aggregate(seats=Sum("party"))["seats"] or 0) in (1, 2)
    assert Notice.objects.filter(kind="offer").count() == offers.count()


def test_offer_accepted_at_its_last_second_is_taken_or_over_never_both():
    event = EventFactory(capacity=1)
    one = offered(event, "A")
    waiting(event, "B")
    Registration.objects.filter(pk=one.pk).update(offered_until=timezone.now() + timedelta(milliseconds=150))

    answers = at_once(lambda: confirm_registration(one), *(settle_due_events,) * 3)
    settle_due_events()

    if isinstance(answers[0], ValidationError):
        assert states(event) == {"A": "expired", "B": "offered"}
    else:
        assert states(event) == {"A": "confirmed", "B": "waiting"}


def test_two_phones_scan_one_ticket():
    event = EventFactory()
    ticket, by = confirmed(event, "A", 3), UserFactory()

    answers = at_once(*(lambda: let_in(ticket, by=by),) * 2)

    (refused,) = [one for one in answers if isinstance(one, ValidationError)]
    assert refused.code == "already"
    assert Registration.objects.get().checked_in_party == 3


def test_two_phones_at_the_door_one_lets_in_and_the_other_reads_since_when(client_of):
    host = EventHostFactory()
    event, people = host.event, [MembershipFactory(company=host.company).user for _ in range(2)]
    ticket, url = confirmed(event, "Ann", 3), reverse("events:check_in", args=[event.slug])
    phones = [client_of(person) for person in people]

    pages = at_once(*(lambda phone=phone: phone.post(url, {"code": ticket.code}) for phone in phones))

    assert sorted("done=in" in page["Location"] for page in pages) == [False, True]
    ticket.refresh_from_db()
    late = next(page["Location"] for page in pages if "done=in" not in page["Location"])
    moment = timezone.localtime(ticket.checked_in_at)
    assert f"Already in, {moment:%H:%M} Ann, 3 of 3 people" in text_of(phones[0].get(late))


def test_one_walk_in_sent_by_two_phones_is_one():
    event, by, form = EventFactory(capacity=9), UserFactory(), uuid.uuid4()

    answers = at_once(*(lambda: add_walk_in(event, name="Zoe", party=2, by=by, request_id=form),) * 2)

    (refused,) = [one for one in answers if isinstance(one, ValidationError)]
    assert refused.code == "already"
    assert Registration.objects.get().checked_in_party == 2
