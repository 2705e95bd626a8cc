"""The picture of a page that has none: whatever the words are, all stands within it."""

import io

import pytest
from PIL import Image, ImageChops

from multifactory.lib.images.share_image import BAR, HEIGHT, PAPER, WIDTH, ShareWords, drawn


def inked(picture: Image.Image, box: tuple[int, int, int, int]) -> bool:
    part = picture.crop(box)
    return ImageChops.difference(part, Image.new("RGB", part.size, PAPER)).getbbox() is not None


@pytest.mark.parametrize(
    "name",
    ["Chairs", "Allocation of a room " * 7, "W" * 140, "Öffentlichkeits" * 9, "🎉 Žižek", "木工", ""],
)
def test_nothing_runs_over_the_margins_or_the_line_above_the_portals_name(name):
    words = ShareWords("Company", name, f"{name} " * 4, f"{name} " * 3)
    picture = Image.open(io.BytesIO(drawn(words))).convert("RGB")

    assert picture.size == (WIDTH, HEIGHT)
    assert not inked(picture, (WIDTH - 60, 0, WIDTH, HEIGHT))
    assert not inked(picture, (BAR + 1, 0, BAR + 60, HEIGHT))
    assert not inked(picture, (BAR + 1, 524, WIDTH, 534))


def test_signs_the_font_lacks_are_drawn_without_their_marks_or_not_at_all():
    def picture(name: str) -> bytes:
        return drawn(ShareWords("Company", name, "", "R84"))

    assert picture("Žižek 🎉") == picture("Zizek")
    assert picture("Così") != picture("Cosi")
