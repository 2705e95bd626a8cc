"""Counting, holding, offering: the cases with their right values."""

from datetime import datetime, timedelta

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from events.programme.models import Event
from events.registrations.models import Registration
from events.registrations.rules import LONGEST_OFFER, SHORTEST_OFFER, most_held, offered_until
from events.registrations.seats import due_events, seats_of, settle_due_events, used_seats
from events.registrations.services import (
    cancel_registration,
    change_party,
    confirm_registration,
    create_registration,
)
from tests.events.helpers import confirmed, held, later, offered, states, subjects, waiting
from tests.factories.events import EventFactory, RegistrationFactory

ROME = timezone.get_default_timezone


def at(text: str) -> datetime:
    return datetime.strptime(f"2026 {text}", "%Y %d %B %H:%M").replace(tzinfo=ROME())


@pytest.mark.parametrize(
    ("now", "until"),
    [
        ("1 June 09:00", "2 June 09:00"),
        ("12 June 08:00", "12 June 13:00"),
        ("12 June 13:30", "12 June 15:45"),
        ("12 June 15:00", "12 June 17:00"),
        ("12 June 15:59", "12 June 17:59"),
        ("12 June 16:00", None),
        ("12 June 17:00", None),
    ],
)
def test_start_12_june_18_00_an_offer_lasts_half_the_time_from_2_to_24_hours(now, until):
    assert offered_until(at("12 June 18:00"), at(now)) == (at(until) if until else None)


@given(minutes=st.integers(-3000, 60 * 24 * 400))
def test_no_offer_crosses_the_start_or_leaves_its_bounds(minutes):
    now = at("1 June 09:00")
    starts_at = now + timedelta(minutes=minutes)
    until = offered_until(starts_at, now)
    if minutes <= 120:
        assert until is None
    else:
        assert SHORTEST_OFFER <= until - now <= LONGEST_OFFER
        assert until < starts_at


@pytest.mark.parametrize(("capacity", "seats"), [(20, 6), (2, 1), (1, 1), (3, 1), (7, 2), (10, 3), (300, 90)])
def test_capacity_20_six_seats_may_be_held_of_2_one(capacity, seats):
    assert most_held(capacity) == seats


@pytest.mark.django_db
class TestPromotion:
    def test_capacity_4_seats_go_to_the_first_whose_party_fits(self):
        event = EventFactory(capacity=4)
        a, b = confirmed(event, "A", 2), confirmed(event, "B", 2)
        c, d = waiting(event, "C", 3, minutes_ago=10), waiting(event, "D", 1, minutes_ago=5)

        change_party(b, 1)
        assert states(event) == {"A": "confirmed", "B": "confirmed", "C": "waiting", "D": "offered"}
        cancel_registration(b)
        assert states(event)["C"] == "waiting"
        cancel_registration(a)

        assert states(event) == {"A": "cancelled", "B": "cancelled", "C": "offered", "D": "offered"}
        assert subjects() == [(d.email, "A seat is free for you"), (c.email, "A seat is free for you")]

    def test_party_of_3_with_2_free_waits_and_takes_fewer_seats(self):
        event = EventFactory(capacity=2)
        group = waiting(event, "Group", 3)
        settle_due_events()
        assert states(event) == {"Group": "waiting"}

        change_party(group, 2)

        assert states(event) == {"Group": "offered"}

    def test_a_party_made_smaller_keeps_its_place(self):
        event = EventFactory(capacity=2)
        guest = confirmed(event, "Guest", 2)
        group = waiting(event, "Group", 3, minutes_ago=10)
        waiting(event, "Later", 2, minutes_ago=5)

        change_party(group, 2)
        cancel_registration(guest)

        assert states(event) == {"Guest": "cancelled", "Group": "offered", "Later": "waiting"}

    def test_those_who_wait_from_the_same_moment_go_by_number(self):
        event = EventFactory(capacity=1)
        moment = timezone.now()
        first, _second = (
            RegistrationFactory(event=event, state="waiting", queued_at=moment, name=name) for name in "AB"
        )
        settle_due_events()
        assert Registration.objects.get(state="offered") == first

    def test_capacity_raised_promotes_and_lowered_below_used_removes_nobody(self):
        event = EventFactory(capacity=2)
        confirmed(event, "A", 2)
        waiting(event, "B")
        Event.objects.update(capacity=1)
        settle_due_events()
        assert states(event) == {"A": "confirmed", "B": "waiting"}

        Event.objects.update(capacity=3)
        settle_due_events()

        assert states(event) == {"A": "confirmed", "B": "offered"}

    def test_a_limit_taken_away_offers_everybody_a_seat(self):
        event = EventFactory(capacity=1)
        confirmed(event, "A")
        waiting(event, "B", 5)
        Event.objects.update(capacity=None)
        settle_due_events()
        assert states(event) == {"A": "confirmed", "B": "offered"}

    def test_a_second_turn_of_the_worker_changes_and_mails_nothing(self):
        event = EventFactory(capacity=1)
        waiting(event, "A")
        settle_due_events()
        before = (states(event), len(mail.outbox))
        settle_due_events()
        assert (states(event), len(mail.outbox)) == before == ({"A": "offered"}, 1)

    def test_an_offer_that_is_over_ends_the_entry_and_goes_to_the_next(self):
        event = EventFactory(capacity=1)
        first = offered(event, "A", minutes_left=-1)
        second = waiting(event, "B")

        settle_due_events()

        assert states(event) == {"A": "expired", "B": "offered"}
        assert subjects() == [
            (first.email, "The offer has expired"),
            (second.email, "A seat is free for you"),
        ]

    def test_a_declined_offer_goes_to_the_next(self):
        event = EventFactory(capacity=1)
        first = offered(event, "A")
        waiting(event, "B")
        cancel_registration(first)
        assert states(event) == {"A": "cancelled", "B": "offered"}

    def test_of_a_cancelled_event_nothing_is_offered_and_no_offer_ends(self):
        event = EventFactory(capacity=2, state="cancelled")
        offered(event, "A", minutes_left=-1)
        waiting(event, "B")
        with seats_of(event.pk):
            pass
        assert states(event) == {"A": "offered", "B": "waiting"}
        assert mail.outbox == []


@pytest.mark.django_db
class TestHolds:
    def test_last_seat_held_10_00_another_queues_10_30_button_at_11_10(self):
        self.late_button(with_worker=False)

    def test_last_seat_held_and_a_worker_in_between_comes_out_the_same(self):
        self.late_button(with_worker=True)

    def late_button(self, *, with_worker):
        event = EventFactory(capacity=1)
        first = held(event, "First", minutes_ago=70)
        waiting(event, "Second", minutes_ago=40)
        if with_worker:
            settle_due_events()

        first = confirm_registration(first)

        assert states(event) == {"First": "waiting", "Second": "offered"}
        assert first.queued_at == first.created_at  # the original moment: before all others
        third = waiting(event, "Third", minutes_ago=1)
        cancel_registration(Registration.objects.get(name="Second"))
        assert states(event)["First"] == "offered"
        assert states(event)[third.name] == "waiting"

    def test_a_visitor_holds_a_seat_for_60_minutes_until_the_button(self):
        event = EventFactory(capacity=10)
        registration = register(event, "Ann")
        assert registration.state == "held"
        assert registration.held_until - registration.created_at == timedelta(minutes=60)

        confirm_registration(registration)

        assert states(event) == {"Ann": "confirmed"}
        assert subjects() == [
            ("ann@example.org", "Confirm your registration"),
            ("ann@example.org", "Your ticket"),
        ]

    def test_beyond_30_per_cent_nothing_is_held_and_the_button_takes_what_is_free(self):
        event = EventFactory(capacity=2)
        first, second, third = (register(event, name) for name in ("A", "B", "C"))
        assert states(event) == {"A": "held", "B": "unconfirmed", "C": "unconfirmed"}

        confirm_registration(second)
        confirm_registration(third)
        confirm_registration(first)

        assert states(event) == {"A": "confirmed", "B": "confirmed", "C": "waiting"}

    def test_a_late_button_takes_a_seat_that_is_free_when_nobody_waits(self):
        event = EventFactory(capacity=1)
        confirm_registration(held(event, "A", minutes_ago=70))
        assert states(event) == {"A": "confirmed"}

    def test_who_is_logged_in_with_the_address_has_the_seat_at_once(self):
        event = EventFactory(capacity=1)
        register(event, "Ann", is_proved=True)
        assert states(event) == {"Ann": "confirmed"}
        assert subjects() == [("ann@example.org", "Your ticket")]

    def test_while_anybody_waits_newcomers_wait(self):
        event = EventFactory(capacity=4)
        confirmed(event, "A", 2)
        waiting(event, "Group", 3)
        newcomer = register(event, "New", party=3, is_proved=True)
        assert newcomer.state == "waiting"
        assert subjects() == [("new@example.org", "You are on the waiting list")]

    def test_a_newcomer_who_fits_where_a_group_does_not_is_offered_the_seat(self):
        event = EventFactory(capacity=4)
        confirmed(event, "A", 2)
        waiting(event, "Group", 3)
        assert register(event, "New", is_proved=True).state == "offered"


@pytest.mark.django_db
class TestLastTwoHours:
    @pytest.fixture
    def event(self):
        return EventFactory(capacity=2, starts_at=later(minutes=90))

    def test_those_who_wait_are_told_once_and_whoever_presses_first_has_it(self, event):
        leaving = confirmed(event, "A", 2)
        first, second = waiting(event, "B", minutes_ago=9), waiting(event, "C", minutes_ago=8)
        cancel_registration(leaving)
        settle_due_events()
        assert subjects() == [(first.email, "Seats are free"), (second.email, "Seats are free")]

        confirm_registration(second)
        assert register(event, "New", is_proved=True).state == "confirmed"
        with pytest.raises(ValidationError, match="No seat is free"):
            confirm_registration(first)

    def test_who_was_told_is_not_looked_at_again(self, event):
        waiting(event, "B")
        assert due_events(timezone.now()) == [event.pk]
        settle_due_events()
        assert due_events(timezone.now()) == []

    def test_at_the_start_all_that_is_open_ends(self):
        event = EventFactory(capacity=9, starts_at=later(minutes=-1))
        held(event, "A"), waiting(event, "B"), offered(event, "C")
        settle_due_events()
        assert states(event) == dict.fromkeys("ABC", "expired")
        assert mail.outbox == []
        assert due_events(timezone.now()) == []


@pytest.mark.django_db
class TestWorker:
    """It takes the rows of those events alone where something changes, and says how many."""

    def test_an_event_whose_queue_has_to_wait_is_left_alone(self):
        full = EventFactory(capacity=2, starts_at=later(days=9))
        confirmed(full, "A", 2), waiting(full, "B")
        tight = EventFactory(capacity=3, starts_at=later(days=9))
        confirmed(tight, "A", 2), waiting(tight, "Group", 2)
        postponed = EventFactory(capacity=9, starts_at=later(days=9), state="postponed")
        waiting(postponed, "B"), offered(postponed, "C", minutes_left=-1)

        assert (due_events(timezone.now()), settle_due_events()) == ([], 0)

    def test_it_comes_to_where_a_seat_is_free_or_something_is_over_and_not_twice(self):
        free = EventFactory(capacity=2, starts_at=later(days=9))
        confirmed(free, "A"), waiting(free, "Group", 2), waiting(free, "B")
        unlimited = EventFactory(capacity=None, starts_at=later(days=9))
        waiting(unlimited, "B")
        lapsed = EventFactory(capacity=1, starts_at=later(days=9))
        held(lapsed, "A", minutes_ago=61), waiting(lapsed, "B")
        over = EventFactory(capacity=1, starts_at=later(days=9))
        offered(over, "A", minutes_left=-1)

        assert (settle_due_events(), settle_due_events()) == (4, 0)

        assert states(free) == {"A": "confirmed", "Group": "waiting", "B": "offered"}
        assert states(unlimited) == {"B": "offered"}
        assert states(lapsed) == {"A": "unconfirmed", "B": "offered"}
        assert states(over) == {"A": "expired"}


@pytest.mark.django_db
class TestPartyAndCounts:
    def test_more_people_only_while_seats_are_free_and_nobody_waits(self):
        event = EventFactory(capacity=4)
        ann = confirmed(event, "Ann", 2)
        change_party(ann, 4)
        assert Registration.objects.get(name="Ann").party == 4
        change_party(ann, 2)
        waiting(event, "Group", 3)
        with pytest.raises(ValidationError, match="nobody is on the waiting list"):
            change_party(ann, 3)

    @pytest.mark.parametrize("party", [0, 11, -1, 2**31])
    def test_party_0_and_11_are_refused(self, party):
        event = EventFactory(capacity=None)
        with pytest.raises(ValidationError) as refused:
            register(event, "Ann", party=party)
        assert list(refused.value.message_dict) == ["party"]
        with pytest.raises(ValidationError):
            change_party(confirmed(event, "Ben"), party)

    def test_used_counts_open_holds_and_offers_alone(self):
        event = EventFactory(capacity=20)
        confirmed(event, "A", 2)
        held(event, "B", 3), held(event, "C", 4, minutes_ago=61)
        offered(event, "D", 5), offered(event, "E", 6, minutes_left=-1)
        assert used_seats(event, timezone.now()) == 10

    def test_seats_nobody_came_for_are_free_after_their_minutes(self):
        event = EventFactory(capacity=4, starts_at=later(minutes=-20), releases_after=15)
        confirmed(event, "A", 3, checked_in_at=timezone.now(), checked_in_party=2)
        confirmed(event, "B", 1)
        assert used_seats(event, timezone.now()) == 2
        Event.objects.update(releases_after=30)
        event.refresh_from_db()
        assert used_seats(event, timezone.now()) == 4

    def test_an_event_without_capacity_seats_everybody_and_0_takes_nobody(self):
        event = EventFactory(capacity=None)
        for name in ("A", "B"):
            register(event, name, party=10, is_proved=True)
        assert set(states(event).values()) == {"confirmed"}
        with pytest.raises(ValidationError, match="needs no registration"):
            register(EventFactory(capacity=0), "C")

    def test_cancelling_ends_with_the_start(self):
        event = EventFactory(starts_at=later(minutes=-1))
        ann = confirmed(event, "Ann")
        assert cancel_registration(ann) is False
        assert states(event) == {"Ann": "confirmed"}

    def test_cancel_after_promotion_frees_the_seat_for_the_next(self):
        event = EventFactory(capacity=1)
        a = confirmed(event, "A")
        waiting(event, "B", minutes_ago=2), waiting(event, "C", minutes_ago=1)
        cancel_registration(a)
        b = confirm_registration(Registration.objects.get(name="B"))
        cancel_registration(b)
        assert states(event) == {"A": "cancelled", "B": "cancelled", "C": "offered"}


def register(event, name, **facts):
    facts = {"name": name, "email": f"{name.lower()}@example.org", "language": "en"} | facts
    return create_registration(event, **facts)
