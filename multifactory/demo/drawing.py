"""Pictures of the sample, drawn here: line drawings where a photo would stand, and what all drawings share.

All are drawn at twice their size in the portal's light colours (static/css/tokens.css), and then reduced.
"""

from collections.abc import Callable
from functools import cache
from io import BytesIO
from typing import Literal

from django.core.files.base import ContentFile
from PIL import Image, ImageDraw

from multifactory.lib.images.reading import CleanImage, read_image

COLOURS = {"oxide": "#a5381a", "steel": "#1d4d6b", "moss": "#356233", "amber": "#7d5200", "ink": "#1b1e20"}
PAPER, SHEET, INK, WHITE = "#f4f1ea", "#fdfbf6", "#1b1e20", "#ffffff"
WIDE, HIGH, GROUND = 2400, 1600, 1330

Draw = ImageDraw.ImageDraw
Points = list[tuple[float, float]]


def cleaned(image: Image.Image, fit: Literal["photo", "logo"]) -> CleanImage:
    """Through the same pipeline as what people send."""
    half = image.resize((image.width // 2, image.height // 2), Image.Resampling.LANCZOS)
    encoded = BytesIO()
    half.save(encoded, "PNG", compress_level=1)
    return read_image(ContentFile(encoded.getvalue()), fit=fit)


def _sheet() -> tuple[Image.Image, Draw]:
    image = Image.new("RGB", (WIDE, HIGH), PAPER)
    draw = ImageDraw.Draw(image)
    draw.rectangle((60, 60, WIDE - 60, HIGH - 60), fill=SHEET, outline=INK, width=6)
    draw.line([(60, GROUND), (WIDE - 60, GROUND)], fill=INK, width=10)
    return image, draw


def _window(
    draw: Draw, left: int, top: int, width: int, height: int, panes: tuple[int, int] = (3, 3)
) -> None:
    across, down = panes
    draw.rectangle((left, top, left + width, top + height), fill="#dbe6ec", outline=INK, width=8)
    for bar in range(1, across):
        x = left + width * bar // across
        draw.line([(x, top), (x, top + height)], fill=INK, width=5)
    for bar in range(1, down):
        y = top + height * bar // down
        draw.line([(left, y), (left + width, y)], fill=INK, width=5)


def _lamp(draw: Draw, x: int, low: int) -> None:
    draw.line([(x, 66), (x, low)], fill=INK, width=6)
    draw.polygon([(x - 30, low), (x + 30, low), (x + 110, low + 110), (x - 110, low + 110)], fill=INK)


def _table(draw: Draw, left: int, right: int, top: int) -> None:
    draw.rectangle((left, top, right, top + 50), fill="#f4e6c6", outline=INK, width=8)
    for leg in (left + 60, right - 110):
        draw.rectangle((leg, top + 50, leg + 50, GROUND), outline=INK, width=8)
    draw.line([(left + 110, GROUND - 90), (right - 110, GROUND - 90)], fill=INK, width=8)


def _bench(draw: Draw, colour: str) -> None:
    """A small workshop: a bench below windows, tools on the wall, a lamp."""
    for left in (220, 840):
        _window(draw, left, 260, 480, 560)
    _table(draw, 200, 1700, 980)
    draw.rectangle((320, 880, 560, 980), fill=colour, outline=INK, width=8)
    draw.rectangle((1480, 930, 1640, 980), outline=INK, width=8)
    _lamp(draw, 1180, 420)
    draw.line([(1500, 330), (2200, 330)], fill=INK, width=10)
    for number, length in enumerate((260, 180, 320, 220, 150, 280)):
        x = 1560 + number * 115
        draw.line([(x, 330), (x, 330 + length)], fill=INK, width=14)
        draw.rectangle((x - 26, 330 + length, x + 26, 400 + length), fill=colour, outline=INK, width=6)
    draw.rectangle((1860, 900, 2200, GROUND), fill=SHEET, outline=INK, width=8)
    for y in (1040, 1180):
        draw.line([(1860, y), (2200, y)], fill=INK, width=6)


def _hall(draw: Draw, colour: str) -> None:
    """A large workshop under a saw-tooth roof: a gate, a machine, a hoist."""
    teeth: Points = [(140, GROUND)]
    for tooth in range(4):
        left = 140 + tooth * 530
        teeth += [(left, 620), (left, 260), (left + 530, 620)]
    draw.line([*teeth, (2260, GROUND)], fill=INK, width=12, joint="curve")
    for tooth in range(4):
        left = 140 + tooth * 530
        draw.line([(left + 50, 330), (left + 50, 590)], fill="#1d4d6b", width=24)
    draw.rectangle((260, 840, 760, GROUND), fill="#dbe6ec", outline=INK, width=8)
    for x in (385, 510, 635):
        draw.line([(x, 840), (x, GROUND)], fill=INK, width=6)
    _table(draw, 920, 1560, 1080)
    draw.rectangle((1060, 880, 1400, 1080), fill=colour, outline=INK, width=8)
    draw.circle((1230, 980), 70, fill=SHEET, outline=INK, width=8)
    draw.line([(1000, 700), (2180, 700)], fill=INK, width=16)
    draw.line([(1860, 700), (1860, 1010)], fill=INK, width=8)
    draw.rectangle((1740, 1010, 1980, GROUND), fill="#f4e6c6", outline=INK, width=8)


def _stage(draw: Draw, colour: str) -> None:
    """A small stage: curtains, boards, three rows of seats."""
    draw.rectangle((420, 240, 1980, 980), fill="#1b1e20")
    for left, step in ((420, 1), (1980, -1)):
        for fold in range(4):
            x = left + step * fold * 80
            draw.polygon(
                [(x, 240), (x + step * 80, 240), (x + step * 50, 980), (x, 980)], fill=colour, outline=INK
            )
    draw.rectangle((300, 980, 2100, 1080), fill="#f4e6c6", outline=INK, width=8)
    _lamp(draw, 1200, 300)
    for row in range(2):
        for seat in range(9 + row):
            x = 420 + seat * 170 - row * 85
            draw.rounded_rectangle((x, 1150 + row * 110, x + 130, 1290 + row * 130), 40, SHEET, INK, 8)


DRAWINGS: dict[str, tuple[Callable[[Draw, str], None], str]] = {
    "bench": (_bench, "A drawing, not a photo: the workbench under the windows"),
    "hall": (_hall, "A drawing, not a photo: the workshop under its saw-tooth roof"),
    "stage": (_stage, "A drawing, not a photo: the small stage and its seats"),
}


@cache
def workshop(name: str, colour: str) -> CleanImage:
    image, draw = _sheet()
    DRAWINGS[name][0](draw, COLOURS[colour])
    return cleaned(image, "photo")


@cache
def front(storeys: int, bays: int) -> CleanImage:
    """The front of a building: rows of windows over a door."""
    image, draw = _sheet()
    height = min(380, (GROUND - 260) // storeys)
    top, left, right = GROUND - height * storeys, 260, WIDE - 260
    draw.rectangle((left, top, right, GROUND), fill=PAPER, outline=INK, width=12)
    draw.polygon(
        [(left - 60, top), (right + 60, top), (right - 120, top - 130), (left + 120, top - 130)],
        fill="#a5381a",
    )
    step = (right - left) // bays
    for storey in range(storeys):
        floor = GROUND - height * storey
        for bay in range(bays):
            middle = left + step * bay + step // 2
            if storey == 0 and bay == bays // 2:
                draw.rectangle(
                    (middle - 75, floor - height + 90, middle + 75, floor),
                    fill="#1d4d6b",
                    outline=INK,
                    width=8,
                )
            else:
                _window(draw, middle - 65, floor - height + 90, 130, height - 200, (2, 3))
    return cleaned(image, "photo")
