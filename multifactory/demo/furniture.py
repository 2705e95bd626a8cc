"""What the rooms of `rooms` are fitted out with, drawn on the same sheet and in the same tints."""

from collections.abc import Callable

from multifactory.demo.drawing import COLOURS, INK, SHEET, Draw

WIDE, HIGH, FRAME = 1800, 1200, 40
STEEL, OXIDE, AMBER, MOSS = "#dbe6ec", "#f3ddd2", "#f4e6c6", "#dfe9d8"  # tints of the portal
DUST, DIRT, DARK, BRICK = "#ddd5c6", "#b7ae9d", "#5d6468", "#d9a48f"


def _block(draw: Draw, left: float, top: float, right: float, bottom: float, fill: str) -> None:
    draw.rectangle((left, top, right, bottom), fill=fill, outline=INK, width=5)


def _table(draw: Draw, left: int, right: int, top: int, foot: int, fill: str = SHEET) -> None:
    for leg in (left + 30, right - 62):
        _block(draw, leg, top, leg + 32, foot, fill)
    _block(draw, left, top, right, top + 36, fill)


def _plant(draw: Draw, x: int, foot: int) -> None:
    for lean, height in ((-80, 150), (-36, 210), (10, 240), (54, 190), (86, 130)):
        draw.line([(x, foot - 80), (x + lean, foot - 80 - height)], fill=COLOURS["moss"], width=16)
    draw.polygon(
        [(x - 56, foot - 96), (x + 56, foot - 96), (x + 42, foot), (x - 42, foot)],
        fill=BRICK,
        outline=INK,
        width=5,
    )


def _bench(draw: Draw, colour: str) -> None:
    """A bench under the windows with a vice and work on it, a rack of boards."""
    _table(draw, 520, 1180, 800, 1010, AMBER)
    _block(draw, 590, 720, 740, 800, colour)
    _block(draw, 1060, 750, 1120, 800, DIRT)
    for place, length in enumerate((330, 420, 280, 380)):
        x = 130 + place * 46
        _block(draw, x, 1060 - length, x + 32, 1060, AMBER if place % 2 else SHEET)
    _plant(draw, 1560, 1090)


def _board_table(draw: Draw, colour: str) -> None:
    """A long table with chairs on both sides."""
    for x in range(430, 1300, 150):
        _block(draw, x, 730, x + 86, 850, colour)
    _table(draw, 340, 1400, 850, 1060, AMBER)
    for x in range(380, 1300, 190):
        _block(draw, x, 930, x + 104, 946, SHEET)
        _block(draw, x, 946, x + 20, 1110, SHEET)
        _block(draw, x + 84, 946, x + 104, 1110, SHEET)
    _plant(draw, 190, 1080)


def _kitchen(draw: Draw, colour: str) -> None:
    """A row of cupboards with a hob and a sink, a table in front."""
    _block(draw, 470, 640, 1330, 800, SHEET)
    for x in range(613, 1330, 143):
        draw.line([(x, 664), (x, 800)], fill=INK, width=4)
    _block(draw, 462, 626, 1338, 660, colour)
    for x in (560, 640, 720):
        draw.ellipse((x - 30, 616, x + 30, 634), fill=INK)
    draw.line([(1130, 626), (1130, 570), (1180, 570), (1180, 596)], fill=INK, width=10, joint="curve")
    _table(draw, 420, 1240, 930, 1110, AMBER)
    for x in (560, 800, 1040):
        draw.ellipse((x - 56, 908, x + 56, 936), fill=SHEET, outline=INK, width=5)
    _plant(draw, 1560, 1090)


def _stage(draw: Draw, colour: str) -> None:
    """A floor kept free, a curtain at one side, lights, a row of chairs."""
    for fold in range(4):
        x = 250 + fold * 52
        draw.polygon(
            [(x, 150), (x + 52, 190), (x + 52, 930 - fold * 40), (x, 970 - fold * 40)],
            fill=colour,
            outline=INK,
        )
    _block(draw, 620, 790, 1180, 850, AMBER)
    for x in range(330, 1460, 150):
        draw.rounded_rectangle((x, 960, x + 110, 1090), 26, SHEET, INK, 5)
        _block(draw, x + 12, 1090, x + 98, 1130, SHEET)


def _desks(draw: Draw, colour: str) -> None:
    """Two desks with screens, a shelf of folders."""
    for left in (420, 950):
        _table(draw, left, left + 430, 830, 1030, AMBER)
        _block(draw, left + 130, 690, left + 310, 800, DARK)
        draw.line([(left + 220, 800), (left + 220, 830)], fill=INK, width=12)
        draw.rounded_rectangle((left + 150, 900, left + 280, 1090), 24, colour, INK, 5)
    _block(draw, 110, 560, 330, 1030, SHEET)
    for shelf in range(4):
        y = 670 + shelf * 116
        draw.line([(110, y), (330, y)], fill=INK, width=6)
        for place in range(5):
            x = 122 + place * 40
            _block(draw, x, y - 82, x + 30, y, (colour, STEEL, AMBER)[(place + shelf) % 3])


def _machines(draw: Draw, colour: str) -> None:
    """A machine with a wheel on a block of concrete, a hoist on its rail."""
    draw.line([(FRAME, 300), (WIDE - FRAME, 300)], fill=INK, width=18)
    draw.line([(1250, 300), (1250, 640)], fill=INK, width=6)
    _block(draw, 1170, 640, 1330, 760, AMBER)
    _block(draw, 480, 930, 1020, 1030, DUST)
    _block(draw, 540, 690, 960, 930, colour)
    draw.circle((750, 800), 88, fill=SHEET, outline=INK, width=8)
    for dx, dy in ((70, 0), (-70, 0), (0, 70), (0, -70)):
        draw.line([(750, 800), (750 + dx, 800 + dy)], fill=INK, width=8)
    _block(draw, 960, 760, 1060, 820, SHEET)
    draw.line([(300, 1080), (1500, 1080)], fill=COLOURS["amber"], width=12)


def _beds(draw: Draw, colour: str) -> None:
    """A bed, a small table with a lamp, a rug."""
    draw.ellipse((640, 980, 1400, 1120), fill=OXIDE, outline=INK, width=5)
    _block(draw, 430, 760, 470, 1010, AMBER)
    _block(draw, 470, 850, 1060, 940, colour)
    _block(draw, 480, 810, 640, 860, SHEET)
    for x in (470, 1030):
        _block(draw, x, 940, x + 30, 1010, AMBER)
    _table(draw, 1120, 1290, 860, 1000, AMBER)
    draw.polygon([(1165, 780), (1245, 780), (1270, 836), (1140, 836)], fill=SHEET, outline=INK, width=5)
    draw.line([(1205, 836), (1205, 860)], fill=INK, width=8)


def _nursery(draw: Draw, colour: str) -> None:
    """A low table, blocks, a shelf of boxes, a rug."""
    draw.ellipse((460, 900, 1360, 1130), fill=MOSS, outline=INK, width=5)
    _table(draw, 760, 1160, 900, 1000, AMBER)
    for x in (700, 1190):
        _block(draw, x, 930, x + 70, 1010, colour)
    for place, (x, y, fill) in enumerate(
        ((540, 1010, colour), (610, 1010, AMBER), (575, 945, STEEL), (1010, 840, colour), (860, 840, STEEL))
    ):
        _block(draw, x, y, x + 62, y + 62 - place % 2 * 4, fill)
    _block(draw, 100, 720, 350, 1010, SHEET)
    for row in range(2):
        for column in range(2):
            x, y = 116 + column * 116, 736 + row * 136
            _block(draw, x, y, x + 100, y + 116, (colour, STEEL, AMBER, OXIDE)[row * 2 + column])


FITS: dict[str, Callable[[Draw, str], None]] = {
    "bench": _bench,
    "table": _board_table,
    "kitchen": _kitchen,
    "stage": _stage,
    "desks": _desks,
    "machines": _machines,
    "beds": _beds,
    "nursery": _nursery,
}
