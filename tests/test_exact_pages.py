"""Public pages from the memory of a process are those it would build: whoever writes, whatever the time.
What is written, act by act, is in `tests/test_exact_acts.py`.

Every `Client` has a portal of its own, so two clients stand for two processes.
"""

import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

import pytest
import time_machine
from django.db import connection, connections
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from bench.exact import READERS, watch
from events.registrations.models import Registration
from events.registrations.services import create_registration
from members.companies.models import Company, Multifactory
from members.people.models import User
from multifactory.lib.public_pages import asking, middleware, store
from multifactory.lib.public_pages.content import Scope
from multifactory.lib.public_pages.models import ContentChange, ContentVersion
from multifactory.lib.public_pages.pages import page_at
from multifactory.lib.public_pages.triggers import drop_triggers, fold_changes, install_triggers
from tests.conftest import ROOT
from tests.factories.applications import CallFactory
from tests.factories.events import EventFactory
from tests.factories.members import CompanyFactory, MultifactoryFactory
from tests.processes import running_portal
from tests.test_access import ROWS
from tests.world import VISITOR, World, make_world

pytestmark = pytest.mark.django_db

Pages = dict[str, bytes]


@pytest.fixture(autouse=True)
def stores(settings, monkeypatch) -> Iterator[list[store.Store]]:
    """Pages are kept; those of each process that was started."""
    settings.PUBLIC_PAGES_MB = 32
    made: list[store.Store] = []

    def make(most: int) -> store.Store:
        made.append(store.Store(most))
        return made[-1]

    clerks: list[asking.Clerk] = []
    monkeypatch.setattr(middleware, "Store", make)
    monkeypatch.setattr(middleware, "Clerk", lambda: clerks.append(asking.Clerk()) or clerks[-1])
    yield made
    for clerk in clerks:
        clerk.close()


def public_addresses(world: World) -> list[str]:
    rows = [row for row in ROWS if row.get[VISITOR] == 200 and page_at(row.url(world))]
    return [row.url(world) for row in rows]


def pages_of(client: Client, addresses: list[str]) -> Pages:
    return {address: client.get(address).content for address in addresses}


Act = Callable[[World], object]
UNSEEN_ACTS: dict[str, Act] = {
    "somebody logs in": lambda world: User.objects.update(last_login=timezone.now()),
    "a unit is asked for by nobody": lambda world: Company.objects.filter(pk=None).update(line="x"),
    "the same is written again": lambda world: world.company.save(),
    "a room is booked": lambda world: world.booking.save(),
}


def test_a_public_page_is_the_same_for_every_visitor_and_sets_nothing():
    addresses = public_addresses(make_world())
    first, second = Client(), Client(headers={"user-agent": "another", "accept-language": "en-GB,en;q=0.3"})
    for address in addresses:
        built, stored, other = first.get(address), first.get(address), second.get(address)
        assert built.content == stored.content == other.content, address
        assert not built.cookies
        assert b"csrfmiddlewaretoken" not in built.content
        assert dict(built.headers) == dict(stored.headers)
        assert stored["Cache-Control"] == "no-cache"
        assert {"Accept-Language", "Cookie"} <= set(stored["Vary"].split(", "))


def test_pages_are_built_anew_for_nothing_that_visitors_do_not_see():
    world = make_world()
    addresses, client = public_addresses(world), Client()
    pages_of(client, addresses)
    for name, act in UNSEEN_ACTS.items():
        act(world)
        with CaptureQueriesContext(connection) as captured:
            pages_of(client, addresses)
        assert len(captured) == len(addresses), name  # only the version was asked for


def _written_while_it_was_built() -> list[bytes]:
    """What a process answers twice, when the name changes between reading it and the end of building."""
    Multifactory.objects.update(name="Before")
    names = iter(("After", "After"))

    def build(_request) -> HttpResponse:
        page = HttpResponse(Multifactory.objects.values_list("name", flat=True).get())
        Multifactory.objects.update(name=next(names))
        return page

    portal = middleware.PublicPagesMiddleware(build)
    return [portal(RequestFactory().get("/robots.txt")).content for _ in range(2)]


def test_a_page_built_while_somebody_writes_is_shown_to_nobody_afterwards(monkeypatch):
    MultifactoryFactory()
    assert _written_while_it_was_built() == [b"Before", b"After"]

    # The mutation: stored under what was read after it was built.
    clerks: list[asking.Clerk] = []
    monkeypatch.setattr(middleware, "Clerk", lambda: clerks.append(asking.Clerk()) or clerks[-1])
    monkeypatch.setattr(
        middleware,
        "StoredPage",
        lambda *parts: store.StoredPage(*parts[:4], clerks[-1].versions(), *parts[5:]),
    )
    assert _written_while_it_was_built() == [b"Before", b"Before"]


def test_the_clock_alone_changes_pages():
    MultifactoryFactory()
    now = timezone.now().replace(microsecond=0)
    event = EventFactory(
        published_from=now + timedelta(minutes=30),
        registration_opens_at=now + timedelta(hours=1),
        starts_at=now + timedelta(hours=2),
        ends_at=now + timedelta(hours=3),
        capacity=9,
    )
    call = CallFactory(opens_at=now + timedelta(hours=1), closes_at=now + timedelta(days=1))
    addresses = ["/events/", event.get_absolute_url(), "/", "/join/", call.get_absolute_url()]
    client, shown = Client(), []
    for minutes in (0, 31, 61, 121, 181, 2 * 24 * 60):
        with time_machine.travel(now + timedelta(minutes=minutes), tick=False):
            shown.append(pages_of(client, addresses))
            assert shown[-1] == pages_of(Client(), addresses), minutes
    assert all(before != after for before, after in pairwise(shown))
    with time_machine.travel(now, tick=False):
        assert pages_of(client, addresses) == shown[0]  # a clock that was put back


def test_seats_show_at_once_and_lapse_by_the_clock():
    event = EventFactory(capacity=20)
    client = Client()
    client.get(event.get_absolute_url())
    create_registration(event, name="Ada", email="ada@example.org", language="en")

    def seen(browser: Client) -> bytes:
        return browser.get(event.get_absolute_url()).content

    held = seen(client)
    assert held == seen(Client())
    until = Registration.objects.get().held_until
    with time_machine.travel(until + timedelta(seconds=1), tick=False):
        assert seen(client) == seen(Client()) != held


def test_a_page_known_already_is_answered_without_building_it():
    MultifactoryFactory()
    client = Client()
    first = client.get("/about/", headers={"accept-encoding": "gzip, br"})
    assert first["Content-Encoding"] == "br"
    with CaptureQueriesContext(connection) as captured:
        again = client.get(
            "/about/", headers={"accept-encoding": "gzip, br", "if-none-match": f"W/{first['ETag']}"}
        )
    assert (again.status_code, again.content, len(captured)) == (304, b"", 1)
    head = client.head("/about/", headers={"accept-encoding": "gzip, br"})
    assert (head.content, head["Content-Length"]) == (b"", str(len(first.content)))
    assert client.get("/about/", headers={"accept-encoding": "br;q=0, gzip"})["Content-Encoding"] == "gzip"
    assert client.get("/about/", headers={"range": "bytes=0-9"}).status_code == 200
    assert client.get("/about/", headers={"host": "elsewhere.example"}).status_code == 400
    assert client.post("/about/").status_code == 405


def test_each_language_has_its_page_and_nobody_elses(client_of, representative):
    MultifactoryFactory()
    visitor, member = Client(), client_of(representative)
    italian = visitor.get("/about/", headers={"accept-language": "it-IT,it;q=0.9"}).content
    assert b'lang="it"' in italian != visitor.get("/about/").content
    visitor.cookies["django_language"] = "it"
    assert visitor.get("/about/").content == italian
    own = member.get("/about/")
    assert str(representative).encode() in own.content
    assert own["Cache-Control"] == "no-store"
    assert str(representative).encode() not in Client().get("/about/").content


def test_parameters_nobody_knows_and_faults_fill_no_memory(settings, stores):
    settings.PUBLIC_PAGES_MB = 1
    client = Client()
    for number in range(300):
        client.get(f"/robots.txt?{number}=x&utm_source={number}")
        assert client.get(f"/companies/no-{number}/").status_code == 404
    assert len(stores[-1]) == 1
    for number in range(500):
        stores[-1].put(number, store.StoredPage(b"x" * 9000, (), {}, frozenset(), {}, *(timezone.now(),) * 2))
    assert stores[-1].held <= 1_000_000
    assert 0 < len(stores[-1]) < 100


@pytest.mark.postgres
def test_changes_that_are_added_up_leave_the_version_as_it_was():
    MultifactoryFactory()
    clerk = asking.Clerk()
    before = clerk.versions()
    assert ContentChange.objects.exists()
    fold_changes()
    assert not ContentChange.objects.exists()
    assert ContentVersion.objects.filter(number__gt=0).exists()
    assert clerk.versions() == before


# --- Processes that share a database ------------------------------------------------------------------


def behind_while_written() -> list[tuple[int, int]]:
    """What readers of several processes read that was less than had been said to be written before."""
    acknowledged, faults, threads = [0], [], []

    def write() -> None:
        while any(thread.is_alive() for thread in threads[1:]):
            Multifactory.objects.update(name=f"Number {acknowledged[0] + 1}")
            acknowledged[0] += 1
            time.sleep(0.02)
        connections.close_all()

    def read() -> None:
        client = Client()
        for _ in range(20):
            least = acknowledged[0]
            page = client.get("/about/").content.decode()
            number = int(page.partition("<title>")[2].partition("Number ")[2].partition("<")[0])
            if number < least:
                faults.append((number, least))
        connections.close_all()

    threads += [threading.Thread(target=one) for one in (write, read, read, read)]
    for thread in reversed(threads):  # the writer ends with the readers
        thread.start()
    for thread in threads:
        thread.join()
    assert acknowledged[0] > 1
    return faults


@pytest.mark.django_db(transaction=True)
def test_nobody_sees_what_was_after_the_new_was_acknowledged():
    MultifactoryFactory(name="Number 0")

    assert behind_while_written() == []


def does_not_read_the_version(monkeypatch) -> None:
    monkeypatch.setattr(asking.Clerk, "_versions", lambda self: dict.fromkeys(Scope, 0))


def keeps_a_page_under_a_newer_version(monkeypatch) -> None:
    built = middleware.PublicPagesMiddleware._build

    def build(self, request, page, versions, key):
        response = built(self, request, page, versions, key)
        parts = self.store.get(key)
        self.store.put(key, replace(parts, versions=self.clerk.versions()))
        return response

    monkeypatch.setattr(middleware.PublicPagesMiddleware, "_build", build)


def has_lost_its_triggers(_monkeypatch) -> None:
    drop_triggers("default")


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    "mutation", [does_not_read_the_version, keeps_a_page_under_a_newer_version, has_lost_its_triggers]
)
def test_readers_notice_a_memory_that(mutation, monkeypatch):
    MultifactoryFactory(name="Number 0")
    mutation(monkeypatch)
    try:
        assert behind_while_written() != []
    finally:
        install_triggers("default")


# One act of each scope, as somebody does it elsewhere: in the shell of another process.
ELSEWHERE = {
    "portal": "Multifactory.objects.update(name='Officina 9')",
    "members": "save_machine(Machine(company=Company.objects.get(slug='ferri'), name='Press 9'), kind='')",
    "governance": "Resolution.objects.filter(is_published=False).update(is_published=True)",
    "spaces": "void_renewal(Renewal.objects.get(slug='the-roof'), reason='Never done', by=None)",
    "events": "cancel_event(Event.objects.get(slug='open-day'), by=User.objects.first(), reason='Rain')",
}
_SHELL = """import sys
from events.programme.models import Event
from events.programme.services import cancel_event
from governance.resolutions.models import Resolution
from members.companies.models import Company, Multifactory
from members.people.models import User
from members.profile.models import Machine
from members.profile.services import save_machine
from spaces.works.models import Renewal
from spaces.works.services import void_renewal
for line in iter(sys.stdin.readline, ""):
    eval(line)
    print("done", flush=True)
"""


@contextmanager
def another_process(environment: dict[str, str]) -> Iterator[Callable[[str], None]]:
    """Does what it is told, and comes back when it has."""
    command = [sys.executable, "manage.py", "shell", "--no-imports", "--command", _SHELL]
    process = subprocess.Popen(
        command, cwd=ROOT, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )

    def do(act: str) -> None:
        process.stdin.write(f"{act}\n")
        process.stdin.flush()
        assert process.stdout.readline() == "done\n", act

    with process:
        yield do
        process.stdin.close()


def test_what_another_process_does_is_on_every_page_at_once(other_process):
    world = make_world()
    addresses, client = public_addresses(world), Client()
    now = timezone.now()
    with another_process(other_process) as do:
        for scope, act in ELSEWHERE.items():
            with time_machine.travel(now, tick=False):
                before = pages_of(client, addresses)
                do(act)
                built = pages_of(Client(), addresses)
                assert built != before, scope
                assert pages_of(client, addresses) == built, scope


def test_readers_of_two_portals_see_no_number_after_a_higher_one(other_process):
    """Two groups of real processes, two writers, twenty readers; longer: `make bench BENCH=exact`."""
    MultifactoryFactory(name="House 0")
    CompanyFactory(slug="numbered", line="Line 0")
    kept = other_process | {"PUBLIC_PAGES_MB": "32"}
    with running_portal(kept["DATABASE_URL"]) as one, running_portal(kept["DATABASE_URL"]) as two:
        seen = watch(kept, (one.port, two.port), seconds=3)

    assert (seen.behind, seen.refused) == ([], [])
    assert seen.answers >= READERS
    assert min(seen.numbers.values()) > 1
