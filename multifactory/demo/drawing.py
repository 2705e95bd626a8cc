"""Pictures of the sample, drawn here: plain signs for logos, and line drawings where a photo would stand.

All are drawn at twice their size in the portal's light colours (static/css/tokens.css), and then reduced.
"""

from collections.abc import Callable
from functools import cache
from io import BytesIO
from math import cos, pi, sin
from typing import Literal

from django.conf import settings
from django.core.files.base import ContentFile
from PIL import Image, ImageDraw, ImageFont

from multifactory.lib.images.reading import CleanImage, read_image

COLOURS = {"oxide": "#a5381a", "steel": "#1d4d6b", "moss": "#356233", "amber": "#7d5200", "ink": "#1b1e20"}
PAPER, SHEET, INK, WHITE = "#f4f1ea", "#fdfbf6", "#1b1e20", "#ffffff"
SIDE = 960  # of a sign, before it is reduced

Draw = ImageDraw.ImageDraw
Points = list[tuple[float, float]]


def cleaned(image: Image.Image, fit: Literal["photo", "logo"]) -> CleanImage:
    """Through the same pipeline as what people send."""
    half = image.resize((image.width // 2, image.height // 2), Image.Resampling.LANCZOS)
    encoded = BytesIO()
    half.save(encoded, "PNG", compress_level=1)
    return read_image(ContentFile(encoded.getvalue()), fit=fit)


# --- Signs -----------------------------------------------------------------------------------------


@cache
def sign(figure: str, letter: str, colour: str) -> CleanImage:
    """A square sign: the figure in one colour, the letter cut out of it where there is one (- for none)."""
    image = Image.new("RGB", (SIDE, SIDE), WHITE)
    draw = ImageDraw.Draw(image)
    FIGURES[figure](draw, COLOURS[colour])
    if letter != "-":
        font = ImageFont.truetype(settings.BASE_DIR / "static/fonts/archivo-latin.woff2", SIDE // 2)
        font.set_variation_by_axes([750, 75])
        draw.text((SIDE / 2, SIDE * LETTER_AT.get(figure, 0.5)), letter, WHITE, font, anchor="mm")
    elif figure == "gear":
        _circle(draw, 150, WHITE)
    return cleaned(image, "logo")


def _ring_of(count: int, radius: float, turn: float = 0) -> Points:
    """Corners of a regular polygon in the middle of the sign."""
    angles = (turn + 2 * pi * corner / count for corner in range(count))
    return [(SIDE / 2 + radius * cos(one), SIDE / 2 + radius * sin(one)) for one in angles]


def _circle(draw: Draw, radius: float, colour: str, at: tuple[float, float] = (SIDE / 2, SIDE / 2)) -> None:
    draw.circle(at, radius, fill=colour)


def _disc(draw: Draw, colour: str) -> None:
    _circle(draw, 400, colour)


def _ring(draw: Draw, colour: str) -> None:
    _circle(draw, 400, colour)
    _circle(draw, 250, WHITE)
    _circle(draw, 90, colour)


def _square(draw: Draw, colour: str) -> None:
    draw.rectangle((110, 110, 850, 850), fill=colour)


def _diamond(draw: Draw, colour: str) -> None:
    draw.polygon(_ring_of(4, 460), fill=colour)


def _hexagon(draw: Draw, colour: str) -> None:
    draw.polygon(_ring_of(6, 430), fill=colour)


def _gear(draw: Draw, colour: str) -> None:
    teeth = [
        (SIDE / 2 + radius * cos(angle), SIDE / 2 + radius * sin(angle))
        for tooth in range(12)
        for step, radius in ((0, 350), (0.06, 440), (0.2, 440), (0.26, 350))
        for angle in (tooth * pi / 6 + step,)
    ]
    draw.polygon(teeth, fill=colour)


def _roof(draw: Draw, colour: str) -> None:
    draw.polygon([(80, 470), (480, 90), (880, 470), (880, 860), (80, 860)], fill=colour)


def _arch(draw: Draw, colour: str) -> None:
    draw.pieslice((130, 90, 830, 790), 180, 360, fill=colour)
    draw.rectangle((130, 440, 830, 870), fill=colour)


def _shield(draw: Draw, colour: str) -> None:
    draw.rectangle((130, 90, 830, 520), fill=colour)
    draw.pieslice((130, 170, 830, 870), 0, 180, fill=colour)


def _drop(draw: Draw, colour: str) -> None:
    draw.polygon([(480, 40), (745, 430), (215, 430)], fill=colour)
    _circle(draw, 318, colour, (480, 590))


def _stripes(draw: Draw, colour: str) -> None:
    draw.rectangle((110, 220, 850, 740), fill=colour)
    for top in (110, 800):
        draw.rectangle((110, top, 850, top + 50), fill=colour)


def _planks(draw: Draw, colour: str) -> None:
    for row, (left, right) in enumerate(((110, 560), (330, 850), (110, 700), (240, 850))):
        draw.rectangle((left, 130 + row * 185, right, 275 + row * 185), fill=colour)


def _panes(draw: Draw, colour: str) -> None:
    for row in range(3):
        for column in range(2):
            left, top = 160 + column * 330, 110 + row * 255
            draw.rectangle((left, top, left + 300, top + 225), fill=colour)


def _dots(draw: Draw, colour: str) -> None:
    for row in range(3):
        for column in range(3):
            _circle(draw, 60 + 25 * ((row + column) % 3), colour, (210 + column * 270, 210 + row * 270))


def _weave(draw: Draw, colour: str) -> None:
    for row in range(4):
        for column in range(4):
            left, top = 110 + column * 190, 110 + row * 190
            is_across = (row + column) % 2 == 0
            box = (
                (left, top + 35, left + 170, top + 135)
                if is_across
                else (left + 35, top, left + 135, top + 170)
            )
            draw.rectangle(box, fill=colour)


def _waves(draw: Draw, colour: str) -> None:
    for row in range(4):
        middle = 200 + row * 190
        upper = [(x, middle - 40 + 55 * sin(x / 118)) for x in range(100, 861, 4)]
        draw.polygon([*upper, *((x, y + 80) for x, y in reversed(upper))], fill=colour)


def _leaf(draw: Draw, colour: str) -> None:
    half = [(480 + 270 * sin(pi * step / 40), 60 + 20 * step) for step in range(41)]
    other = [(960 - x, y) for x, y in reversed(half)]
    draw.polygon(half + other, fill=colour)
    draw.line([(480, 300), (480, 930)], fill=WHITE, width=26)


def _sun(draw: Draw, colour: str) -> None:
    draw.pieslice((230, 330, 730, 830), 180, 360, fill=colour)
    draw.rectangle((90, 620, 870, 680), fill=colour)
    for ray in range(1, 8):
        angle = pi + ray * pi / 8
        near, far = ((480 + radius * cos(angle), 580 + radius * sin(angle)) for radius in (310, 450))
        draw.line([near, far], fill=colour, width=50)


FIGURES: dict[str, Callable[[Draw, str], None]] = {
    function.__name__.removeprefix("_"): function
    for function in (
        *(_disc, _ring, _square, _diamond, _hexagon, _gear, _roof, _arch, _shield, _drop, _stripes),
        *(_planks, _panes, _dots, _weave, _waves, _leaf, _sun),
    )
}
LETTER_AT = {"roof": 0.6, "arch": 0.53, "shield": 0.47, "drop": 0.6}  # of the height; the middle elsewhere

# --- Line drawings ---------------------------------------------------------------------------------

WIDE, HIGH, GROUND = 2400, 1600, 1330


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
