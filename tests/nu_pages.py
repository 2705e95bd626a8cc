"""The Nu checker finds no error on the pages of the portal and the back-office. `make nu` runs it.

Not collected with the other tests, as it needs Java: it is named on the command line.
"""

import json
import os
import subprocess
from pathlib import Path

import pytest
from django.test import Client

from tests.browser.addresses import addresses
from tests.test_access import client_of
from tests.world import REPRESENTATIVE, SUPERUSER, VISITOR, World, make_world

pytestmark = pytest.mark.django_db
JAR = Path(os.environ.get("VNU_JAR", "vnu.jar"))
LEAST = 60
# What Django's own admin writes and no template of ours can change is listed here, by its message.
OF_DJANGO: tuple[str, ...] = ()


def _is_whole(content: bytes) -> bool:
    """Not a part that a script puts into a page."""
    return content.lstrip().lower().startswith(b"<!doctype html")


def pages(world: World) -> dict[str, str]:
    found: dict[str, str] = {}
    paths = list(dict.fromkeys(addresses(world)))
    for role in (VISITOR, REPRESENTATIVE, SUPERUSER):
        client: Client = client_of(world, role)
        for path in paths:
            response = client.get(path)
            is_page = response.status_code == 200 and "text/html" in response["Content-Type"]
            if is_page and path not in found and _is_whole(response.content):
                found[path] = response.content.decode()
    return found


def test_the_nu_checker_finds_no_error(tmp_path):
    listed = pages(make_world())
    names = {f"{number:03}.html": path for number, path in enumerate(listed)}
    folder = tmp_path / "pages"  # pictures of the same test lie beside it
    folder.mkdir()
    for name, path in names.items():
        (folder / name).write_text(listed[path])

    command = [
        "java",
        "-jar",
        str(JAR),
        "--errors-only",
        "--format",
        "json",
        "--exit-zero-always",
        "--stdout",
    ]
    done = subprocess.run([*command, str(folder)], check=True, capture_output=True, text=True)
    errors = {
        f"{names[Path(one['url']).name]}: {one['message']}"
        for one in json.loads(done.stdout)["messages"]
        if one["message"] not in OF_DJANGO
    }

    assert len(listed) >= LEAST
    assert sorted(errors) == []
