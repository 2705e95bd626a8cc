"""Telling what is broken, changing a ticket, and blocking a space because of danger."""

from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from django.core import mail
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction
from django.utils import timezone

from events.programme.rooms import room_of
from events.programme.services import publish_event
from members.people.mails.services import unsubscribe
from members.people.models import Membership
from spaces.bookings.models import Claim
from spaces.closures.services import cancel_closure, close_spaces
from spaces.upkeep.tickets.models import Severity, Ticket, TicketEvent, TicketState
from spaces.upkeep.tickets.services import (
    change_ticket,
    comment_ticket,
    report_ticket,
    set_block,
)
from spaces.upkeep.tickets.terms import TicketTerms, lowered
from spaces.upkeep.tickets.timeline import ticket_entries
from spaces.upkeep.tickets.validation import UnseenBookingsError
from tests.factories.events import EventFactory, EventHostFactory
from tests.factories.members import CompanyFactory, MembershipFactory
from tests.factories.pictures import clean_picture
from tests.factories.spaces import RoomFactory, SpaceFactory, local

pytestmark = pytest.mark.django_db

DAY = "2026-12-01"
REPRESENTATIVE = Membership.Role.REPRESENTATIVE


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(local(f"{DAY} 10:00"), tick=False) as traveller:
        yield traveller


@pytest.fixture
def room():
    return RoomFactory(code="C2", name="Hall")


@pytest.fixture
def member():
    return MembershipFactory(company__name="Nodo")


def report(room, member, severity="normal", **more):
    values = {"title": "Sparks", "request_id": uuid4(), "company": member.company, "by": member.user}
    return report_ticket(room, severity=severity, **(values | more))


def change(ticket, by, text="", agreed=None, **values):
    terms = {"state": ticket.state, "severity": ticket.severity, "responsible": ticket.responsible}
    return change_ticket(
        ticket, terms=TicketTerms(**(terms | values)), by=by, company=None, text=text, agreed=agreed
    )


def blocks():
    held = Claim.objects.filter(booking=None, released_at=None).order_by("space__code", "starts_at")
    return [
        tuple(f"{timezone.localtime(moment):%d %H:%M}" for moment in (block.starts_at, block.ends_at))
        for block in held
    ]


def test_tickets_are_numbered_from_one_and_coordinators_are_told(room, member, coordinator):
    tickets = [report(room, member, title=title) for title in ("Lamp", "Door")]

    assert [ticket.number for ticket in tickets] == [1, 2]
    assert [told.to for told in mail.outbox] == [[coordinator.email]] * 2
    assert mail.outbox[0].subject == "Ticket: Lamp (C2 Hall)"
    assert "List-Unsubscribe" in mail.outbox[0].extra_headers
    assert blocks() == []


def test_the_same_request_sent_again_is_one_ticket(room, member):
    request_id = uuid4()
    first, again = (report(room, member, request_id=request_id) for _time in range(2))

    assert (first, Ticket.objects.count(), TicketEvent.objects.count()) == (again, 1, 1)
    with pytest.raises(ValidationError, match="someone else"):
        report(room, MembershipFactory(), request_id=request_id)


def test_a_private_unit_and_a_company_of_others_are_refused(room, member):
    with pytest.raises(ValidationError, match="private"):
        report(SpaceFactory(), member)
    with pytest.raises(ValidationError, match="You do not belong to"):
        report(room, member, company=CompanyFactory())
    assert Ticket.objects.count() == 0


def test_danger_ends_what_runs_and_cancels_what_starts_within_24_hours(booked, room, member, clock):
    clock.move_to(local(f"{DAY} 08:00"))
    ann, ben = MembershipFactory(), MembershipFactory()
    running = booked(room, local(f"{DAY} 09:00"), 3, ann)
    soon, tomorrow = (
        booked(room, local(f"{DAY} 20:00"), 1, ben),
        booked(room, local("2026-12-02 09:00"), 1, ben),
    )
    after = booked(room, local("2026-12-02 10:00"), 1, ben)
    clock.move_to(local(f"{DAY} 10:00"))
    mail.outbox.clear()

    ticket = report(room, member, "danger")

    for booking in (running, soon, tomorrow, after):
        booking.refresh_from_db()
    assert (running.state, running.ends_at) == ("confirmed", local(f"{DAY} 10:00"))  # what was used stays
    assert [one.state for one in (soon, tomorrow, after)] == ["cancelled", "cancelled", "confirmed"]
    assert soon.cancel_reason == "Sparks (#1)"
    assert blocks() == [("01 10:00", "02 10:00")]
    assert (ticket.is_blocking, ticket.is_confirmed) == (True, False)
    assert sorted(told.to[0] for told in mail.outbox) == sorted([ann.user.email, ben.user.email])


def test_danger_names_what_it_would_cancel_and_does_nothing_until_that_is_agreed_to(booked, room, member):
    booking = booked(room, local(f"{DAY} 12:00"))

    with pytest.raises(UnseenBookingsError, match="C2 Hall is taken by"):
        report(room, member, "danger", agreed=())
    assert (Ticket.objects.count(), blocks()) == (0, [])

    report(room, member, "danger", agreed=[booking.uid])
    booking.refresh_from_db()
    assert booking.state == "cancelled"


def test_value_9_and_case_10_closure_and_ticket_are_one_block_and_the_solved_ticket_lets_go(
    room, member, coordinator, clock
):
    """Value 9: closure 10–12, a ticket at 10 that blocks until 14: one block 10–14; solved at 11: 10–12."""
    clock.move_to(local(f"{DAY} 09:00"))
    times = {"starts_at": local(f"{DAY} 10:00"), "ends_at": local(f"{DAY} 12:00")}
    closure = close_spaces([room], reason="Painters", by=coordinator, **times)
    clock.move_to(local(f"{DAY} 10:00"))
    ticket = report(room, member, "danger")
    set_block(ticket, until=local(f"{DAY} 14:00"), by=coordinator)
    assert blocks() == [("01 10:00", "01 14:00")]

    clock.move_to(local(f"{DAY} 11:00"))
    ticket = change(Ticket.objects.get(), coordinator, state="solved")

    assert blocks() == [("01 10:00", "01 12:00")]
    assert (ticket.blocks_from, ticket.blocks_until) == (None, None)
    cancel_closure(closure, by=coordinator)
    assert blocks() == []


def test_two_dangers_on_one_machine_are_one_block_until_both_have_passed(room, member, coordinator, clock):
    first = report(room, member, "danger")
    clock.move_to(local(f"{DAY} 12:00"))
    second = report(room, member, "danger")
    assert blocks() == [("01 10:00", "02 12:00")]

    change(second, coordinator, state="solved")
    assert blocks() == [("01 10:00", "02 10:00")]
    change(first, coordinator, state="solved")
    assert blocks() == []


def test_danger_in_a_half_leaves_the_other_half_and_shuts_the_hall(booked, hall, member):
    whole, half_a, half_b, _machine = hall
    report(half_a, member, "danger")

    with pytest.raises(ValidationError, match="Half A is closed"):
        booked(whole, local(f"{DAY} 15:00"))
    assert booked(half_b, local(f"{DAY} 15:00")).is_confirmed


def test_a_block_is_confirmed_for_at_most_ninety_days_and_by_coordinators_alone(
    booked, room, member, coordinator
):
    ticket = report(room, member, "danger")
    later = booked(room, local("2026-12-20 09:00"))
    latest = timezone.now() + timedelta(days=90)

    with pytest.raises(ValidationError, match="Only coordinators"):
        set_block(ticket, until=latest, by=member.user)
    for wrong in (latest + timedelta(minutes=1), timezone.now()):
        with pytest.raises(ValidationError, match="at most 90 days ahead"):
            set_block(ticket, until=wrong, by=coordinator)
    with pytest.raises(UnseenBookingsError):
        set_block(ticket, until=latest, by=coordinator, agreed=())
    ticket = set_block(ticket, until=latest, by=coordinator, agreed=[later.uid])

    later.refresh_from_db()
    assert (later.state, ticket.is_confirmed, blocks()) == ("cancelled", True, [("01 10:00", "01 10:00")])


def test_a_coordinator_lets_go_and_the_space_can_be_booked_again(booked, room, member, coordinator):
    ticket = report(room, member, "danger")
    with pytest.raises(ValidationError, match="is closed"):
        booked(room, local(f"{DAY} 15:00"))
    with pytest.raises(ValidationError, match="how severe"):
        change(ticket, member.user, severity="low")

    change_ticket(ticket, terms=lowered(ticket), by=coordinator, company=None)

    assert booked(room, local(f"{DAY} 15:00")).is_confirmed
    assert Ticket.objects.get().severity == "urgent"


def test_the_block_ends_by_its_date_and_the_danger_waits_to_be_looked_at(booked, room, member, clock):
    report(room, member, "danger")
    clock.move_to(local("2026-12-02 10:00"))

    assert Ticket.objects.get().is_to_review
    assert booked(room, local("2026-12-02 11:00")).is_confirmed


@pytest.mark.parametrize(
    "broken",
    [
        {"blocks_from": None},
        {"blocks_until": None},
        {"blocks_from": None, "blocks_until": None},
        {"severity": "urgent"},
        {"state": "solved"},
        {"blocks_until": local(f"{DAY} 10:00")},
    ],
)
def test_a_block_without_an_end_or_without_danger_cannot_be_written(room, member, broken):
    report(room, member, "danger")

    with pytest.raises(DatabaseError), transaction.atomic():
        Ticket.objects.update(**broken)


def test_what_was_done_is_never_rewritten(room, member):
    report(room, member)

    for write in (lambda rows: rows.update(text="x"), lambda rows: rows.delete()):
        with pytest.raises(DatabaseError), transaction.atomic():
            write(TicketEvent.objects.all())


def test_a_company_takes_a_ticket_on_and_solves_it_and_the_reporter_is_told(room, member, coordinator):
    ticket = report(room, member)
    fixer = MembershipFactory(company__name="Ferri")
    with pytest.raises(ValidationError, match="that state"):
        change(ticket, fixer.user, state="in_work")

    ticket = change(ticket, fixer.user, responsible=fixer.company)
    ticket = change(ticket, fixer.user, state="in_work", text="The part is ordered.")
    mail.outbox.clear()
    change(ticket, fixer.user, state="solved")

    assert [(told.to, told.subject) for told in mail.outbox] == [([member.user.email], "Solved: Sparks")]
    assert [(entry.change, entry.text) for entry in ticket_entries(ticket)] == [
        ("Reported: normal", ""),
        ("Responsible: Ferri", ""),
        ("State: open → in progress", "The part is ordered."),
        ("State: in progress → solved", ""),
    ]


def test_of_a_taken_ticket_only_coordinators_change_who_is_responsible(room, member, coordinator):
    fixer = MembershipFactory(role=REPRESENTATIVE)
    ticket = change(report(room, member), coordinator, responsible=fixer.company)
    assert mail.outbox[-1].to == [fixer.user.email]

    for wanted in (member.company, None):
        with pytest.raises(ValidationError, match="nobody is responsible yet"):
            change(ticket, member.user, responsible=wanted)


def test_what_is_not_solved_is_closed_with_a_reason_by_coordinators(room, member, coordinator):
    ticket = report(room, member)

    with pytest.raises(ValidationError, match="that state"):
        change(ticket, member.user, state="closed", text="No")
    with pytest.raises(ValidationError, match="Say why"):
        change(ticket, coordinator, state="closed")
    closed = change(ticket, coordinator, state="closed", text="It is meant to be so.")

    assert closed.state == TicketState.CLOSED
    assert mail.outbox[-1].subject == "Closed: Sparks"


def test_that_danger_has_passed_is_not_for_who_reported_it_to_say(room, member):
    ticket = report(room, member, "danger")

    with pytest.raises(ValidationError, match="that state"):
        change(ticket, member.user, state="solved")
    assert blocks() == [("01 10:00", "02 10:00")]


def test_danger_that_is_back_blocks_again(room, member, coordinator):
    ticket = change(report(room, member, "danger"), coordinator, state="solved")
    assert blocks() == []

    change(ticket, coordinator, state="open")

    assert blocks() == [("01 10:00", "02 10:00")]


def test_anybody_says_that_a_known_fault_is_danger(booked, room, member):
    ticket, other = report(room, member), MembershipFactory()
    booking = booked(room, local(f"{DAY} 12:00"))

    with pytest.raises(ValidationError, match="how severe"):
        change(ticket, other.user, severity="low")
    with pytest.raises(UnseenBookingsError):
        change(ticket, other.user, severity="danger", agreed=())
    change(ticket, other.user, severity="danger", agreed=[booking.uid])

    assert blocks() == [("01 10:00", "02 10:00")]


def test_mails_of_danger_go_to_those_too_who_want_none(room, member, coordinator):
    unsubscribe(coordinator, kind="tickets")
    report(room, member)
    assert mail.outbox == []

    report(room, member, "danger")

    assert [told.to for told in mail.outbox] == [[coordinator.email]]
    assert mail.outbox[0].subject == "Danger: C2 Hall is blocked"


def test_a_mail_is_in_the_language_of_its_reader(room, member, coordinator):
    coordinator.language = "it"
    coordinator.save()

    report(room, member, "danger")

    assert mail.outbox[0].subject == "Pericolo: C2 Hall è bloccato"


def test_an_event_in_the_block_loses_its_room_and_its_hosts_are_told(room, member, coordinator):
    host = MembershipFactory(role=REPRESENTATIVE)
    event = EventFactory(
        title="Open day",
        space=room,
        state="draft",
        starts_at=local(f"{DAY} 15:00"),
        ends_at=local(f"{DAY} 18:00"),
    )
    EventHostFactory(event=event, company=host.company)
    publish_event(event, by=coordinator)
    mail.outbox.clear()

    report(room, member, "danger")

    booking = room_of(event).booking
    assert booking.state == "cancelled"
    assert [told.subject for told in mail.outbox if told.to == [host.user.email]] == [
        "Room closed: C2 Hall, for Open day"
    ]


def test_a_comment_sent_twice_is_one_and_keeps_its_photo(room, member):
    ticket, request_id = report(room, member), uuid4()

    for _time in range(2):
        comment_ticket(
            ticket,
            text="Look",
            company=member.company,
            by=member.user,
            request_id=request_id,
            image=clean_picture(),
        )

    [event] = ticket.events.filter(kind="comment")
    assert [photo.alt for photo in event.photos.all()] == ["Sparks"]
    with pytest.raises(ValidationError, match="Write something"):
        comment_ticket(ticket, text=" ", company=None, by=member.user, request_id=uuid4())


def test_severities_are_listed_from_the_least(room):
    assert list(Severity) == ["low", "normal", "urgent", "danger"]
