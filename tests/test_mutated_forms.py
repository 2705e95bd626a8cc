"""Forms of the portal sent as no browser sends them: the form again or a refusal, never a fault."""

import random

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.html import filled_form, form_values
from tests.mutations import MORE, STRANGE, fails, mutated
from tests.test_access import ROWS, Row
from tests.world import (
    COLLABORATOR,
    COORDINATOR,
    NEIGHBOUR,
    REPRESENTATIVE,
    VISITOR,
    client_of,
)

# Forms of each row.
TIMES = {VISITOR: 80, REPRESENTATIVE: 12, COLLABORATOR: 40, NEIGHBOUR: 40, COORDINATOR: 12}
FILES = [
    ("picture.png", b""),
    ("picture.png", b"\x89PNG\r\n\x1a\n" + b"\0" * 40),
    ("a.pdf", b"%PDF-1.7\n"),
    ("\u202egnp.exe", b"MZ"),
    ("x" * 300 + ".svg", b"<svg xmlns='http://www.w3.org/2000/svg'><path d='M0'/></svg>"),
]


# Of forms that stand on another page, or on none while there is nothing to send: what they are sent with.
ELSEWHERE = [
    *("answer", "text", "reason", "request_id", "seen", "stamp", "is_public", "parent", "version", "due_on"),
    *("company", "day", "space", "event", "code", "party", "name", "email", "confirm", "outcome", "partner"),
    *(
        "membership",
        "language",
        "role",
        "credential",
        "login",
        "password",
        "ranking",
        "option",
        "skip",
        "note",
    ),
]


def is_sent(row: Row, role: str) -> bool:
    """A form, a button of another page, or one whose page leads elsewhere while there is nothing to send.

    Those of the back office have tests of their own.
    """
    is_form = row.get[role] in (200, 302, 405) and row.post[role] in (200, 302, 400, 404, 409)
    return is_form and "logout" not in row.name and not row.name.startswith("admin:")


def sender_of(row: Row) -> list[str]:
    """Visitors and representatives; for what neither of them may send, who may."""
    both = [role for role in (VISITOR, REPRESENTATIVE) if is_sent(row, role)]
    return both or [role for role in (COLLABORATOR, NEIGHBOUR, COORDINATOR) if is_sent(row, role)][:1]


SENT = [pytest.param(row, role, id=f"{role} {row}") for row in ROWS for role in sender_of(row)]


@pytest.mark.parametrize(("row", "role"), SENT)
def test_mutated_forms_are_no_fault(row, role, world):
    dice, failed = random.Random(str(row)), []
    client, url = client_of(world, role), row.url(world)
    html = client.get(url).content.decode() if row.get[role] == 200 else ""
    ways = [form_values(html), filled_form(html), {"next": ["/"]}]
    uploads = [name for name in ("image", "file", "paper", "logo") if f'name="{name}"' in html]

    for _ in range(TIMES[role] * MORE):
        data = mutated(dice.choice(ways), dice, () if html else ELSEWHERE)
        for name in uploads:
            data[name] = SimpleUploadedFile(*dice.choice(FILES))
        cache.clear()  # limits of how often are not what is asked here
        if fails(client, "post", url, data):
            failed.append(data)

    assert failed == []


@pytest.mark.parametrize("role", [VISITOR, REPRESENTATIVE])
def test_strange_values_in_the_address_are_no_fault(role, world):
    dice, failed = random.Random(role), []
    client = client_of(world, role)

    for row in ROWS:
        if row.get[role] == 200 and not row.name.startswith("admin:"):
            url = row.url(world)
            fields = [name for name in FIELDS if dice.random() < 0.5]
            for _ in range(4):
                data = {name: dice.choice(STRANGE) for name in dice.sample(fields, 3)}
                if fails(client, "get", url, data):
                    failed.append((url, data))

    assert failed == []


FIELDS = [
    *(
        "q",
        "page",
        "next",
        "day",
        "date",
        "week",
        "month",
        "year",
        "from",
        "until",
        "space",
        "kind",
        "field",
        "lang",
    ),
    *(
        "layer",
        "building",
        "floor",
        "unit",
        "state",
        "matter",
        "company",
        "n",
        "code",
        "key",
        "until",
        "main",
        "page_size",
    ),
]
