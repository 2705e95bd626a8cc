"""Forms of the back-office sent with what no browser sends: the form again, or a 400, and never a fault."""

import random
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

import pytest
from django.contrib import admin
from django.db import transaction
from django.test import Client
from django.urls import NoReverseMatch, reverse

from tests.html import form_values
from tests.world import COORDINATOR, SUPERUSER, client_of, make_world, object_of

MODELS = sorted(model._meta.label_lower for model in admin.site._registry)
OF_LIBRARIES = ("account.emailaddress", "auth.group", "mfa.authenticator", "usersessions.usersession")
TIMES = 4  # mutated forms of each page
STRANGE = [
    *("", " ", "x", "0", "-1", "1.5", "1e9", "NaN", "1" + "0" * 20, "-1" + "0" * 20, "9" * 400, "\0", "1\0"),
    *("٣", "\u202e", "\ud7ff", "a" * 5000, "<b>", "'\"", "None", "[]", "{}", "true", "../..", "%00", "1,2,x"),
    *("0001-01-01", "9999-12-31", "2026-02-30", "99999-01-01", "2026-03-29T02:30", "24:00", "23:59:59.999"),
]
KEYS = [
    *("_to_field", "_popup", "_saveasnew", "_continue", "_addanother", "_save"),
    *("index", "action", "_selected_action", "select_across", "choose", "publish", "discard", "revision"),
]
ADDRESS = ["o", "p", "q", "e", "all", "edits", "_facets", "_popup", "_to_field", "_changelist_filters"]


@pytest.fixture
def world(db):
    return make_world()


@contextmanager
def put_back() -> Iterator[None]:
    savepoint = transaction.savepoint()
    yield
    transaction.savepoint_rollback(savepoint)


def pages_of(model: str, world: Any) -> dict[str, str]:
    name = f"admin:{model.replace('.', '_')}"
    pk = object_of(model, world)
    pages = {page: reverse(f"{name}_{page}", args=[pk]) for page in ("change", "history")}
    with suppress(NoReverseMatch):  # few have tables in and out
        pages |= {page: reverse(f"{name}_{page}") for page in ("import", "process_import", "export")}
    return pages | {"list": reverse(f"{name}_changelist"), "add": reverse(f"{name}_add")}


def who_edits(model: str, world: Any) -> Client:
    return client_of(world, SUPERUSER if model in OF_LIBRARIES else COORDINATOR)


def mutated(values: dict[str, list[str]], dice: random.Random) -> dict[str, list[str]]:
    """One to three fields taken away, doubled, or filled with something strange."""
    values = {name: list(found) for name, found in values.items() if name != "csrfmiddlewaretoken"}
    for _ in range(dice.randint(1, 3)):
        name = dice.choice([*values, dice.choice(KEYS)])
        what = dice.random()
        if what < 0.1:
            values.pop(name, None)
        elif what < 0.25:
            values[name] = [*values.get(name, []), dice.choice(STRANGE)]
        else:
            values[name] = [dice.choice(STRANGE)]
    return values


def fails(client: Client, method: str, url: str, data: dict[str, Any]) -> bool:
    with put_back():
        return getattr(client, method)(url, data).status_code >= 500


@pytest.mark.parametrize("model", MODELS)
def test_mutated_forms_are_no_fault(model, world):
    dice, failed = random.Random(model), []
    client, pages = who_edits(model, world), pages_of(model, world)

    for page in sorted(pages.keys() - {"list", "history"}):
        response = client.get(pages[page], follow=True)
        values = form_values(response.content.decode())
        for _ in range(TIMES):
            data = mutated(values, dice)
            if fails(client, "post", pages[page], data):
                failed.append((page, data))

    assert failed == []


@pytest.mark.parametrize("model", MODELS)
def test_mutated_actions_are_no_fault(model, world):
    dice, failed = random.Random(model), []
    client, pages = who_edits(model, world), pages_of(model, world)
    pk = pages["change"].split("/")[-3]
    response = client.get(pages["list"])
    form = getattr(response, "context_data", None) and response.context_data.get("action_form")

    for name, _ in form.fields["action"].choices if form else ():
        data = {"action": [name], "_selected_action": [pk], "index": ["0"], "select_across": ["0"]}
        with put_back():
            asked = form_values(client.post(pages["list"], data, follow=True).content.decode())
        for _ in range(TIMES // 2):
            changed = mutated(data | asked | {dice.choice(["check", "do", "edit"]): ["1"]}, dice)
            if fails(client, "post", pages["list"], changed):
                failed.append(changed)

    assert failed == []


@pytest.mark.parametrize("model", MODELS)
def test_strange_values_in_the_address_of_a_page_are_no_fault(model, world):
    dice, failed = random.Random(model), []
    client, pages = client_of(world, SUPERUSER), pages_of(model, world)
    fields = list(form_values(client.get(pages["add"]).content.decode()))

    for url in pages.values():
        for _ in range(TIMES):
            data = {dice.choice([*fields, *ADDRESS]): dice.choice(STRANGE) for _ in range(2)}
            if fails(client, "get", url, data):
                failed.append((url, data))

    assert failed == []
