"""What all forms and lists of the back-office have in common: how labels, days and moments are written."""

import re
from collections.abc import Iterator

import pytest
from django.urls import reverse

from tests.test_access import MODELS, client_of
from tests.world import SUPERUSER, make_world, object_of

pytestmark = pytest.mark.django_db
LABEL = re.compile(r"<label(?P<attributes>[^>]*)>\s*(?P<text>[^<]*?):?\s*</label>")
UNITS_OF_MEASURE = ("m²",)
# 2026-11-30 and Nov. 30, 2026, 9 p.m.; a value or an address within a tag may have the first.
OTHER_DATES = re.compile(r"\b\d{4}-\d\d-\d\d\b|[ap]\.m\.|\b[A-Z][a-z]+\.? \d{1,2}, \d{4}")


def pages() -> Iterator[tuple[str, str]]:
    """Each list, empty form and row of the back-office."""
    world = make_world()
    client = client_of(world, SUPERUSER)
    for model in MODELS:
        for action in ("changelist", "add", "change"):
            args = [object_of(model, world)] if action == "change" else []
            path = reverse(f"admin:{model.replace('.', '_')}_{action}", args=args)
            response = client.get(path)
            if response.status_code == 200:
                yield path, response.content.decode().partition('id="content"')[2]


def labels_of_required_boxes(page: str) -> Iterator[re.Match[str]]:
    boxes = re.findall(r"<(?:input|select|textarea)[^>]*\brequired\b[^>]*>", page)
    needed = {match[1] for box in boxes if (match := re.search(r'\bid="([^"]+)"', box))}
    for label in LABEL.finditer(page):
        box = re.search(r'for="([^"]+)"', label["attributes"])
        if box and box[1] in needed:
            yield label


def test_forms_and_lists_of_the_back_office_are_written_in_one_way():
    lower, unmarked, dates = set(), set(), set()
    for path, page in pages():
        texts = [match["text"] for match in LABEL.finditer(page)]
        lower |= {(path, text) for text in texts if text[:1].islower() and text[:2] not in UNITS_OF_MEASURE}
        required = labels_of_required_boxes(page)
        unmarked |= {(path, one["text"]) for one in required if "required" not in one["attributes"]}
        words = re.sub(r"<script.*?</script>|<textarea.*?</textarea>|<[^>]*>", " ", page, flags=re.S)
        dates |= {(path, found) for found in OTHER_DATES.findall(words)}

    assert (lower, unmarked, dates) == (set(), set(), set())
