"""The week and day of all spaces, the week of one, and how much they are used."""

import csv
import io
import re
from datetime import UTC, date, datetime, time, timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from multifactory.lib.weekdays import EVERY_DAY
from spaces.bookings.approvals import approve_booking
from spaces.bookings.blocks import refresh_blocks
from spaces.closures.services import close_spaces
from spaces.policies.models import OpeningHours, QuietHours
from tests.factories.governance import ResolutionFactory
from tests.factories.members import MembershipFactory
from tests.factories.spaces import BookingPolicyFactory, RoomFactory, local
from tests.factories.upkeep import TicketFactory

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 30, 7, tzinfo=UTC)  # a Monday, 08:00 in Rome
PAGES = (
    "/bookings/week/?from=2026-12-07",
    "/bookings/day/?on=2026-12-10",
    "/spaces/R1/calendar/?week=2026-12-07",
    "/spaces/R1/calendar/?day=2026-12-10",
)


@pytest.fixture(autouse=True)
def _morning():
    with time_machine.travel(NOW, tick=False):
        yield


def moment(text: str) -> datetime:
    return local(text).astimezone(UTC)


def main_of(response) -> str:
    return response.content.decode().partition("<main")[2].partition("</main>")[0]


@pytest.mark.parametrize("path", PAGES)
def test_no_name_that_people_wrote_becomes_html(path, client_of, collaborator, coordinator, booked):
    other = MembershipFactory(company__name="Rossi <i>& figli</i>")
    room = RoomFactory(code="R1", name='Room "<i>one</i>"')
    booked(room, moment("2026-12-10 10:00"), membership=other, purpose='Class "<i>A</i>"')
    when = {"starts_at": moment("2026-12-10 14:00"), "ends_at": moment("2026-12-10 16:00")}
    close_spaces([room], reason="<i>Paint</i>", by=coordinator, **when)

    main = main_of(client_of(collaborator).get(path))

    assert "<i>" not in main.replace("<i>0</i><i>6</i><i>12</i><i>18</i><i>24</i>", "")
    assert "&lt;i&gt;one&lt;/i&gt;" in main


@pytest.mark.parametrize("path", PAGES[1:])
def test_case_22_a_private_title_is_read_by_its_company_and_coordinators_alone(
    path, client_of, collaborator, coordinator, booked
):
    other = MembershipFactory()
    room = RoomFactory(code="R1")
    at = moment("2026-12-10 10:00")
    booked(room, at, membership=collaborator.memberships.get(), is_private=True, purpose="Job interview")

    readers = [
        "Job interview" in main_of(client_of(one).get(path))
        for one in (collaborator, coordinator, other.user)
    ]

    assert readers == [True, True, False]


@pytest.mark.parametrize(
    "path",
    [PAGES[0], "/bookings/use/?month=2026-12", "/bookings/use/download/?month=2026-12", "/bookings/?past=1"],
)
def test_case_22_the_week_and_the_figures_never_say_what_a_booking_is_for(path, client_of, booked):
    nodo, other = MembershipFactory(), MembershipFactory()
    at = moment("2026-12-10 10:00")
    booked(RoomFactory(code="R1"), at, membership=nodo, is_private=True, purpose="Job interview")

    response = client_of(other.user).get(path)

    assert (response.status_code, "Job interview" in response.content.decode()) == (200, False)


@pytest.mark.parametrize("path", PAGES)
def test_ours_others_the_communitys_and_what_waits_are_told_apart(path, client_of, collaborator, booked):
    room = RoomFactory(code="R1", policy=BookingPolicyFactory(cleanup_minutes=30))
    waiting = RoomFactory(code="R1B", policy=BookingPolicyFactory(needs_approval=True))
    room.taken_by.add(waiting)
    booked(room, moment("2026-12-10 09:00"), membership=collaborator.memberships.get())
    booked(room, moment("2026-12-10 13:00"))
    booked(waiting, moment("2026-12-10 17:00"))

    html = main_of(client_of(collaborator).get(path)).partition('class="key"')[2].partition("</ul>")[2]

    for css in ("mine", "taken", "pending", "cleanup"):
        assert re.search(rf'class="{css}[" ]', html), css


def test_what_waited_and_lapsed_is_free_without_the_worker(client_of, collaborator, booked, coordinator):
    room = RoomFactory(code="R1", policy=BookingPolicyFactory(needs_approval=True))
    lapsing = booked(room, moment("2026-12-10 10:00"))
    approve_booking(booked(room, moment("2026-12-10 12:00")), by=coordinator)
    type(lapsing).objects.filter(pk=lapsing.pk).update(pending_until=datetime(2026, 1, 1, tzinfo=UTC))

    columns = client_of(collaborator).get("/spaces/R1/calendar/?week=2026-12-07").context["columns"]

    held = [item.label for item in columns[3].items if item.cell.block.pieces]
    assert held == ["12:00"]


def test_quiet_hours_are_hatched_with_the_number_of_their_resolution(client_of, collaborator):
    policy = BookingPolicyFactory(is_loud=True)
    RoomFactory(code="R1", policy=policy)
    resolution = ResolutionFactory()
    rule = QuietHours.objects.create(
        name="Rest",
        weekdays=EVERY_DAY,
        starts=time(12, 30),
        ends=time(14, 30),
        valid_from=date(2026, 1, 1),
        resolution=resolution,
    )
    rule.policies.set([policy])

    pages = [main_of(client_of(collaborator).get(path)) for path in PAGES]

    for html in pages:
        assert resolution.get_absolute_url() in html
        assert f"resolution {resolution.reference}" in " ".join(html.split())
    assert pages[2].count('class="quiet-hours"') == 14  # in the table and in the list of each day


def test_a_closure_says_why_and_opening_hours_and_holidays_are_shown(client_of, collaborator, coordinator):
    policy = BookingPolicyFactory(closed_on_holidays=True)
    OpeningHours.objects.bulk_create(
        OpeningHours(policy=policy, weekday=day, opens=time(8), closes=time(20)) for day in range(7)
    )
    room = RoomFactory(code="R1", policy=policy)
    when = {"starts_at": moment("2026-12-10 14:00"), "ends_at": moment("2026-12-10 16:00")}
    close_spaces([room], reason="Projector is replaced", by=coordinator, **when)

    context = client_of(collaborator).get("/spaces/R1/calendar/?week=2026-12-07").context

    tuesday, thursday = context["columns"][1], context["columns"][3]
    assert (tuesday.holiday, [item.cell.block.kind for item in tuesday.items]) == (
        "Immaculate Conception",
        ["holiday"],
    )
    assert [(one.label, one.cell.block.kind) for one in thursday.items] == [
        ("00:00", "outside"),
        ("08:00", "free"),
        ("14:00", "closed"),
        ("16:00", "free"),
        ("20:00", "outside"),
    ]
    assert "Projector is replaced" in main_of(client_of(collaborator).get(PAGES[2]))


def test_a_closure_of_both_halves_shuts_the_hall_once(client_of, collaborator, coordinator, hall):
    when = {"starts_at": moment("2026-12-10 14:00"), "ends_at": moment("2026-12-10 16:00")}
    close_spaces([hall[0]], reason="Painters", by=coordinator, **when)

    columns = client_of(collaborator).get("/spaces/H/calendar/?week=2026-12-07").context["columns"]

    pieces = [piece.what for item in columns[3].items for piece in item.cell.block.pieces]
    assert pieces == ["Painters"]


def test_the_week_of_all_leads_to_the_form_with_a_free_hour_of_the_day(client_of, collaborator, booked):
    room = RoomFactory(code="R1")
    for hour in (9, 10):
        booked(room, moment(f"2026-12-10 {hour:02}:00"))
    html = main_of(client_of(collaborator).get("/bookings/week/?from=2026-12-09"))

    assert "/bookings/new/?space=R1&amp;start=2026-12-09T09:00" in html
    assert "/bookings/new/?space=R1&amp;start=2026-12-10T11:00" in html
    assert "free 00:00–09:00, 11:00–24:00" in html


def test_the_day_of_all_joins_the_hours_of_a_booking_and_offers_the_rest_of_an_hour(
    client_of, collaborator, booked
):
    booked(RoomFactory(code="R1"), moment("2026-12-10 09:00"), 2.5)

    ((_word, ((_space, cells),)),) = client_of(collaborator).get(PAGES[1]).context["groups"]

    assert [(cell.css, cell.columns, cell.clock) for cell in cells[2:6]] == [
        ("free", 1, ""),
        ("taken", 2, ""),
        ("free part", 1, "11:30"),
        ("free", 1, ""),
    ]


def test_a_kind_is_kept_from_week_to_week(client_of, collaborator):
    RoomFactory(code="R1")
    RoomFactory(code="M1", kind="machine", area_m2=None)

    page = client_of(collaborator).get("/bookings/week/?from=2026-12-07&kind=machine")

    html = main_of(page)
    assert ("M1" in html, "R1" in html) == (True, False)
    assert 'rel="next" href="?from=2026-12-14&amp;kind=machine"' in html


@pytest.mark.parametrize(
    ("path", "today"),
    [("/bookings/week/", 1), ("/bookings/day/", 1), ("/spaces/R1/calendar/", 1), (PAGES[0], 0)],
)
def test_today_is_marked(path, today, client_of, collaborator):
    RoomFactory(code="R1")

    marks = re.findall(r'<th scope="col" class="[^"]*today', main_of(client_of(collaborator).get(path)))
    assert len(marks) == today


@pytest.mark.parametrize(
    "path", ["/bookings/week/", "/bookings/day/", "/bookings/use/", "/spaces/R1/calendar/"]
)
def test_the_menu_and_the_breadcrumb_name_the_same_entry(path, client_of, collaborator):
    RoomFactory(code="R1")

    html = client_of(collaborator).get(path).content.decode()

    assert re.findall(r'href="([^"]+)"\s+aria-current="true"', html) == ["/bookings/"]
    assert re.search(r'<nav class="breadcrumb".*?href="/bookings/"', html, re.S)


GARBAGE = ("x", "2026-02-30", "1899-12-31", "2101-01-01", "9999-12-31", "0001-01-01", "2026-W99", "\x00")


@pytest.mark.parametrize("text", GARBAGE)
@pytest.mark.parametrize(
    "path",
    ["/bookings/week/?from=", "/bookings/day/?on=", "/spaces/R1/calendar/?week=", "/bookings/use/?month="],
)
def test_what_is_no_day_is_not_found(path, text, client_of, collaborator):
    RoomFactory(code="R1")
    address, _mark, name = path.partition("?")

    assert client_of(collaborator).get(address, {name[:-1]: text}).status_code == 404


@pytest.mark.parametrize(
    "path",
    [
        "/bookings/week/?from=1900-01-01",
        "/bookings/week/?from=2036-12-31",
        "/bookings/day/?on=1916-06-04",
        "/spaces/R1/calendar/?week=1999-W52",
        "/spaces/R1/calendar/?week=2036-12-31",
        "/bookings/use/?month=1900-01",
        "/bookings/use/?month=2036-12",
        "/bookings/?page=x&past=9",
    ],
)
def test_the_first_and_last_days_that_can_be_looked_at_are_pages(path, client_of, collaborator):
    RoomFactory(code="R1")

    assert client_of(collaborator).get(path).status_code == 200


def test_a_kind_that_is_none_is_not_found(client_of, collaborator):
    statuses = [
        client_of(collaborator).get(f"/bookings/{page}/?kind=unit").status_code for page in ("week", "day")
    ]

    assert statuses == [404, 404]


def test_without_spaces_the_calendars_say_what_comes(client_of, collaborator):
    pages = [main_of(client_of(collaborator).get(f"/bookings/{page}")) for page in ("week/", "day/", "")]

    assert ["Nothing to book yet" in html for html in pages] == [True, True, True]


@pytest.mark.parametrize("count", [1, 3, 20])
@pytest.mark.parametrize(
    "path", [*PAGES, "/bookings/?day=2026-12-10&starts=15:00&ends=17:00", "/bookings/use/?month=2026-12"]
)
def test_calendars_run_as_many_queries_for_any_number_of_spaces(
    path, count, client_of, representative, booked, coordinator, django_assert_max_num_queries
):
    rooms = [RoomFactory(code=f"R{number}") for number in range(1, count + 1)]
    place = representative.memberships.get()
    for room in rooms:
        booked(room, moment("2026-12-10 10:00"), membership=place)
    when = {"starts_at": moment("2026-12-11 08:00"), "ends_at": moment("2026-12-12 08:00")}
    close_spaces(rooms, reason="Painters", by=coordinator, **when)
    client = client_of(representative)
    client.get(path)

    # Ten, and where something is shut two more: it may be a closure, a ticket or a late deadline.
    with django_assert_max_num_queries(12):
        client.get(path)


def test_the_use_of_a_month_is_shown_and_downloaded(client_of, collaborator, booked):
    membership = MembershipFactory(company__name="=Nodo")
    booked(RoomFactory(code="R1", name="Kitchen"), moment("2026-12-10 10:00"), 1.5, membership=membership)
    client = client_of(collaborator)

    html = main_of(client.get("/bookings/use/?month=2026-12"))
    file = client.get("/bookings/use/download/?month=2026-12")

    rows = list(csv.reader(io.StringIO(file.content.decode("utf-8-sig"))))
    assert "1 h 30 min" in html
    assert "Thursday, 11:00: 0.5 h" in html
    assert rows == [
        ["Month", "Company", "Code", "Space", "Bookings", "Minutes", "Hours"],
        ["2026-12", "'=Nodo", "R1", "R1 Kitchen", "1", "90", "1.50"],
    ]


def test_a_month_without_bookings_leads_to_what_is_free(client_of, collaborator):
    html = main_of(client_of(collaborator).get("/bookings/use/?month=2026-10"))

    assert ("Nothing is booked in this month" in html, 'href="/bookings/"' in html) == (True, True)


def test_the_plan_shows_members_what_is_free_now_and_until_when(client_of, collaborator, booked):
    rooms = {code: RoomFactory(code=code, floor__building__slug="mill") for code in ("R1",)}
    floor = rooms["R1"].floor
    rooms |= {code: RoomFactory(code=code, floor=floor) for code in ("R2", "R3", "R4")}
    booked(rooms["R2"], moment("2026-11-30 12:00"))
    booked(rooms["R3"], moment("2026-11-30 08:00"))
    booked(rooms["R4"], moment("2026-12-01 09:00"))

    page = client_of(collaborator).get("/spaces/plan/?layer=use", follow=True)

    assert {row.code: row.use for row in page.context["view"].rows} == {
        "R1": "free now",
        "R2": "free until 12:00",
        "R3": "in use until 09:00",
        "R4": "free until tomorrow 09:00",
    }


def test_visitors_are_not_shown_who_uses_the_common_spaces(client):
    RoomFactory(code="R1", floor__building__slug="mill")

    page = client.get("/spaces/buildings/mill/")

    assert "layer=use" not in page.content.decode()
    assert client.get("/spaces/buildings/mill/?layer=use").status_code == 404


def test_a_closed_space_is_closed_now(client_of, collaborator, coordinator):
    room = RoomFactory(code="R1", floor__building__slug="mill")
    now = timezone.now()
    close_spaces(
        [room],
        starts_at=now - timedelta(hours=1),
        ends_at=now + timedelta(hours=2),
        reason="Painters",
        by=coordinator,
    )

    page = client_of(collaborator).get("/spaces/buildings/mill/?layer=use")

    assert [row.use for row in page.context["view"].rows] == ["closed until 10:00"]


# --- From what is free to the week ---------------------------------------------------------------------


def test_the_week_frames_the_time_that_was_searched_and_its_links_book_it(client_of, collaborator, booked):
    room, taken = RoomFactory(code="R1"), RoomFactory(code="R2")
    booked(taken, moment("2026-12-10 15:00"))
    client, asked = client_of(collaborator), "day=2026-12-10&starts=15:00&ends=17:00&kind=room"

    found = main_of(client.get(f"/bookings/?{asked}"))
    link = re.search(r'href="(/bookings/week/[^"]+)"', found)[1].replace("&amp;", "&")
    week = client.get(link)
    lanes = {space: lanes for _word, rows in week.context["groups"] for space, lanes in rows}

    assert (week.context["monday"].isoformat(), week.context["kind"]) == ("2026-12-07", "room")
    framed = [[lane.day.day for lane in lanes[space] if lane.asked] for space in (room, taken)]
    assert framed == [[10], [10]]
    assert lanes[room][3].asked == "M60 1H68V15H60z"  # 15 of 24 hours on 96 units
    assert "?space=R1&amp;start=2026-12-10T15:00&amp;end=2026-12-10T17:00" in main_of(week)
    assert "?space=R2&amp;start=2026-12-10T15:00" not in main_of(week)
    assert "what you searched for: 10 Dec 2026, 15:00–17:00" in main_of(week)


@pytest.mark.parametrize(
    "query", ["day=never&starts=15:00&ends=17:00", "starts=15:00", "day=2026-12-10&ends=\0"]
)
def test_a_week_asked_for_no_time_frames_nothing(client_of, collaborator, query):
    RoomFactory(code="R1")

    page = client_of(collaborator).get(f"/bookings/week/?{query}")

    assert (page.status_code, page.context["asked"], 'class="asked"' in main_of(page)) == (200, "", False)


# --- Queries where something is shut -------------------------------------------------------------------


@pytest.mark.parametrize("path", PAGES)
def test_a_page_where_closures_and_danger_shut_spaces_takes_ten_queries_at_most(
    path, client_of, collaborator, coordinator
):
    rooms = [RoomFactory(code=code) for code in ("R1", "R2", "R3")]
    week = moment("2026-12-07 00:00"), moment("2026-12-14 00:00")
    close_spaces(rooms[:2], starts_at=week[0], ends_at=week[1], reason="Floors", by=coordinator)
    ticket = TicketFactory(space=rooms[2], severity="danger", blocks_from=NOW, blocks_until=week[1])
    refresh_blocks({rooms[2].pk})
    client = client_of(collaborator)
    client.get(path)

    with CaptureQueriesContext(connection) as captured:
        page = main_of(client.get(path))

    assert len(captured) <= 10
    is_of_all, says_why = "R1" not in path, "week/" not in path
    assert ("Floors" in page, str(ticket) in page) == (says_why, says_why and is_of_all)
