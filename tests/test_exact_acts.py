"""What anybody does in the portal is on every public page at once: services, forms, the back-office, rows.

Each act is done once, in a world whose pages a process has in its memory, and taken back. Of what the process
would go on showing, those pages are built anew that ask a table the act wrote.
"""

import ast
import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.apps import apps as django_apps
from django.contrib import admin
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import URLResolver, get_resolver, resolve, reverse
from django.utils import timezone

from multifactory.lib.public_pages import asking, middleware, store
from multifactory.lib.public_pages.content import shown_tables
from multifactory.lib.public_pages.pages import page_at
from multifactory.lib.public_pages.triggers import wanted_triggers
from multifactory.portal.public_content import PUBLIC_CONTENT
from tests.factories.collaborations import JointProjectFactory
from tests.html import filled_form, form_values
from tests.public_acts import DONE, FORMS, THROUGH_OTHERS, UNSEEN
from tests.test_access import ROWS
from tests.world import COORDINATOR, VISITOR, World, client_of, object_of

pytestmark = pytest.mark.django_db

ROOT = Path(__file__).resolve().parent.parent
SHOWN = {model._meta.db_table: (model, shown) for model, shown in shown_tables()}


# --- Which services there are, and who wrote what -----------------------------------------------------


def services() -> set[str]:
    """Every function of a `services.py` that others may call."""
    own = {name.partition(".")[0] for name in ("members", "governance", "spaces", "events", "multifactory")}
    return {
        f"{'.'.join(path.relative_to(ROOT).with_suffix('').parts)}.{node.name}"
        for app in own
        for path in (ROOT / app).rglob("services.py")
        for node in ast.parse(path.read_text()).body
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_")
    }


def listed(names: dict[str, str]) -> set[str]:
    return {f"{module}.{name}" for module, text in names.items() for name in text.split()}


@dataclass
class Written:
    """By an act: tables visitors see something of, and the services it was written through."""

    tables: set[str] = field(default_factory=set)
    seen: set[str] = field(default_factory=set)  # labels of models, where what was written is seen
    services: set[str] = field(default_factory=set)

    def __call__(self, execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
        found = re.match(r'\s*(INSERT|UPDATE|DELETE)[A-Z ]*"(\w+)"', sql)
        if found and found[2] in SHOWN:
            self.tables.add(found[2])
            model, shown = SHOWN[found[2]]
            columns = set(re.findall(r'"(\w+)" = ', sql.partition(" WHERE ")[0]))
            of_interest = set(shown.columns(model)) - {model._meta.pk.column}
            if found[1] in shown.events and (found[1] != "UPDATE" or columns & of_interest):
                self.seen.add(model._meta.label)
                self.services |= set(self._callers())
        return execute(sql, *rest)

    @staticmethod
    def _callers() -> Iterator[str]:
        frame = sys._getframe(1)
        while frame := frame.f_back:
            path = Path(frame.f_code.co_filename)
            if path.name == "services.py" and path.is_relative_to(ROOT):
                yield f"{'.'.join(path.relative_to(ROOT).with_suffix('').parts)}.{frame.f_code.co_name}"


# --- A process with all pages in its memory -----------------------------------------------------------


def public_addresses(world: World) -> list[str]:
    """Those of the table of access, and of what there is none that visitors see in the world."""
    rows = [row for row in ROWS if row.get[VISITOR] == 200 and page_at(row.url(world))]
    project = JointProjectFactory(lead=world.company, started_at=timezone.now(), slug="shown")
    return [*(row.url(world) for row in rows), project.get_absolute_url()]


class Process:
    """A portal whose memory holds all public pages; `stale_after` an act, which it takes back."""

    def __init__(self, addresses: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
        self.addresses = addresses
        with monkeypatch.context() as patch:
            patch.setattr(middleware, "Store", self._keep("store", store.Store))
            patch.setattr(middleware, "Clerk", self._keep("clerk", asking.Clerk))
            self.client = Client()
            self.reads = {address: self._tables_of(address) for address in addresses}
        self.keys = {key[0]: key for key in self.store._pages}
        self.as_they_were = dict(self.store._pages)

    def _keep(self, name: str, kind: Callable[..., Any]) -> Callable[..., Any]:
        def make(*arguments: Any) -> Any:
            setattr(self, name, kind(*arguments))
            return getattr(self, name)

        return make

    def _tables_of(self, address: str) -> set[str]:
        with CaptureQueriesContext(connection) as captured:
            assert self.client.get(address).status_code == 200, address
        return set(re.findall(r'(?:FROM|JOIN) "(\w+)"', " ".join(one["sql"] for one in captured)))

    def stale_after(self, act: Callable[[], object]) -> tuple[list[str], Written]:
        written = Written()
        with taken_back():
            with connection.execute_wrapper(written):
                act()
            now, versions = timezone.now(), self.clerk.versions()
            doubtful = [
                address
                for address in self.addresses
                if self.reads[address] & written.tables
                and self.store.get(self.keys[address]).is_true(versions, now)
            ]
            stale = [one for one in doubtful if self.client.get(one).content != built(one)]
        self.clerk._changes.clear()  # a version that was taken back comes again, with something else
        assert dict(self.store._pages) == self.as_they_were
        return stale, written


def built(address: str) -> bytes:
    """As a process that has nothing in its memory answers."""
    return Client().get(address).content


@contextmanager
def taken_back() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


# --- Acts ---------------------------------------------------------------------------------------------


def send(world: World, name: str, role: str) -> None:
    """The form of this row, filled; a button is pressed."""
    row = next(row for row in ROWS if str(row) == name)
    client, url = client_of(world, role), row.url(world)
    page = client.get(url)
    html = page.content.decode() if page.status_code == 200 else ""
    statuses = (client.post(url, data).status_code for data in (filled_form(html), changed(html)))
    assert 302 in statuses, name


# Of the back-office: models that visitors see something of and that nobody changes there.
ONLY_READ = {
    *("events.Registration", "spaces.Booking", "spaces.Offer", "governance.Office", "governance.Proposal"),
    *("governance.VotingRound", "members.Collaboration", "members.JointProject"),
}
TEXTS = ("name", "title", "line", "text", "alt", "label", "story", "summary", "address", "reason", "note")
MORE = {
    "governance.Resolution": {"is_published": "on"},
    "spaces.Allocation": {"end_on": "2035-01-01", "end_reason": "Moves"},
}


def changed(html: str) -> dict[str, Any]:
    """What the form would send after every text in it was given a digit more."""
    values = form_values(html)
    texts = [name for name, given in values.items() if name.rpartition("-")[2] in TEXTS and any(given)]
    return {**values, **{name: f"{values[name][0]}9" for name in texts}}


def change_in_back_office(world: World, model: Any, pk: int) -> None:
    """Every text of the form, its rows below included, has a digit more."""
    name = model._meta.label_lower.replace(".", "_")
    client = client_of(world, COORDINATOR)
    url = reverse(f"admin:{name}_change", args=[pk])
    data = changed(client.get(url).content.decode()) | MORE.get(model._meta.label, {})
    status = client.post(url, data).status_code
    assert status == (403 if model._meta.label in ONLY_READ else 302), model._meta.label


def acts_of(world: World) -> dict[str, Callable[[], object]]:
    acts: dict[str, Callable[[], object]] = {}
    for name, (given, do) in DONE.items():
        acts[name] = partial(do, world, given(world))
    for name, role in FORMS.items():
        acts[name] = partial(send, world, name, role)
    for model in admin.site._registry:
        if model._meta.label in PUBLIC_CONTENT:
            pk = object_of(model._meta.label_lower, world)
            acts[f"admin {model._meta.label}"] = partial(change_in_back_office, world, model, pk)
    return acts


@dataclass
class Stage:
    """A world with all pages in a process's memory, and the acts that can be done in it. Its clock stands."""

    world: World
    acts: dict[str, Callable[[], object]]
    process: Process

    def stale_after(self, name: str) -> list[str]:
        return self.process.stale_after(self.acts[name])[0]


@pytest.fixture
def stage(world, settings, monkeypatch) -> Iterator[Stage]:
    settings.PUBLIC_PAGES_MB = 32
    for role in world.people:
        client_of(world, role)
    acts = acts_of(world)
    with time_machine.travel(timezone.now(), tick=False):
        yield Stage(world, acts, Process(public_addresses(world), monkeypatch))


def marked(resolver: Any, names: tuple[str, ...] = ()) -> Iterator[str]:
    """The names of all addresses whose view is marked as a public page."""
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            yield from marked(pattern, (*names, *filter(None, [pattern.namespace])))
        elif hasattr(pattern.callback, "public_page"):
            yield ":".join((*names, pattern.name))


# --- What holds ---------------------------------------------------------------------------------------


def test_every_page_that_is_kept_is_asked_after_every_act(world):
    asked = {resolve(address).view_name for address in public_addresses(world)}

    assert set(marked(get_resolver())) - asked == set()


def test_every_act_is_on_every_page_at_once(stage):
    stale, without, found = {}, set(), Written()
    for name, one in stage.acts.items():
        old, written = stage.process.stale_after(one)
        stale |= {name: old} if old else {}
        without |= set() if written.seen else {name}
        found.seen |= written.seen
        found.services |= written.services

    assert stale == {}
    assert without == {f"admin {label}" for label in ONLY_READ}
    # Whatever changes public pages has been done: a new table and a new service need an act, or a reason.
    assert set(PUBLIC_CONTENT) - found.seen == set()
    assert found.services & listed(UNSEEN) == set()
    assert services() - found.services == listed(UNSEEN) | listed(THROUGH_OTHERS)


def test_after_all_acts_together_every_page_is_as_built_and_asks_what_it_says(stage):
    for one in stage.acts.values():
        with suppress(Exception), transaction.atomic():  # some leave nothing to do for others
            one()

    scope_of = {table: shown.scope for table, (_model, shown) in SHOWN.items()}
    for address in stage.process.addresses:
        with CaptureQueriesContext(connection) as captured:
            page = Client().get(address)
        assert stage.process.client.get(address).content == page.content, address
        tables = set(re.findall(r'(?:FROM|JOIN) "(\w+)"', " ".join(one["sql"] for one in captured)))
        assert {scope_of.get(table) for table in tables} <= page_at(address).scopes, address


# --- What a fault of the memory would be noticed by -----------------------------------------------------

ONE_OF_EACH = {
    "members.Multifactory": "admin members.Multifactory",
    "members.ProductPhoto": "a_product_is_shown",
    "governance.Resolution": "admin governance.Resolution",
    "spaces.Allocation": "a_unit_is_given",
    "events.EventPicture": "an_event_is_shown",
}


def test_a_fault_of_the_memory_is_noticed_by_every_act(stage, monkeypatch):
    unnoticed = []
    for label, name in ONE_OF_EACH.items():
        with taken_back():
            drop_triggers_of(label)
            unnoticed += [] if stage.stale_after(name) else [f"{label} without triggers"]
    versions = stage.process.clerk.versions()
    monkeypatch.setattr(stage.process.clerk, "versions", lambda: versions)  # not read any more
    unnoticed += [name for name in ONE_OF_EACH.values() if not stage.stale_after(name)]

    assert unnoticed == []


def drop_triggers_of(label: str) -> None:
    table = django_apps.get_model(label)._meta.db_table
    with connection.cursor() as cursor:
        for trigger, of in wanted_triggers(connection.vendor).items():
            if of == table and connection.vendor == "postgresql":
                cursor.execute(f'DROP TRIGGER "{trigger}" ON "{table}"')
            elif of == table:
                cursor.execute(f'DROP TRIGGER "{trigger}"')
