"""Signs of the companies of a sample: a figure in one colour, maybe with a letter."""

from collections.abc import Callable
from functools import cache
from math import cos, pi, sin

from django.conf import settings
from PIL import Image, ImageDraw, ImageFont

from multifactory.demo.drawing import COLOURS, WHITE, Draw, Points, cleaned
from multifactory.lib.images.reading import CleanImage

SIDE = 960  # before it is reduced


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
