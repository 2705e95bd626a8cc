"""A page as PDF, by WeasyPrint. It is imported only when a PDF is made, so that workers stay small."""
# ruff: noqa: PLC0415

from ctypes.util import find_library
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from django.contrib.staticfiles import finders
from django.core import checks

# Debian's packages libpango-1.0-0, libpangoft2-1.0-0 and libharfbuzz-subset0, with what they need.
LIBRARIES = ("pango-1.0", "pangoft2-1.0", "harfbuzz-subset")
STYLE = "css/minutes.css"


@cache
def missing_parts() -> tuple[str, ...]:
    """What a PDF needs and this machine lacks. Looked for once a process, and nothing is loaded by it."""
    package = () if find_spec("weasyprint") else ("weasyprint",)
    return package + tuple(f"lib{name}" for name in LIBRARIES if not find_library(name))


@checks.register()
def check_pdf(**_kwargs: Any) -> list[checks.CheckMessage]:
    missing = missing_parts()
    if not missing:
        return []
    message = f"Minutes are offered without a PDF: {', '.join(missing)} missing."
    hint = "apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
    return [checks.Warning(message, hint=hint, id="governance.W001")]


def has_pdf() -> bool:
    return not missing_parts()


def pdf_of(html: str) -> bytes:
    """Of a page without addresses of its own: its style and letters are ours, nothing else is fetched."""
    from weasyprint import CSS, HTML

    style = Path(finders.find(STYLE))
    sheet = CSS(filename=str(style), url_fetcher=_fetch_from(style.parent.parent))
    return HTML(string=html, url_fetcher=_refuse).write_pdf(stylesheets=[sheet])


def _fetch_from(folder: Path) -> Any:
    from weasyprint import default_url_fetcher

    def fetch(url: str, *args: Any, **kwargs: Any) -> Any:
        if not url.startswith(folder.resolve().as_uri()):
            return _refuse(url)
        return default_url_fetcher(url, *args, **kwargs)

    return fetch


def _refuse(url: str, *_args: Any, **_kwargs: Any) -> Any:
    raise ValueError(f"Not fetched: {url}")
