"""The sheets a page loads: small, and the same rules."""

from pathlib import Path

import brotli
import pytest
from django.conf import settings
from django.core.management import call_command
from rcssmin import cssmin

from multifactory.lib.stylesheets import BUNDLES, MEMBERS

CSS, JS = (settings.BASE_DIR / "static" / kind for kind in ("css", "js"))
LONGEST = 140
ON_EVERY_PAGE = ["portal"]
HEAVIEST = 1600  # bytes of a script that a page may load besides


def compressed(*texts: str) -> int:
    return len(brotli.compress("".join(texts).encode()))


@pytest.mark.parametrize(("bundle", "most"), [("for-visitors", 12 * 1024), ("for-members", 20 * 1024)])
def test_the_style_of_a_page_is_light(bundle, most):
    assert compressed(*(cssmin((CSS / f"{name}.css").read_text()) for name in BUNDLES[bundle])) <= most


def test_the_scripts_of_a_page_are_light():
    sizes = {path.stem: compressed(path.read_text()) for path in JS.glob("*.js")}

    assert max(sizes.values()) <= HEAVIEST
    assert sum(sizes[name] for name in ON_EVERY_PAGE) <= 3_000 - HEAVIEST


def test_no_line_of_a_sheet_is_longer_than_one_can_read():
    lines = [line for path in CSS.glob("*.css") for line in path.read_text().splitlines()]

    assert [line for line in lines if len(line) > LONGEST] == []


def test_collected_pages_load_one_sheet(settings, tmp_path):
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "multifactory.lib.stylesheets.BundlingStorage"}
    }
    call_command("collectstatic", interactive=False, verbosity=0)

    (collected,) = Path(tmp_path / "css").glob("for-members.????????????.css")
    css = collected.read_text()
    assert [name for name in MEMBERS if cssmin((CSS / f"{name}.css").read_text())[-60:] not in css] == []
    assert "/*" not in css
    assert 'url("../fonts/archivo-latin.' in css
