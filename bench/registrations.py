"""300 people want 50 seats within a minute; a guest list of 1,000; 1,000 QR codes.

gunicorn as configured and the worker beside it, on SQLite and on the PostgreSQL of DATABASE_URL. Everybody
is logged in and registers once. Then the database is asked: 50 seated, 250 in the queue in the order of their
moments, each moment between question and answer, nobody twice.
"""

import http.client
import json
import statistics
import sys
import threading
import time
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlencode

from allauth.account.models import EmailAddress
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from bench import fill
from bench.client import Bound, Table, spent
from bench.portal import ask_inside, both, load, prepared, running_with_worker
from events.programme.models import Event
from events.programme.parts import EventHost
from events.registrations.models import Registration
from members.people.models import User
from multifactory.lib.qr import qr_svg

PEOPLE, SEATS, SECONDS = 300, 50, 60.0
GUESTS, CODES = 1000, 1000
SLUG = "open-day"

# --- Inside the portal ------------------------------------------------------------------------------


@transaction.atomic
def populate(people: int) -> None:
    """An event, and people who are logged in; prints session, name and address of each."""
    pairs = fill.representatives(people)
    for user, _company in pairs:
        EmailAddress.objects.get_or_create(user=user, email=user.email, defaults={"verified": True})
    EmailAddress.objects.update(verified=True)
    starts_at = timezone.now() + timedelta(days=20)
    facts = {"starts_at": starts_at, "ends_at": starts_at + timedelta(hours=2), "place": "Yard"}
    for slug, capacity in ((SLUG, SEATS), ("large", None)):
        event = Event.objects.create(slug=slug, title=slug, state="published", capacity=capacity, **facts)
        EventHost.objects.create(event=event, company=pairs[0][1])
    print(json.dumps([(_session(user), user.name, user.email) for user, _company in pairs]))


def _session(user: User) -> str:
    client = Client()
    client.force_login(user)
    return client.cookies["sessionid"].value


def report() -> None:
    """What became of everybody, by address."""
    entries = Registration.objects.filter(event__slug=SLUG).order_by("queued_at", "pk")
    print(json.dumps([(one.email, one.state, one.created_at.timestamp(), one.code) for one in entries]))


def measure_list() -> None:
    """Queries and milliseconds of a guest list of so many."""
    event = Event.objects.get(slug="large")
    now = timezone.now()
    Registration.objects.bulk_create(
        Registration(event=event, name=f"G {n}", email=f"g{n}@example.org", code=f"{n:06}", confirmed_at=now)
        for n in range(GUESTS)
    )
    client = Client()
    client.force_login(
        User.objects.get(pk=EventHost.objects.get(event=event).company.memberships.get().user_id)
    )
    address = f"/events/{event.slug}/guests/"
    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        client.get(address)
    queries = len(captured)
    milliseconds = statistics.median(spent(lambda: client.get(address)).clock for _ in range(9))
    print(json.dumps([queries, milliseconds]))


def measure_codes() -> None:
    """By how many MB a process grows over so many codes, once warm, and milliseconds a code."""
    for number in range(50):
        qr_svg(f"https://example.org/events/open-day/check-in/?code={number:06}", "QR")
    before, start = _megabytes(), time.perf_counter()
    for number in range(CODES):
        qr_svg(f"https://example.org/events/open-day/check-in/?code={number:06}", "QR")
    print(json.dumps([_megabytes() - before, (time.perf_counter() - start) * 1000 / CODES]))


def _megabytes() -> float:
    return int(Path("/proc/self/statm").read_text().split()[1]) * 4096 / 1e6


# --- Outside ----------------------------------------------------------------------------------------


class Guest(threading.Thread):
    """Somebody who sends the form at their moment, from a network of their own."""

    def __init__(self, port: int, number: int, at: float, session: str, name: str, email: str) -> None:
        super().__init__()
        self.port, self.at, self.email = port, at, email
        self.form = urlencode({"name": name, "email": email, "party": "1"})
        self.headers = {
            "Cookie": f"sessionid={session}",
            "Content-Type": "application/x-www-form-urlencoded",
            "Origin": f"http://127.0.0.1:{port}",
            "X-Forwarded-For": f"10.0.{number // 200}.{number % 200 + 1}",
        }
        self.status, self.asked, self.answered = 0, 0.0, 0.0

    def run(self) -> None:
        time.sleep(max(0.0, self.at - time.time()))
        self.asked = time.time()
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        connection.request("POST", f"/events/{SLUG}/register/", self.form, self.headers)
        answer = connection.getresponse()
        answer.read()
        self.status, self.answered = answer.status, time.time()
        connection.close()


def rush(kind: str) -> tuple[float, ...]:
    with prepared(kind) as (environment, port):
        environment["TRUSTED_PROXY_COUNT"] = "1"
        people = json.loads(ask_inside(environment, populate, PEOPLE))
        with running_with_worker(environment, port):
            begin = time.time() + 3
            guests = [
                Guest(port, number, begin + SECONDS * number / PEOPLE, *one)
                for number, one in enumerate(people)
            ]
            for guest in guests:
                guest.start()
            for guest in guests:
                guest.join()
        entries = json.loads(ask_inside(environment, report))
        queries, list_ms = json.loads(ask_inside(environment, measure_list))
        grown, code_ms = json.loads(ask_inside(environment, measure_codes))
    by_address = {guest.email.lower(): guest for guest in guests}
    moments = [entry[2] for entry in entries if entry[1] == "waiting"]
    misplaced = sum(
        not by_address[email].asked - 0.01 <= at <= by_address[email].answered for email, _, at, _ in entries
    ) + (moments != sorted(moments))
    errors = sum(guest.status != 302 for guest in guests)
    doubled = (
        len(entries) - len({email for email, *_ in entries}) + len(entries) - len({e[3] for e in entries})
    )
    seated = sum(state == "confirmed" for _, state, *_ in entries)
    seconds = sorted(guest.answered - guest.asked for guest in guests)
    return (
        *(abs(seated - SEATS), abs(len(moments) - (PEOPLE - SEATS)), misplaced, errors, doubled),
        *(seconds[len(seconds) // 2], seconds[len(seconds) * 95 // 100], queries, list_ms, grown, code_ms),
    )


def main() -> None:
    table = Table(
        {
            **{"seats amiss": 0, "queue amiss": 0, "out of order": 0, "errors": 0, "doubled": 0},
            **{"median s": 2, "p95 s": 2, "list queries": 0, "list ms": 0, "MB of codes": 1, "code ms": 1},
        }
    )
    for kind in both():
        table.rows[kind] = rush(kind)
    table.show(f"{PEOPLE} people for {SEATS} seats in {SECONDS:.0f} s, {load()}")
    sys.stdout.flush()
    nothing = ("seats amiss", "queue amiss", "out of order", "errors", "doubled")
    table.end(
        *(Bound(column, 0) for column in nothing),
        Bound("p95 s", 2),
        Bound("list queries", 8),
        Bound("MB of codes", 10),
    )
