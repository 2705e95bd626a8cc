"""Forms of visitors and members sent as no browser sends them: the form again or a refusal, never a fault."""

import random

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.html import filled_form, form_values
from tests.mutations import STRANGE, fails, mutated
from tests.test_access import ROWS, Row
from tests.world import REPRESENTATIVE, VISITOR, World, client_of, make_world

TIMES = {VISITOR: 80, REPRESENTATIVE: 12}  # some 1,500 forms of each
FILES = [
    ("picture.png", b""),
    ("picture.png", b"\x89PNG\r\n\x1a\n" + b"\0" * 40),
    ("a.pdf", b"%PDF-1.7\n"),
    ("\u202egnp.exe", b"MZ"),
    ("x" * 300 + ".svg", b"<svg xmlns='http://www.w3.org/2000/svg'><path d='M0'/></svg>"),
]


def is_sent(row: Row, role: str) -> bool:
    """A form, or a button of another page."""
    return row.get[role] in (200, 405) and row.post[role] in (200, 302, 400, 409) and "logout" not in row.name


SENT = [
    pytest.param(row, role, id=f"{role} {row}")
    for role in (VISITOR, REPRESENTATIVE)
    for row in ROWS
    if is_sent(row, role)
]


@pytest.fixture
def world(db) -> World:
    return make_world()


@pytest.mark.parametrize(("row", "role"), SENT)
def test_mutated_forms_are_no_fault(row, role, world):
    dice, failed = random.Random(str(row)), []
    client, url = client_of(world, role), row.url(world)
    html = client.get(url).content.decode() if row.get[role] == 200 else ""
    ways = [form_values(html), filled_form(html), {"next": ["/"]}]
    uploads = [name for name in ("image", "file", "paper", "logo") if f'name="{name}"' in html]

    for _ in range(TIMES[role]):
        data = mutated(dice.choice(ways), dice)
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
