"""A page as PDF, by WeasyPrint. It is imported only when a PDF is made, so that workers stay small."""
# ruff: noqa: PLC0415

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from ctypes.util import find_library
from functools import cache
from importlib.util import find_spec
from typing import Any

from django.conf import settings
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
    """Of a page that fetches nothing: style and letters are files of ours, links lead to the portal."""
    from PIL import ImageFile
    from weasyprint import CSS, HTML
    from weasyprint.urls import URLFetcher

    # It says so for the whole process when it is loaded; whoever uploads half a picture is to be told.
    ImageFile.LOAD_TRUNCATED_IMAGES = False

    sheet = CSS(filename=finders.find(STYLE), url_fetcher=URLFetcher(allowed_protocols={"file"}))
    page = HTML(string=html, base_url=settings.SITE_URL, url_fetcher=URLFetcher(allowed_protocols=set()))
    with _no_search_for_garbage():
        return page.write_pdf(stylesheets=[sheet])


@contextmanager
def _no_search_for_garbage() -> Iterator[None]:
    """Of long minutes a million boxes are all in use until the end: looking through them again and again,
    for none to free, takes a third of the time. Two at once: whoever turned it off turns it on again.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
