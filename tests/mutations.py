"""Forms as no browser sends them."""

import os
import random
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from django.db import transaction
from django.test import Client

# MUTATIONS=10 makes ten times as many forms: more than 1,500 of each role in a row.
MORE = int(os.environ.get("MUTATIONS", "1"))
STRANGE = [
    *(
        "",
        " ",
        "x",
        "0",
        "-1",
        "1.5",
        "1e9",
        "NaN",
        "1" + "0" * 20,
        "-1" + "0" * 20,
        "9" * 400,
        "9" * 5000,
        "\0",
        "1\0",
    ),
    *("٣", "\u202e", "\ud7ff", "a" * 5000, "<b>", "'\"", "None", "[]", "{}", "true", "../..", "%00", "1,2,x"),
    *("0001-01-01", "9999-12-31", "2026-02-30", "99999-01-01", "2026-03-29T02:30", "24:00", "23:59:59.999"),
]


@contextmanager
def put_back() -> Iterator[None]:
    savepoint = transaction.savepoint()
    yield
    transaction.savepoint_rollback(savepoint)


def mutated(
    values: dict[str, list[str]], dice: random.Random, others: Sequence[str] = ()
) -> dict[str, list[str]]:
    """One to three fields taken away, doubled or filled with something strange; perhaps one of `others`."""
    values = {name: list(found) for name, found in values.items() if name != "csrfmiddlewaretoken"}
    for _ in range(dice.randint(1, 3)):
        name = dice.choice([*values, *([dice.choice(others)] if others else [])] or ["x"])
        what = dice.random()
        if what < 0.1:
            values.pop(name, None)
        elif what < 0.25:
            values[name] = [*values.get(name, []), dice.choice(STRANGE)]
        else:
            values[name] = [dice.choice(STRANGE)]
    return values


def fails(client: Client, method: str, url: str, data: dict[str, Any]) -> bool:
    """Whether the answer is a fault of the portal; what was written is taken back."""
    with put_back():
        return getattr(client, method)(url, data).status_code >= 500
