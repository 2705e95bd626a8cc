"""Where the shapes of a drawing lie: elements of SVG as rings of points. Pure.

The grammar of transforms and paths is svgelements'; curves are flattened here, by as many points as
keep every one within a tolerance of the curve.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import acos, ceil, hypot, isfinite, sqrt
from typing import Any

from svgelements import Arc, Close, CubicBezier, Ellipse, Matrix, Move, Path, QuadraticBezier, Rect, Viewbox

from spaces.plans.geometry import Point, Polygon

INCH = 96.0  # in pixels, as CSS has it
UNITS = {
    "": 1.0,
    "px": 1.0,
    "mm": INCH / 25.4,
    "cm": INCH / 2.54,
    "in": INCH,
    "pt": INCH / 72,
    "pc": INCH / 6,
}


UNITS |= {"em": 16.0, "ex": 8.0}  # of letters nobody set a size for


FARTHEST = 1e6
MOST_POINTS = 20_000
CLOSED_TAGS = ("rect", "circle", "ellipse", "polygon")
SHAPE_TAGS = (*CLOSED_TAGS, "line", "polyline", "path")

# Possessive, so that no text takes longer than it is long.
NUMBER = r"[+-]?(?:\d++(?:\.\d*+)?|\.\d++)(?:[eE][+-]?\d++)?"
LENGTH = re.compile(rf"({NUMBER})(px|mm|cm|in|pt|pc|em|ex|%|)", re.IGNORECASE)
SEPARATORS = ", \t\r\n"
STEP = re.compile(r"(\w++)\s*+\(([^()]*+)\)[\s,]*+")
COMMANDS = re.compile(r"[MmZzLlHhVvCcSsQqTtAa]")
CLOSINGS = re.compile(r"[Zz](?:[\s,]*+[Zz])++")
LONGEST_TRANSFORM = 1_000  # signs

# How many numbers each step of a transform takes.
STEPS = {
    "matrix": (6,),
    "translate": (1, 2),
    "scale": (1, 2),
    "rotate": (1, 3),
    "skewX": (1,),
    "skewY": (1,),
}


class UnreadableError(Exception):
    """A number or path of the drawing makes no sense."""


class TooFineError(Exception):
    """More points than a plan needs."""


@dataclass(frozen=True, slots=True)
class Ring:
    points: Polygon
    is_closed: bool


@dataclass(slots=True)
class Flattening:
    """How closely curves are followed, in units of the sheet, and how much was used so far."""

    tolerance: float
    used: int = 0  # points
    commands: int = 0  # of paths

    def spend(self, points: float) -> int:
        """A number of points, where there are as many left."""
        if not isfinite(points):
            raise UnreadableError
        self.used += ceil(points)
        if self.used > MOST_POINTS:
            raise TooFineError
        return max(ceil(points), 1)

    def read(self, path: str) -> str:
        """A path of no more commands than there may be points, closed once where it is closed time and again
        (svgelements looks for the beginning anew each time)."""
        self.commands += len(COMMANDS.findall(path))
        if self.commands > MOST_POINTS:
            raise TooFineError
        return CLOSINGS.sub("z", path)


def length_of(value: str | None, whole: float, default: float = 0.0) -> float:
    """A length in user units: a number, one with a unit of UNITS (in any case), or % of a whole."""
    if value is None or value.strip() in ("", "auto"):
        return default
    match = LENGTH.fullmatch(value.strip())
    if match is None:
        raise UnreadableError
    number = float(match[1]) * (whole / 100 if match[2] == "%" else UNITS[match[2].lower()])
    if not isfinite(number):
        raise UnreadableError
    return number


def matrix_of(transform: str | None) -> Any:
    """The matrix of a `transform`; refused where it is not what SVG allows, or not finite."""
    if not _is_transform(transform or ""):
        raise UnreadableError
    try:
        matrix = Matrix(transform or "")
        numbers = numbers_of(matrix)
    except (TypeError, ValueError, IndexError, KeyError, AttributeError, OverflowError) as error:
        raise UnreadableError from error
    if not all(map(isfinite, numbers)):
        raise UnreadableError
    return matrix


def _is_transform(text: str) -> bool:
    """Whether it is a list of steps with as many numbers as each takes, without units."""
    text = text.strip()
    if len(text) > LONGEST_TRANSFORM:
        return False
    while text:
        step = STEP.match(text)
        if step is None or re.sub(NUMBER, "", step[2]).strip(SEPARATORS):
            return False
        if len(re.findall(NUMBER, step[2])) not in STEPS.get(step[1], ()):
            return False
        text = text[step.end() :]
    return True


def numbers_of(matrix: Any) -> list[float]:
    return [float(getattr(matrix, name)) for name in "abcdef"]


def window_of(box: tuple[float, float, float, float], viewbox: Sequence[float], fit: str) -> Any:
    """The matrix of a drawing within the drawing: its viewBox laid into its box on the sheet around it."""
    return matrix_of(Viewbox.viewbox_transform(*box, *viewbox, fit or "xMidYMid meet"))


def rings_of(
    tag: str, attributes: Mapping[str, str], whole: tuple[float, float], matrix: Any, flat: Flattening
) -> list[Ring]:
    """The rings of a shape on the sheet, in the order they were drawn. Those of lines are not closed."""
    try:
        segments = _segments(tag, attributes, whole, flat)
        return _flattened(segments, matrix, flat, is_closed=tag in CLOSED_TAGS)
    except (TypeError, ValueError, IndexError, AttributeError, ZeroDivisionError, OverflowError) as error:
        raise UnreadableError from error


def _segments(
    tag: str, attributes: Mapping[str, str], whole: tuple[float, float], flat: Flattening
) -> Sequence[Any]:
    width, height = whole

    def across(name: str) -> float:
        return length_of(attributes.get(name), width)

    def down(name: str) -> float:
        return length_of(attributes.get(name), height)

    if tag == "path":
        return Path(flat.read(attributes.get("d", "")))
    if tag in ("polygon", "polyline"):
        points = attributes.get("points", "").strip()
        if re.sub(NUMBER, "", points).strip(SEPARATORS):
            raise UnreadableError
        return Path(f"M{points}{'z' if tag == 'polygon' else ''}") if points else ()
    if tag == "line":
        return Path(f"M{across('x1')},{down('y1')}L{across('x2')},{down('y2')}")
    if tag == "rect":
        return _rectangle(attributes, width, height)
    if tag == "circle":
        radius = length_of(attributes.get("r"), sqrt((width**2 + height**2) / 2))
        radii = (radius, radius)
    else:
        rx, ry = attributes.get("rx"), attributes.get("ry")
        radii = (length_of(rx or ry, width), length_of(ry or rx, height))
    if min(radii) <= 0:
        return ()
    return Ellipse(across("cx"), down("cy"), *radii).segments(transformed=False)


def _rectangle(attributes: Mapping[str, str], width: float, height: float) -> Sequence[Any]:
    box = [length_of(attributes.get(name), of) for name, of in (("x", width), ("y", height))]
    sides = [length_of(attributes.get(name), of) for name, of in (("width", width), ("height", height))]
    if min(sides) <= 0:
        return ()
    rx, ry = attributes.get("rx"), attributes.get("ry")
    radii = [length_of(rx or ry, width), length_of(ry or rx, height)]
    radii = [min(max(radius, 0), side / 2) for radius, side in zip(radii, sides, strict=True)]
    return Rect(*box, *sides, *(radii if all(radii) else (0, 0))).segments(transformed=False)


def _flattened(segments: Sequence[Any], matrix: Any, flat: Flattening, *, is_closed: bool) -> list[Ring]:
    a, b, c, d, e, f = numbers_of(matrix)
    stretch = sqrt(a * a + b * b + c * c + d * d)
    if not stretch:
        return []
    tolerance = flat.tolerance / stretch
    rings: list[Ring] = []
    points: Polygon = []

    def keep(*, closed: bool) -> None:
        if len(points) > 1:
            rings.append(Ring(_placed(points, (a, b, c, d, e, f)), closed or is_closed))

    for segment in segments:
        if isinstance(segment, Move):
            keep(closed=False)
            points = [_point(segment.end)]
        elif isinstance(segment, Close):
            keep(closed=True)
            points = [_point(segment.end)]
        elif segment.start is None:  # a path begins with a move
            raise UnreadableError
        else:
            points += _along(segment, tolerance, flat)
    keep(closed=False)
    return rings


def _point(point: Any) -> Point:
    return float(point.x), float(point.y)


def _placed(points: Polygon, matrix: tuple[float, ...]) -> Polygon:
    """The points on the sheet, without those that stand on the one before."""
    a, b, c, d, e, f = matrix
    placed: Polygon = []
    for x, y in points:
        spot = (a * x + c * y + e, b * x + d * y + f)
        if not all(isfinite(number) and abs(number) <= FARTHEST for number in spot):
            raise UnreadableError
        if not placed or hypot(spot[0] - placed[-1][0], spot[1] - placed[-1][1]) > 1e-9:
            placed.append(spot)
    return placed


def _along(segment: Any, tolerance: float, flat: Flattening) -> Polygon:
    """The points of a segment after its first."""
    pieces = flat.spend(_pieces(segment, tolerance))
    if pieces == 1:
        return [_point(segment.end)]
    return [*(_point(segment.point(piece / pieces)) for piece in range(1, pieces)), _point(segment.end)]


def _pieces(segment: Any, tolerance: float) -> float:
    """How many chords keep within a tolerance of a curve.

    Of a Bézier curve of degree n: √(n(n−1)/8 · D/tolerance), D the largest second difference of its points
    (Wang's formula). Of an arc: a chord of the angle 2·acos(1 − tolerance/r) is as far from its circle.
    """
    if isinstance(segment, QuadraticBezier):
        return sqrt(_bend(segment.start, segment.control, segment.end) / 4 / tolerance)
    if isinstance(segment, CubicBezier):
        first, second = segment.control1, segment.control2
        bend = max(_bend(segment.start, first, second), _bend(first, second, segment.end))
        return sqrt(bend * 3 / 4 / tolerance)
    if isinstance(segment, Arc):
        radius = max(segment.rx, segment.ry)
        if not min(segment.rx, segment.ry) or not segment.sweep:
            return 1
        step = 2 * acos(max(1 - tolerance / radius, 0))
        return abs(segment.sweep) / step if step else float("inf")
    return 1


def _bend(first: Any, second: Any, third: Any) -> float:
    return hypot(first.x - 2 * second.x + third.x, first.y - 2 * second.y + third.y)
