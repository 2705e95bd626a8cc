"""The same room before and after it was renewed, drawn here: what stays is where it was, so that the two
can be laid upon each other. In the colours and the spirit of `drawing`.

A look is five words: what the room is fitted out for, how many windows of which shape, roof, colour.
"""

from collections.abc import Sequence
from functools import cache
from random import Random
from zlib import crc32

from PIL import Image, ImageDraw

from multifactory.demo.drawing import COLOURS, INK, PAPER, SHEET, Draw, cleaned
from multifactory.demo.furniture import (
    AMBER,
    BRICK,
    DARK,
    DIRT,
    DUST,
    FITS,
    FRAME,
    HIGH,
    STEEL,
    WIDE,
)
from multifactory.lib.images.reading import CleanImage

LEFT, TOP, RIGHT, BOTTOM = 430, 250, 1370, 760  # the wall at the back
SOIL = "#8f8676"

Point = tuple[float, float]


@cache
def interior(look: str, is_renewed: bool) -> CleanImage:
    """A room in this look; its seed is the look, so both pictures agree."""
    fit, number, shape, roof, colour = look.split()
    chance = Random(crc32(look.encode()))  # noqa: S311  a drawing, no secret
    image = Image.new("RGB", (WIDE, HIGH), PAPER)
    draw = ImageDraw.Draw(image)
    _shell(draw, roof, is_renewed)
    windows = _windows(int(number), shape)
    if is_renewed:
        _sound_windows(draw, windows, shape)
        _side_door(draw, COLOURS[colour])
        FITS[fit](draw, COLOURS[colour])
        _lamps(draw, 2 if roof == "pitched" else 3)
    else:
        _worn_walls(draw, chance)
        _broken_windows(draw, windows, shape, chance)
        _side_door(draw, DIRT)
        _ruin(draw, chance)
    draw.rectangle((FRAME, FRAME, WIDE - FRAME, HIGH - FRAME), outline=INK, width=5)
    _margin(draw)
    return cleaned(image, "photo")


def _margin(draw: Draw) -> None:
    for box in (
        (0, 0, WIDE, FRAME - 3),
        (0, HIGH - FRAME + 3, WIDE, HIGH),
        (0, 0, FRAME - 3, HIGH),
        (WIDE - FRAME + 3, 0, WIDE, HIGH),
    ):
        draw.rectangle(box, fill=PAPER)


# --- What stays -----------------------------------------------------------------------------------------


def on_floor(across: float, depth: float) -> Point:
    """A point of the floor: 0 to 1 from the left, 0 to 1 from the front."""
    front = FRAME + across * (WIDE - 2 * FRAME)
    back = LEFT + across * (RIGHT - LEFT)
    return front + (back - front) * depth, HIGH - FRAME + (BOTTOM - HIGH + FRAME) * depth


def _shell(draw: Draw, roof: str, is_renewed: bool) -> None:
    wall, side, floor = (SHEET, PAPER, AMBER) if is_renewed else (DUST, "#d2c9b8", DIRT)
    low, corners = HIGH - FRAME, ((LEFT, TOP), (RIGHT, TOP), (RIGHT, BOTTOM), (LEFT, BOTTOM))
    draw.polygon([(FRAME, FRAME), (LEFT, TOP), (LEFT, BOTTOM), (FRAME, low)], fill=side)
    draw.polygon([(WIDE - FRAME, FRAME), (RIGHT, TOP), (RIGHT, BOTTOM), (WIDE - FRAME, low)], fill=side)
    draw.polygon([(FRAME, low), (LEFT, BOTTOM), (RIGHT, BOTTOM), (WIDE - FRAME, low)], fill=floor)
    draw.polygon([(FRAME, FRAME), (LEFT, TOP), (RIGHT, TOP), (WIDE - FRAME, FRAME)], fill=side)
    draw.rectangle((LEFT, TOP, RIGHT, BOTTOM), fill=wall, outline=INK, width=5)
    for (x, y), (far_x, far_y) in zip(
        corners, ((FRAME, FRAME), (WIDE - FRAME, FRAME), (WIDE - FRAME, low), (FRAME, low)), strict=True
    ):
        draw.line([(x, y), (far_x, far_y)], fill=INK, width=5)
    for board in range(1, 10):
        draw.line(
            [on_floor(board / 10, 0), on_floor(board / 10, 1)], fill=INK if is_renewed else SOIL, width=2
        )
    if roof == "pitched":
        middle = (LEFT + RIGHT) / 2
        draw.polygon([(LEFT, TOP), (middle, TOP - 150), (RIGHT, TOP)], fill=wall, outline=INK, width=5)
        for side_of in (-0.5, 0, 0.5):
            foot = middle + side_of * (RIGHT - LEFT) / 2
            draw.line(
                [(foot, TOP), (middle + side_of * 240, TOP - 150 + abs(side_of) * 150)], fill=INK, width=10
            )
        draw.line([(LEFT, TOP), (RIGHT, TOP)], fill=INK, width=14)
        draw.line([(middle, TOP - 150), (middle, FRAME)], fill=INK, width=8)
    else:
        for part in (0.3, 0.6, 0.85):
            inset, height = FRAME + (LEFT - FRAME) * part, FRAME + (TOP - FRAME) * part
            draw.line([(inset, height), (WIDE - inset, height)], fill=INK, width=round(14 - 6 * part))


def _windows(number: int, shape: str) -> list[tuple[int, int, int, int]]:
    """Boxes on the wall at the back: left, top, width, height."""
    step = (RIGHT - LEFT) // number
    width = round(step * (0.72 if shape == "wide" else 0.52))
    height = 200 if shape == "wide" else 290
    return [(LEFT + step * one + (step - width) // 2, TOP + 70, width, height) for one in range(number)]


def _opening(draw: Draw, box: tuple[int, int, int, int], shape: str, fill: str) -> None:
    left, top, width, height = box
    if shape == "arch":
        draw.pieslice((left, top, left + width, top + width), 180, 360, fill=fill, outline=INK, width=5)
        top += width // 2
        draw.rectangle((left, top, left + width, box[1] + height), fill=fill, outline=INK, width=5)
        draw.line([(left + 6, top), (left + width - 6, top)], fill=INK, width=3)
    else:
        draw.rectangle((left, top, left + width, top + height), fill=fill, outline=INK, width=5)


def _bars(draw: Draw, box: tuple[int, int, int, int], shape: str) -> None:
    left, top, width, height = box
    if shape == "arch":
        top, height = top + width // 2, height - width // 2
    for part in range(1, 3 if shape == "wide" else 2):
        x = left + width * part // (3 if shape == "wide" else 2)
        draw.line([(x, top), (x, top + height)], fill=INK, width=4)
    for part in (1, 2):
        y = top + height * part // 3
        draw.line([(left, y), (left + width, y)], fill=INK, width=4)


def _side_door(draw: Draw, fill: str) -> None:
    low = HIGH - FRAME

    def at(depth: float, height: float) -> Point:
        x = WIDE - FRAME + (RIGHT - WIDE + FRAME) * depth
        floor, ceiling = low + (BOTTOM - low) * depth, FRAME + (TOP - FRAME) * depth
        return x, floor + (ceiling - floor) * height

    draw.polygon([at(0.35, 0), at(0.35, 0.58), at(0.75, 0.58), at(0.75, 0)], fill=fill, outline=INK, width=5)
    knob = at(0.42, 0.27)
    draw.circle(knob, 9, fill=SHEET, outline=INK, width=4)


# --- Before -----------------------------------------------------------------------------------------------


def _worn_walls(draw: Draw, chance: Random) -> None:
    """Stains, plaster that fell off the bricks, cracks."""
    for _ in range(4):
        x, y, width = chance.randint(LEFT, RIGHT - 160), chance.randint(BOTTOM - 190, BOTTOM - 40), 150
        draw.ellipse((x, y, x + width * 1.4, BOTTOM), fill="#cbbfa9")
    for _ in range(3):
        _bricks(draw, chance.randint(LEFT + 20, RIGHT - 230), chance.randint(TOP + 20, BOTTOM - 180), chance)
    for _ in range(4):
        x, y = chance.randint(LEFT, RIGHT), chance.choice((TOP, TOP + 40))
        crack = [(x, y)]
        for _step in range(6):
            x, y = x + chance.randint(-38, 38), y + chance.randint(20, 55)
            crack.append((min(max(x, LEFT), RIGHT), min(y, BOTTOM)))
        draw.line(crack, fill=INK, width=4, joint="curve")


def _bricks(draw: Draw, left: int, top: int, chance: Random) -> None:
    for row in range(chance.randint(3, 5)):
        inset, count = chance.randint(0, 40), chance.randint(2, 4)
        for brick in range(count):
            x, y = left + inset + brick * 54 + row % 2 * 27, top + row * 28
            draw.rectangle((x, y, x + 50, y + 24), fill=BRICK, outline=INK, width=2)


def _broken_windows(
    draw: Draw, windows: Sequence[tuple[int, int, int, int]], shape: str, chance: Random
) -> None:
    for place, box in enumerate(windows):
        left, top, width, height = box
        _opening(draw, box, shape, "#9aa3a4")
        if place % 3 == 1:  # boarded up
            for row in range(4):
                y = top + 40 + row * (height - 60) // 4
                lean = chance.randint(-14, 14)
                board = [(left - 22, y), (left + width + 22, y + lean)]
                draw.line(board, fill=INK, width=40)
                draw.line(board, fill="#c9b68d", width=32)
            continue
        _bars(draw, box, shape)
        for _ in range(2):  # panes without glass
            x, y = left + chance.randint(8, width // 2), top + chance.randint(height // 2, height - 70)
            hole = [(x, y), (x + width // 5, y - 26), (x + width // 3, y + 14), (x + width // 4, y + 58)]
            draw.polygon([*hole, (x + 6, y + 44)], fill=DARK, outline=INK, width=3)


def _ruin(draw: Draw, chance: Random) -> None:
    """What lies about: holes in the floor, water, a fallen beam, rubble, weeds, a loose cable."""
    for across, depth in ((0.2, 0.5), (0.4, 0.24), (0.44, 0.74)):
        x, y = across + chance.uniform(0, 0.3), depth + chance.uniform(-0.08, 0.06)
        hole = [on_floor(x + dx, y + dy) for dx, dy in ((0, 0), (0.1, 0), (0.1, 0.13), (0, 0.13))]
        draw.polygon(hole, fill=DARK, outline=INK, width=4)
    x, y = on_floor(chance.uniform(0.3, 0.78), chance.uniform(0.3, 0.6))
    draw.ellipse((x - 170, y - 34, x + 170, y + 34), fill="#a9bcc4", outline=INK, width=3)
    foot, head = chance.choice(((0.06, LEFT + 250), (0.9, RIGHT - 320), (0.3, LEFT + 60)))
    for colour, width in ((INK, 52), ("#a58f68", 42)):
        draw.line([on_floor(foot, 0.3), (head, TOP + 10)], fill=colour, width=width)
    for heap, size in ((0.2, 150), (0.86, 110)):
        _rubble(draw, on_floor(heap, 0.12), size, chance)
    draw.line([(1080, 150), (1092, 300), (1064, 400), (1100, 470)], fill=INK, width=5, joint="curve")
    draw.circle((1100, 486), 17, fill=DIRT, outline=INK, width=4)
    for _ in range(26):
        x, y = on_floor(
            chance.choice((0.02, 0.97, 0.48)) + chance.uniform(-0.02, 0.05), chance.uniform(0.1, 0.95)
        )
        for lean in (-22, -6, 12, 24):
            draw.line([(x, y), (x + lean, y - chance.randint(26, 62))], fill="#5d7a4c", width=5)


def _rubble(draw: Draw, middle: Point, size: int, chance: Random) -> None:
    x, y = middle
    stones = sorted((chance.uniform(-1, 1), chance.random()) for _ in range(46))
    for aside, up in sorted(stones, key=lambda stone: -stone[1]):
        height = (1 - abs(aside)) * up
        at_x, at_y, half = x + aside * size * 1.5, y - height * size, chance.randint(14, 38)
        corners = [
            (at_x + half * dx + chance.randint(-7, 7), at_y + half * dy + chance.randint(-6, 6))
            for dx, dy in ((-1, -0.5), (0.2, -0.9), (1, -0.2), (0.7, 0.6), (-0.8, 0.6))
        ]
        draw.polygon(corners, fill=chance.choice((BRICK, DUST, DIRT, "#c4b8a3")), outline=INK, width=3)


# --- After ------------------------------------------------------------------------------------------------


def _sound_windows(draw: Draw, windows: Sequence[tuple[int, int, int, int]], shape: str) -> None:
    for left, top, width, height in windows:
        _opening(draw, (left, top, width, height), shape, STEEL)
        _bars(draw, (left, top, width, height), shape)
        draw.rectangle(
            (left - 14, top + height, left + width + 14, top + height + 14), fill=SHEET, outline=INK, width=4
        )


def _lamps(draw: Draw, number: int) -> None:
    for place in range(number):
        x = WIDE * (place + 1) // (number + 1)
        low = 150 if number == 3 and place == 1 else 190
        draw.line([(x, FRAME), (x, low)], fill=INK, width=5)
        draw.polygon([(x - 22, low), (x + 22, low), (x + 78, low + 74), (x - 78, low + 74)], fill=INK)
