"""Every text people read is in Italian, with the same placeholders, and none is left unsure."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from babel.messages import Catalog
from babel.messages.pofile import read_po

from tests.conftest import REQUIRE_EVERYTHING, ROOT

PLACEHOLDER = re.compile(r"%\((\w+)\)|%[sd]|\{(\w*)\}")
CATALOGUE = Path("locale/it/LC_MESSAGES/django.po")


@pytest.fixture(scope="module")
def collected(tmp_path_factory) -> Catalog:
    """The Italian catalogue as `make messages` would leave it now."""
    if shutil.which("xgettext") is None:
        word = "gettext is not on this machine (Debian: apt-get install gettext)"
        pytest.fail(word) if REQUIRE_EVERYTHING else pytest.skip(word)
    copy = tmp_path_factory.mktemp("portal")
    for name in (
        "multifactory",
        "members",
        "governance",
        "spaces",
        "events",
        "templates",
        "static",
        "locale",
    ):
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, copy / name, ignore=shutil.ignore_patterns("__pycache__", "*.mo"))
    (copy / "locale").mkdir(exist_ok=True)
    shutil.copy(ROOT / "manage.py", copy)
    command = [sys.executable, "manage.py", "makemessages", "-l", "it", "--no-wrap", "--no-location"]
    subprocess.run(command, cwd=copy, check=True, capture_output=True)
    with (copy / CATALOGUE).open("rb") as file:
        return read_po(file, locale="it")


def texts(value: str | tuple[str, ...]) -> tuple[str, ...]:
    return value if isinstance(value, tuple) else (value,)


def test_every_text_has_its_italian(collected):
    missing = [message.id for message in collected if message.id and not all(texts(message.string))]

    assert missing == []


def test_no_italian_is_unsure(collected):
    assert [message.id for message in collected if message.id and message.fuzzy] == []


def test_placeholders_are_the_same(collected):
    def names(text: str) -> list[str]:
        return sorted(match.group(0) for match in PLACEHOLDER.finditer(text))

    # The forms of a plural may leave the number out ("one"), but name nothing the source does not.
    different = [
        message.id
        for message in collected
        if message.id
        and any(
            not set(names(form)) <= set(names(" ".join(texts(message.id))))
            or (isinstance(message.id, str) and names(form) != names(message.id))
            for form in texts(message.string)
            if form
        )
    ]

    assert different == []


def test_committed_catalogue_is_the_collected_one(collected):
    """So that nobody has to guess which of its texts are still in use."""
    with (ROOT / CATALOGUE).open("rb") as file:
        committed = read_po(file, locale="it")

    assert {message.id for message in committed} == {message.id for message in collected}
