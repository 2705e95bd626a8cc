"""Calendars: what stands in them, for whom, and by which links they open."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from uuid import uuid4

import icalendar
import pytest
import time_machine
import vobject
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from events.programme.models import Event
from events.programme.services import save_event
from events.registrations.models import Registration
from governance.voting.models import RollEntry, VotingRound
from members.companies.models import Company
from members.people.models import Membership
from multifactory.lib.calendar_states import _written, ask_states
from multifactory.lib.signed_links import new_token
from multifactory.portal.calendars.contents import _STATES, contents_of
from multifactory.portal.calendars.models import CalendarLink
from spaces.bookings.changes import change_booking
from spaces.bookings.lapses import lapse_overdue
from spaces.bookings.models import Booking
from spaces.bookings.services import cancel_booking, create_booking
from spaces.building.models import Space
from spaces.closures.models import Closure
from spaces.closures.services import close_spaces
from spaces.upkeep.deadlines.blocks import block_end
from spaces.upkeep.deadlines.models import Deadline
from spaces.upkeep.deadlines.services import record_done
from spaces.upkeep.duties.models import Duty
from spaces.upkeep.duties.services import accept_swap, ask_swap, plan_turns, record_turn, undo_swap
from spaces.upkeep.tickets.services import change_ticket, report_ticket, set_block
from spaces.upkeep.tickets.terms import TicketTerms
from tests.factories.calendars import CalendarLinkFactory
from tests.factories.events import EventFactory, EventHostFactory, RegistrationFactory
from tests.factories.governance import RollEntryFactory, VotingRoundFactory
from tests.factories.members import MembershipFactory
from tests.factories.spaces import BookingFactory, ClaimFactory, RoomFactory
from tests.factories.upkeep import DeadlineFactory, TurnFactory
from tests.portal.calendars.conftest import TOKEN

pytestmark = pytest.mark.django_db

Kind = CalendarLink.Kind
HOUR = timedelta(hours=1)
NOW = datetime(2026, 11, 30, 7, tzinfo=UTC)
TEN = datetime(2026, 12, 1, 9, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _clock():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def member():
    return MembershipFactory(company__name="Nodo")


def book(member: Membership, room, start=TEN, **more) -> Booking:
    return create_booking(
        room,
        company=member.company,
        by=member.user,
        starts_at=start,
        ends_at=start + HOUR,
        request_id=uuid4(),
        **{"purpose": "Fitting"} | more,
    )


def change(booking: Booking, member: Membership, **more) -> Booking:
    facts = {name: getattr(booking, name) for name in ("space", "starts_at", "ends_at", "purpose")}
    return change_booking(booking, by=member.user, **facts | more)


def titles(events) -> list[str]:
    return sorted(str(event["SUMMARY"]) for event in events.values())


# --- What stands in them -----------------------------------------------------------------------------


def test_a_booking_keeps_its_uid_and_raises_its_sequence_by_time_space_and_state(calendar_of, member):
    booking, room = book(member, RoomFactory(code="R1", name="Kitchen")), RoomFactory(code="R2", name="")
    found = []

    def look() -> None:
        event = calendar_of(kind=Kind.COMPANY, company=member.company)[str(booking.uid)]
        found.append((event["SEQUENCE"], str(event["STATUS"]), event["DTSTART"].dt, str(event["LOCATION"])))

    look()
    booking = change(booking, member, purpose="Fitting the door")
    look()
    booking = change(booking, member, starts_at=TEN + HOUR, ends_at=TEN + 2 * HOUR)
    look()
    booking = change(booking, member, space=room)
    look()
    cancel_booking(booking, by=member.user)
    look()

    assert found == [
        (0, "CONFIRMED", TEN, "R1 Kitchen"),
        (0, "CONFIRMED", TEN, "R1 Kitchen"),
        (1, "CONFIRMED", TEN + HOUR, "R1 Kitchen"),
        (2, "CONFIRMED", TEN + HOUR, "R2"),
        (3, "CANCELLED", TEN + HOUR, "R2"),
    ]


def test_the_stamp_is_the_last_change_and_two_answers_are_equal_bytes(member):
    CalendarLinkFactory(token=TOKEN, kind=Kind.COMPANY, company=member.company)
    book(member, RoomFactory())
    first = Client().get(f"/calendar/{TOKEN}.ics")

    with time_machine.travel(NOW + 3 * HOUR, tick=False):
        second = Client().get(f"/calendar/{TOKEN}.ics")

    assert b"DTSTAMP:20261130T070000Z" in first.content
    assert (second.content, second["ETag"]) == (first.content, first["ETag"])


def test_what_waits_is_tentative_and_lapses_by_the_clock_before_and_after_it_is_written(calendar_of, member):
    room = RoomFactory(policy__needs_approval=True)
    booking = book(member, room, TEN + timedelta(days=20))
    link = {"kind": Kind.COMPANY, "company": member.company}
    waiting = calendar_of(**link)[str(booking.uid)]

    with time_machine.travel(NOW + timedelta(hours=73), tick=False):
        # The clock of the database does not travel.
        Booking.objects.update(pending_until=NOW - timedelta(days=1))
        before = calendar_of(**link)[str(booking.uid)]
        lapse_overdue()
        after = calendar_of(**link)[str(booking.uid)]

    assert (str(waiting["STATUS"]), waiting["SEQUENCE"]) == ("TENTATIVE", 0)
    assert (str(before["STATUS"]), before["SEQUENCE"]) == ("CANCELLED", 1)
    assert before.to_ical() == after.to_ical()


def test_case_20_what_is_cancelled_stays_thirty_days_and_the_window_has_its_ends(calendar_of, member):
    days = timedelta(days=1)
    facts = {"company": member.company}
    off = {"state": "cancelled"}
    BookingFactory(**facts, purpose="long over", starts_at=NOW - 31 * days, ends_at=NOW - 31 * days + HOUR)
    BookingFactory(**facts, purpose="over", starts_at=NOW - 29 * days, ends_at=NOW - 29 * days + HOUR)
    BookingFactory(**facts, purpose="next year", starts_at=NOW + 399 * days, ends_at=NOW + 399 * days + HOUR)
    BookingFactory(**facts, purpose="too far", starts_at=NOW + 401 * days, ends_at=NOW + 401 * days + HOUR)
    BookingFactory(**facts, **off, purpose="off", cancelled_at=NOW - 29 * days)
    BookingFactory(**facts, **off, purpose="long off", cancelled_at=NOW - 31 * days)

    found = calendar_of(kind=Kind.COMPANY, company=member.company)

    assert titles(found) == ["Cancelled: off", "next year", "over"]


def test_case_22_a_private_title_stands_in_the_calendars_of_its_own_company_alone(
    calendar_of, member, coordinator
):
    room, other = RoomFactory(), MembershipFactory()
    book(member, room, purpose="Secret prototype", is_private=True)
    book(member, room, TEN + HOUR)

    found = {
        "company": titles(calendar_of(kind=Kind.COMPANY, company=member.company)),
        "own": titles(calendar_of(made_by=member.user)),
        "space": titles(calendar_of(kind=Kind.SPACE, space=room, made_by=member.user)),
        "space, by a coordinator": titles(calendar_of(kind=Kind.SPACE, space=room, made_by=coordinator)),
        "others": titles(calendar_of(made_by=other.user)),
    }

    assert found == {
        "company": ["Fitting", "Secret prototype"],
        "own": ["Fitting", "Secret prototype"],
        "space": ["Nodo: Fitting", "Occupied"],
        "space, by a coordinator": ["Nodo: Fitting", "Occupied"],
        "others": [],
    }


def test_a_space_shows_what_takes_a_part_of_it_and_when_it_is_closed(calendar_of, member, coordinator):
    half, other_half = RoomFactory(code="C2"), RoomFactory(code="C3")
    hall = RoomFactory(code="C1")
    hall.takes.set([half, other_half])
    moved = book(member, half, TEN + 5 * HOUR, purpose="Moved away")
    book(member, hall, purpose="Assembly")
    book(member, other_half, TEN + HOUR, purpose="Choir")
    change(moved, member, space=other_half)
    close_spaces(
        [hall], starts_at=TEN + 9 * HOUR, ends_at=TEN + 12 * HOUR, reason="Floor is waxed", by=coordinator
    )

    of = {"kind": Kind.SPACE, "made_by": member.user}

    assert titles(calendar_of(space=half, **of)) == ["Closed: Floor is waxed", "Nodo: Assembly"]
    assert titles(calendar_of(space=hall, **of)) == [
        "Closed: Floor is waxed",
        "Nodo: Assembly",
        "Nodo: Choir",
        "Nodo: Moved away",
    ]


def test_case_20_the_calendar_and_the_page_of_the_day_agree(calendar_of, member, client_of):
    room = RoomFactory(code="R1")
    for number in range(3):
        book(member, room, TEN + number * 2 * HOUR, purpose=f"Work {number}")
    cancel_booking(Booking.objects.get(purpose="Work 1"), by=member.user)

    page = client_of(member.user).get("/spaces/R1/calendar/?day=2026-12-01").content.decode()
    events = calendar_of(kind=Kind.SPACE, space=room, made_by=member.user).values()

    on = [str(event["SUMMARY"]).removeprefix("Nodo: ") for event in events if event["STATUS"] != "CANCELLED"]
    assert [name for name in ("Work 0", "Work 1", "Work 2") if name in page] == sorted(on)
    times = sorted(timezone.localtime(event["DTSTART"].dt).strftime("%H:%M") for event in events)
    assert times == ["10:00", "12:00", "14:00"]
    for time, name in ((times[0], "Work 0"), (times[2], "Work 2")):
        assert name in page.partition(f"<time>{time}</time>")[2].partition("</tr>")[0]


def test_case_20_icalendar_and_vobject_read_the_same_of_a_calendar(member):
    """Identity, times, state and words of what stands, waits and is off, and of a turn that lasts a day."""
    room = RoomFactory(name='Hall, "north"; yard')
    book(member, room, purpose="Mould, glaze; ü 🪑 " + "x" * 60)
    book(member, RoomFactory(policy__needs_approval=True), TEN + 3 * HOUR)
    cancel_booking(book(member, room, TEN + 5 * HOUR), by=member.user)
    TurnFactory(company=member.company, day=TEN.date())
    CalendarLinkFactory(token=TOKEN, made_by=member.user)

    text = Client().get(f"/calendar/{TOKEN}.ics").content
    by_icalendar = {
        (str(one["UID"]), one["DTSTART"].dt, one["DTEND"].dt, str(one["STATUS"]), str(one["SUMMARY"]))
        for one in icalendar.Calendar.from_ical(text).walk("VEVENT")
    }
    by_vobject = {
        (one.uid.value, one.dtstart.value, one.dtend.value, one.status.value, one.summary.value)
        for one in vobject.readOne(text.decode()).vevent_list
    }

    assert by_icalendar == by_vobject
    states = sorted(state for _uid, _start, _end, state, _title in by_icalendar)
    assert states == ["CANCELLED", "CONFIRMED", "CONFIRMED", "TENTATIVE"]


def test_a_person_has_their_turns_events_and_ends_of_votes(calendar_of, member):
    company, user = member.company, member.user
    turn = TurnFactory(company=company, day=TEN.date(), duty__name="Sweeping")
    TurnFactory(day=TEN.date())
    published = {"state": Event.State.PUBLISHED, "starts_at": TEN, "ends_at": TEN + HOUR}
    waits, hosted, other = (EventFactory(title=name, **published) for name in ("Talk", "Fair", "Other"))
    RegistrationFactory(event=waits, email=user.email, state="waiting", queued_at=NOW)
    EventHostFactory(event=hosted, company=company)
    voting = VotingRoundFactory(opened_at=NOW - HOUR, closes_at=TEN, proposal__title="New roof")
    RollEntryFactory(round=voting, company=company)
    RollEntryFactory(company=company, standing=RollEntry.Standing.SUSPENDED, reason="Late")

    found = calendar_of(made_by=user)

    assert {key: (str(event["SUMMARY"]), str(event["STATUS"])) for key, event in found.items()} == {
        f"turn-{turn.pk}": ("Sweeping: the turn of Nodo", "CONFIRMED"),
        str(waits.uid): ("Not certain yet: Talk", "TENTATIVE"),
        str(hosted.uid): ("Fair", "CONFIRMED"),
        f"round-{voting.pk}": ("Voting ends: New roof", "CONFIRMED"),
    }
    assert found[f"turn-{turn.pk}"]["DTSTART"].dt == TEN.date()
    assert found[f"round-{voting.pk}"]["DTEND"].dt == TEN
    assert other.title not in titles(found)


def test_a_seat_that_is_given_back_is_off_and_a_recorded_turn_is_another_state(calendar_of, member):
    event = EventFactory(title="Talk", state="published", starts_at=TEN, ends_at=TEN + HOUR)
    seat = RegistrationFactory(event=event, email=member.user.email, confirmed_at=NOW - HOUR)
    turn = TurnFactory(company=member.company)
    before = calendar_of(made_by=member.user)

    Registration.objects.filter(pk=seat.pk).update(state="cancelled", cancelled_at=NOW)
    record_turn(turn, done_by=member.company, by=member.user)
    after = calendar_of(made_by=member.user)

    found = [
        (str(events[str(event.uid)]["STATUS"]), events[str(event.uid)]["SEQUENCE"])
        for events in (before, after)
    ]
    assert found == [("CONFIRMED", 1), ("CANCELLED", 2)]
    assert [events[f"turn-{turn.pk}"]["SEQUENCE"] for events in (before, after)] == [0, 1]


def test_a_turn_that_was_swapped_is_off_for_who_gave_it_away_and_back_when_that_is_undone(
    calendar_of, member
):
    taker = MembershipFactory(company__name="Verde")
    turn = TurnFactory(company=member.company, day=TEN.date())
    key, found = f"turn-{turn.pk}", []

    def note() -> None:
        rows = [calendar_of(made_by=one.user).get(key) for one in (member, taker)]
        found.append([row and (str(row["STATUS"]), row["SEQUENCE"]) for row in rows])

    note()
    swap = accept_swap(ask_swap(turn, by=member.user), company=taker.company, by=taker.user)
    note()
    undo_swap(swap, by=member.user)
    note()
    with time_machine.travel(NOW + timedelta(days=31), tick=False):
        note()

    assert found == [
        [("CONFIRMED", 0), None],
        [("CANCELLED", 1), ("CONFIRMED", 1)],
        [("CONFIRMED", 2), ("CANCELLED", 2)],
        [("CONFIRMED", 2), None],
    ]


def test_a_turn_swapped_between_two_companies_of_one_person_stays_on(calendar_of, member):
    second = MembershipFactory(user=member.user)
    turn = TurnFactory(company=member.company, day=TEN.date())

    accept_swap(ask_swap(turn, by=member.user), company=second.company, by=member.user)

    assert str(calendar_of(made_by=member.user)[f"turn-{turn.pk}"]["STATUS"]) == "CONFIRMED"


def test_turns_of_a_duty_that_ended_are_off(calendar_of, member):
    turn = TurnFactory(company=member.company, day=TEN.date() + timedelta(days=7))
    Duty.objects.filter(pk=turn.duty_id).update(ends_on=TEN.date())

    plan_turns(turn.duty)

    found = calendar_of(made_by=member.user)[f"turn-{turn.pk}"]
    assert (str(found["STATUS"]), found["SEQUENCE"]) == ("CANCELLED", 1)


def test_an_internal_event_that_moves_raises_its_sequence_in_the_calendars_of_its_guests(calendar_of, member):
    event = EventFactory(visibility="internal", state="published", starts_at=TEN, ends_at=TEN + HOUR)
    RegistrationFactory(event=event, email=member.user.email, confirmed_at=NOW)
    before = calendar_of(made_by=member.user)[str(event.uid)]

    event.starts_at, event.ends_at = TEN + HOUR, TEN + 2 * HOUR
    save_event(event)
    after = calendar_of(made_by=member.user)[str(event.uid)]

    assert (after["DTSTART"].dt, after["SEQUENCE"] - before["SEQUENCE"]) == (TEN + HOUR, 1)
    event.title = "Corrected word"
    save_event(event)
    assert calendar_of(made_by=member.user)[str(event.uid)]["SEQUENCE"] == after["SEQUENCE"]


def test_danger_stands_in_the_calendar_of_its_space_and_ends_when_it_has_passed(
    calendar_of, member, coordinator
):
    half, hall = RoomFactory(code="C2"), RoomFactory(code="C1")
    hall.takes.set([half])
    words = {"title": "Loose beam", "severity": "danger", "request_id": uuid4()}
    ticket = report_ticket(half, company=member.company, by=member.user, **words)
    found = []

    def note(space=hall) -> None:
        row = calendar_of(kind=Kind.SPACE, space=space, made_by=member.user).get(f"ticket-{ticket.number}")
        found.append(row and (str(row["SUMMARY"]), row["DTSTART"].dt, row["DTEND"].dt, row["SEQUENCE"]))

    title = f"Closed: Loose beam (#{ticket.number})"
    note()
    with time_machine.travel(NOW + HOUR, tick=False):
        set_block(ticket, until=TEN + 48 * HOUR, by=coordinator)
        note(half)
    with time_machine.travel(NOW + 2 * HOUR, tick=False):
        ticket.refresh_from_db()
        terms = TicketTerms("solved", "danger", None)
        change_ticket(ticket, terms=terms, by=coordinator, company=None)
        note()
    with time_machine.travel(NOW + timedelta(days=31), tick=False):
        note()

    assert found == [
        (title, NOW, NOW + 24 * HOUR, 0),
        (title, NOW, TEN + 48 * HOUR, 1),
        (title, NOW, NOW + 2 * HOUR, 2),
        None,
    ]


def test_what_is_only_broken_shuts_no_space(calendar_of, member):
    room = RoomFactory()
    words = {"title": "Dim lamp", "severity": "urgent", "request_id": uuid4()}
    report_ticket(room, company=member.company, by=member.user, **words)

    assert calendar_of(kind=Kind.SPACE, space=room, made_by=member.user) == {}


def test_what_is_late_shuts_its_space_in_the_calendar_until_it_is_recorded(calendar_of, member, coordinator):
    half, hall = RoomFactory(code="C2"), RoomFactory(code="C1")
    hall.takes.set([half])
    due_on = date(2026, 11, 28)
    deadline = DeadlineFactory(space=half, name="Lifting gear", next_on=due_on, blocks_when_late=True)
    DeadlineFactory(space=half, next_on=due_on)  # late, and shuts nothing
    DeadlineFactory(space=half, next_on=date(2026, 11, 30), blocks_when_late=True)  # due today
    found = []

    def note(space=hall) -> None:
        rows = calendar_of(kind=Kind.SPACE, space=space, made_by=member.user)
        found.append(
            {uid: (row["DTSTART"].dt, row["DTEND"].dt, row["SEQUENCE"]) for uid, row in rows.items()}
        )

    with time_machine.travel(NOW, tick=False):
        note()
    later = NOW + timedelta(days=20)
    with time_machine.travel(later, tick=False):
        Deadline.objects.exclude(pk=deadline.pk).update(ended_on=NOW.date())
        note(half)
        record_done(deadline, day=later.date(), by=coordinator, due_on=due_on)
        note()
    with time_machine.travel(later + timedelta(days=31), tick=False):
        note()

    uid, begins = f"deadline-{deadline.pk}-20261128", datetime(2026, 11, 28, 23, tzinfo=UTC)
    assert found == [
        {uid: (begins, block_end(NOW.date()), 0)},
        {uid: (begins, block_end(later.date()), 1)},
        {uid: (begins, later, 2)},
        {},
    ]


def test_what_becomes_late_and_what_is_recorded_are_other_states(member, coordinator):
    room = RoomFactory()
    CalendarLinkFactory(token=TOKEN, kind=Kind.SPACE, space=room, made_by=member.user)
    found = []

    def note() -> None:
        found.append(Client().get(f"/calendar/{TOKEN}.ics")["ETag"])

    note()
    deadline = DeadlineFactory(space=room, next_on=date(2026, 11, 20), blocks_when_late=True)
    note()
    Deadline.objects.update(next_on=date(2026, 11, 21))
    note()
    record_done(deadline, day=NOW.date(), by=coordinator, due_on=date(2026, 11, 21))
    note()

    assert len(set(found)) == 4


def test_a_round_that_is_extended_moves_and_one_that_is_cancelled_stays_for_a_month(calendar_of, member):
    voting = VotingRoundFactory(opened_at=NOW - HOUR, closes_at=TEN)
    RollEntryFactory(round=voting, company=member.company)
    key, found = f"round-{voting.pk}", []
    steps = [
        {},
        {"closes_at": TEN + HOUR, "first_closes_at": TEN, "extension_reason": "Ill"},
        {"state": VotingRound.State.CANCELLED, "cancelled_at": NOW, "cancel_reason": "Error"},
    ]

    for step in steps:
        VotingRound.objects.filter(pk=voting.pk).update(**step)
        event = calendar_of(made_by=member.user)[key]
        found.append((event["SEQUENCE"], str(event["STATUS"]), event["DTEND"].dt))
    with time_machine.travel(NOW + timedelta(days=31), tick=False):
        later = calendar_of(made_by=member.user)

    assert found == [
        (0, "CONFIRMED", TEN),
        (1, "CONFIRMED", TEN + HOUR),
        (2, "CANCELLED", TEN + HOUR),
    ]
    assert key not in later


def test_the_language_is_the_links_whatever_the_program_asks_for(member):
    CalendarLinkFactory(token=TOKEN, kind=Kind.SPACE, space=RoomFactory(), made_by=member.user, language="it")
    book(member, CalendarLink.objects.get().space, is_private=True)

    response = Client(headers={"accept-language": "en"}).get(f"/calendar/{TOKEN}.ics")

    assert "SUMMARY:Occupato" in response.content.decode()
    assert response["Content-Language"] == "it"


# --- Who has it already ------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", [Kind.PERSON, Kind.COMPANY, Kind.SPACE])
def test_case_20_a_calendar_that_has_not_changed_is_answered_in_four_queries(kind, member):
    room = RoomFactory()
    book(member, room)
    subject = {Kind.PERSON: {}, Kind.COMPANY: {"company": member.company}, Kind.SPACE: {"space": room}}
    CalendarLinkFactory(token=TOKEN, kind=kind, made_by=member.user, **subject[kind])
    etag = Client().get(f"/calendar/{TOKEN}.ics")["ETag"]

    with CaptureQueriesContext(connection) as captured:
        again = Client(headers={"if-none-match": etag}).get(f"/calendar/{TOKEN}.ics")

    assert (again.status_code, again.content, len(captured) <= 4) == (304, b"", True)


def test_every_change_is_another_etag(member):
    CalendarLinkFactory(token=TOKEN, made_by=member.user)
    event = EventFactory(state="published", starts_at=TEN, ends_at=TEN + HOUR)
    voting = VotingRoundFactory(opened_at=NOW - HOUR, closes_at=TEN)
    turn, room = TurnFactory(company=member.company), RoomFactory(policy__needs_approval=True)
    booking = BookingFactory(company=member.company, space=room, starts_at=TEN, ends_at=TEN + HOUR)
    ClaimFactory(booking=booking)
    pending = {"state": "pending", "pending_until": datetime(2100, 1, 1, tzinfo=UTC)}
    later = NOW + HOUR

    def etag() -> str:
        return Client().get(f"/calendar/{TOKEN}.ics")["ETag"]

    found = [etag()]
    for act in (
        lambda: Booking.objects.update(sequence=1, **pending),
        # It lapses by the clock: nothing is written.
        lambda: Booking.objects.update(pending_until=datetime(2000, 1, 1, tzinfo=UTC)),
        lambda: record_turn(turn, done_by=member.company, by=member.user),
        lambda: RollEntryFactory(round=voting, company=member.company),
        lambda: VotingRound.objects.update(closes_at=TEN + HOUR, first_closes_at=TEN, extension_reason="Ill"),
        lambda: RegistrationFactory(event=event, email=member.user.email, state="waiting", queued_at=NOW),
        lambda: Registration.objects.update(state="confirmed", confirmed_at=later),
        lambda: Event.objects.update(updated_at=later),
    ):
        act()
        found.append(etag())

    assert len(set(found)) == len(found) == 9


@pytest.mark.parametrize("kind", [Kind.PERSON, Kind.SPACE])
def test_other_names_are_another_etag_on_the_same_day(kind, member):
    room = RoomFactory(name="Hall")
    book(member, room)
    duty = TurnFactory(company=member.company).duty
    late = DeadlineFactory(space=room, blocks_when_late=True, next_on=date(2026, 11, 1))
    closing = Closure.objects.create(starts_at=TEN + HOUR, ends_at=TEN + 2 * HOUR, reason="Floor")
    closing.spaces.add(room)
    CalendarLinkFactory(
        token=TOKEN, kind=kind, made_by=member.user, space=room if kind == Kind.SPACE else None
    )

    def ask() -> tuple[str, bytes]:
        response = Client().get(f"/calendar/{TOKEN}.ics")
        return response["ETag"], response.content

    found = [ask()]
    for act in (
        lambda: Space.objects.update(name="Ball room"),
        lambda: Company.objects.filter(pk=member.company_id).update(name="Knot"),
        lambda: Duty.objects.filter(pk=duty.pk).update(name="Yard"),
        lambda: duty.spaces.add(room),
        lambda: Deadline.objects.filter(pk=late.pk).update(name="Lifting gear"),
        lambda: Closure.objects.update(reason="Ceiling"),
    ):
        act()
        found.append(ask())

    pairs = list(pairwise(found))
    assert [first[0] != second[0] for first, second in pairs if first[1] != second[1]] == [True] * 4


@pytest.mark.parametrize("kind", [Kind.PERSON, Kind.COMPANY, Kind.SPACE])
def test_the_query_that_is_written_once_answers_as_one_written_now(kind, member):
    """For two people, two rooms, two moments: the second time the query of the first is asked."""
    other = MembershipFactory(company__name="Filo")
    for one in (member, other):
        room = RoomFactory()
        book(one, room)
        TurnFactory(company=one.company)
        EventHostFactory(event__starts_at=TEN, event__ends_at=TEN + HOUR, company=one.company)
        RollEntryFactory(round=VotingRoundFactory(opened_at=NOW, closes_at=TEN), company=one.company)
        subject = {Kind.PERSON: {}, Kind.COMPANY: {"company": one.company}, Kind.SPACE: {"space": room}}
        link = CalendarLinkFactory(kind=kind, made_by=one.user, **subject[kind])
        for now in (NOW, NOW + timedelta(days=40)):
            contents = replace(contents_of(link), now=now)
            parts = contents.parts_of(contents.values, now)
            states = [state for part in parts for state in part.states]
            fresh = [row for state in states for row in state]
            asked = ask_states(_STATES[contents.parts_of], contents.values, now)
            assert [row[:4] for row in asked] == sorted(row[:4] for row in fresh)
            assert len(asked) > 0
    assert _written.cache_info().hits > 0


# --- Which links open --------------------------------------------------------------------------------


def status(token: str = TOKEN) -> int:
    return Client().get(f"/calendar/{token}.ics").status_code


def test_case_20_a_revoked_link_opens_nothing(member, client_of):
    link = CalendarLinkFactory(token=TOKEN, made_by=member.user)
    before = status()

    client_of(member.user).post(f"/account/calendars/{link.pk}/revoke/")

    assert (before, status()) == (200, 404)


def test_the_link_of_a_person_ends_with_their_place_or_their_account(member, client_of):
    link = CalendarLinkFactory(token=TOKEN, made_by=member.user)
    found = [status()]

    member.user.is_active = False
    member.user.save()
    found.append(status())
    member.user.is_active = True
    member.user.save()
    member.ended_on = timezone.localdate()
    member.save()
    found.append(status())

    assert found == [200, 404, 404]
    assert CalendarLink.objects.working().get() == link


def test_the_link_of_a_company_outlives_who_made_it_and_ends_with_the_company(member, client_of):
    colleague = MembershipFactory(company=member.company)
    CalendarLinkFactory(token=TOKEN, kind=Kind.COMPANY, company=member.company, made_by=member.user)
    member.ended_on = timezone.localdate()
    member.save()

    found = [status()]
    page = client_of(colleague.user).get("/account/calendars/").content.decode()
    member.company.left_on = timezone.localdate()
    member.company.save()
    found.append(status())

    assert found == [200, 404]
    assert "Who made it is no longer in the company" in page


def test_a_door_is_no_calendar_and_a_calendar_no_door(member):
    room = RoomFactory()
    CalendarLinkFactory(token=TOKEN, kind=Kind.DOOR, space=room)
    CalendarLinkFactory(token=TOKEN + "2", kind=Kind.SPACE, space=room, made_by=member.user)

    assert (status(), Client().get(f"/door/{TOKEN}2/").status_code) == (404, 404)
    assert (Client().get(f"/door/{TOKEN}/").status_code, status(TOKEN + "2")) == (200, 200)


def test_guessing_is_slowed_down_and_never_locks_out_a_link_that_is_right(member, settings):
    cache.clear()
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {"calendar_unknown": "3/h/ip"}
    CalendarLinkFactory(token=TOKEN, made_by=member.user)

    found = [status(new_token()) for _ in range(5)]

    assert (found, status()) == ([404, 404, 404, 429, 429], 200)


def test_it_asks_for_no_session_and_lets_its_address_go_nowhere(member):
    link = CalendarLinkFactory(token=TOKEN, made_by=member.user)

    response = Client().get(f"/calendar/{TOKEN}.ics")

    link.refresh_from_db()
    assert (response.cookies.output(), Session.objects.count()) == ("", 0)
    assert response["Referrer-Policy"] == "no-referrer"
    assert response["Cache-Control"] == "private, no-cache"
    assert link.last_used_on == timezone.localdate()


def test_the_database_keeps_no_token():
    token = new_token()
    link = CalendarLinkFactory(token=token)

    assert len(token) >= 22  # 128 bits in base 64
    assert token not in str(CalendarLink.objects.filter(pk=link.pk).values())
