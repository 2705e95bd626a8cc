"""200 people want one slot at once; 16 series of 12 dates meet in shuffled halls at once.

gunicorn as configured, on SQLite and on the PostgreSQL of DATABASE_URL. Of the 200 one has the slot, and the
others get the form again, which says who has it. Each of the 16 series takes all four parts by a hall of
its own, and the halls name the parts in different orders; two and two want the same hour. Each hour is booked
once in whole, the others read what stands in the way: nobody meets a deadlock or an error.
"""

import json
import random
import statistics
import sys
import threading
import time
import uuid
from collections import Counter
from datetime import timedelta

from django.db import transaction
from django.test import Client
from django.utils import timezone

from bench import fill
from bench.client import Table, Visitor
from bench.portal import ask_inside, both, load, prepared, running
from members.people.models import User
from spaces.bookings.models import Booking, Claim
from spaces.building.models import Building, Floor, Space
from spaces.policies.models import BookingPolicy

PEOPLE, SERIES, DATES, PARTS = 200, 16, 12, 4
TAKEN = "is taken by"
PATIENCE = 120.0  # seconds: how long they wait is measured, not bounded

Answer = tuple[int, str, float]  # status, page, seconds

# --- Inside the portal ------------------------------------------------------------------------------


@transaction.atomic
def populate() -> None:
    """A room, four parts and sixteen halls that take them; prints each person's session and company."""
    pairs = fill.representatives(PEOPLE)
    floor = Floor.objects.create(building=Building.objects.create(name="House", slug="house"), level=0)
    policy = BookingPolicy.objects.create(name="All")
    common = {"floor": floor, "kind": "room", "area_m2": 50, "is_bookable": True, "policy": policy}
    room = Space.objects.create(code="ROOM", **common)
    parts = [Space.objects.create(code=f"P{number}", **common) for number in range(PARTS)]
    halls = []
    for number in range(SERIES):
        hall = Space.objects.create(code=f"HALL{number:02}", **common)
        chance = random.Random(number)  # noqa: S311
        for part in chance.sample(parts, PARTS):
            hall.takes.add(part)
        halls.append(hall.pk)
    people = [(_session(user), company.pk) for user, company in pairs]
    print(json.dumps({"people": people, "room": room.pk, "halls": halls}))


def _session(user: User) -> str:
    client = Client()
    client.force_login(user)
    return client.cookies["sessionid"].value


def report() -> None:
    """What the database holds; prints it."""
    dates = Booking.objects.exclude(series=None).values_list("series", flat=True)
    found = {
        "bookings": Booking.objects.filter(series=None).count(),
        "series": sorted(Counter(dates).values()),
        "claims": Claim.objects.filter(released_at=None).count(),
    }
    print(json.dumps(found))


# --- Outside ----------------------------------------------------------------------------------------


def at_once(port: int, path: str, sessions: list[str], forms: list[dict[str, str]]) -> list[Answer]:
    """Each person opens the form, and all send it in the same moment."""
    barrier, answers = threading.Barrier(len(forms)), list[Answer]()

    def act(session: str, form: dict[str, str]) -> None:
        visitor, token = Visitor(port, {"sessionid": session}, PATIENCE), ""
        try:
            with gate:
                page = visitor.ask(path)[1]
            token = page.partition('name="csrfmiddlewaretoken" value="')[2].partition('"')[0]
        except OSError as error:
            answers.append((0, f"not opened: {error}", 0.0))
        barrier.wait()  # also where it did not open: the others wait for it
        if not token:
            return
        start = time.perf_counter()
        try:
            status, page = visitor.ask(path, form | {"csrfmiddlewaretoken": token})
        except OSError as error:
            status, page = 0, str(error)
        answers.append((status, page, time.perf_counter() - start))

    gate = threading.Semaphore(8)  # only the sending is a rush
    threads = [
        threading.Thread(target=act, args=pair, daemon=True) for pair in zip(sessions, forms, strict=True)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


def slot_form(room: int, company: int) -> dict[str, str]:
    day = timezone.localdate() + timedelta(days=3)
    return {
        "space": str(room),
        "company": str(company),
        "starts_at": f"{day}T10:00",
        "ends_at": f"{day}T11:00",
        "purpose": "Meeting",
        "request_id": str(uuid.uuid4()),
    }


def series_form(number: int, hall: int, company: int) -> dict[str, str]:
    first = timezone.localdate() + timedelta(days=5)
    hour = 8 + number % (SERIES // 2)
    return {
        "space": str(hall),
        "company": str(company),
        "start_time": f"{hour:02}:00",
        "end_time": f"{hour + 1:02}:00",
        "nights": "0",
        "purpose": "Choir",
        "every": "week",
        "nth": "",
        "first_day": str(first),
        "until": str(first + timedelta(weeks=DATES - 1)),
        "request_id": str(uuid.uuid4()),
        "book": "1",
    }


def rush(kind: str) -> tuple[dict[str, tuple[float, ...]], list[str]]:
    """Figures by name of the rush, and what went wrong."""
    with prepared(kind) as (environment, port):
        known = json.loads(ask_inside(environment, populate))
        sessions = [session for session, _company in known["people"]]
        companies = [company for _session_key, company in known["people"]]
        with running(environment, port):
            slots = [slot_form(known["room"], company) for company in companies]
            singles = at_once(port, "/bookings/new/", sessions, slots)
            wanted = [
                series_form(*one)
                for one in zip(range(SERIES), known["halls"], companies[:SERIES], strict=True)
            ]
            series = at_once(port, "/bookings/series/new/", sessions[:SERIES], wanted)
        found = json.loads(ask_inside(environment, report))
    rows = {"200 for one slot": figures(singles), "16 series of 12": figures(series)}
    half = SERIES // 2
    faults = [
        f"{kind}: {name}"
        for name, is_wrong in {
            f"{found['bookings']} bookings of the slot": found["bookings"] != 1,
            f"slot: {Counter(one[0] for one in singles)}": rows["200 for one slot"][:3] != (1, PEOPLE - 1, 0),
            f"series: {Counter(one[0] for one in series)}": rows["16 series of 12"][:3] != (half, half, 0),
            f"dates by series: {found['series']}": found["series"] != [DATES] * half,
            f"{found['claims']} claims": found["claims"] != 1 + half * DATES * PARTS,
        }.items()
        if is_wrong
    ]
    return rows, faults


def figures(answers: list[Answer]) -> tuple[float, ...]:
    """Booked, told who has it, anything else, and the median and longest wait in seconds."""
    booked = sum(status == 302 for status, _page, _seconds in answers)
    told = sum(status == 200 and TAKEN in page for status, page, _seconds in answers)
    waits = [seconds for _status, _page, seconds in answers]
    return booked, told, len(answers) - booked - told, statistics.median(waits), max(waits)


def main() -> None:
    columns = {"booked": 0, "told who has it": 0, "else": 0, "median s": 2, "longest s": 2}
    faults = []
    for kind in both():
        rows, found = rush(kind)
        Table(columns, rows).show(f"{kind}, {load()}")
        faults += found
    sys.exit("; ".join(faults) or 0)
