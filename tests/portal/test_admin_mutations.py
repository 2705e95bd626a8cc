"""Forms of the back-office sent with what no browser sends: the form again, or a 400, and never a fault."""

import random
from contextlib import suppress
from typing import Any

import pytest
from django.contrib import admin
from django.test import Client
from django.urls import NoReverseMatch, reverse

from tests.html import form_values
from tests.mutations import MORE, STRANGE, fails, mutated, put_back
from tests.world import COORDINATOR, SUPERUSER, client_of, object_of

MODELS = sorted(model._meta.label_lower for model in admin.site._registry)
OF_LIBRARIES = ("account.emailaddress", "auth.group", "mfa.authenticator", "usersessions.usersession")
TIMES = 4 * MORE  # mutated forms of each page
KEYS = [
    *("_to_field", "_popup", "_saveasnew", "_continue", "_addanother", "_save"),
    *("index", "action", "_selected_action", "select_across", "choose", "publish", "discard", "revision"),
]
ADDRESS = ["o", "p", "q", "e", "all", "edits", "_facets", "_popup", "_to_field", "_changelist_filters"]


def pages_of(model: str, world: Any) -> dict[str, str]:
    name = f"admin:{model.replace('.', '_')}"
    pk = object_of(model, world)
    pages = {page: reverse(f"{name}_{page}", args=[pk]) for page in ("change", "history")}
    with suppress(NoReverseMatch):  # few have tables in and out
        pages |= {page: reverse(f"{name}_{page}") for page in ("import", "process_import", "export")}
    return pages | {"list": reverse(f"{name}_changelist"), "add": reverse(f"{name}_add")}


def who_edits(model: str, world: Any) -> Client:
    return client_of(world, SUPERUSER if model in OF_LIBRARIES else COORDINATOR)


@pytest.mark.parametrize("model", MODELS)
def test_mutated_forms_are_no_fault(model, world):
    dice, failed = random.Random(model), []
    client, pages = who_edits(model, world), pages_of(model, world)

    for page in sorted(pages.keys() - {"list", "history"}):
        response = client.get(pages[page], follow=True)
        values = form_values(response.content.decode())
        for _ in range(TIMES):
            data = mutated(values, dice, KEYS)
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
            changed = mutated(data | asked | {dice.choice(["check", "do", "edit"]): ["1"]}, dice, KEYS)
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
