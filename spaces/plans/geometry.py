"""Arithmetic of polygons. Pure."""

from collections.abc import Sequence
from itertools import pairwise
from math import hypot, isfinite

from multifactory.lib.drawing import format_coordinate

Point = tuple[float, float]
Polygon = list[Point]
Interval = tuple[float, float]


def is_polygon(value: object) -> bool:
    """Whether a value read from JSON is a polygon: at least three corners of two finite numbers each."""
    return (
        isinstance(value, list)
        and len(value) > 2
        and all(
            isinstance(point, list) and len(point) == 2 and all(map(_is_number, point)) for point in value
        )
    )


def _is_number(value: object) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool) and isfinite(value)


def area_of(polygon: Polygon) -> float:
    """Area of a polygon in square units (the shoelace formula)."""
    return abs(sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairwise([*polygon, polygon[0]]))) / 2


def inset(polygon: Polygon, distance: float) -> Polygon:
    """The polygon with every side moved inwards by a distance; meant for distances well below the sides."""
    turn = sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairwise([*polygon, polygon[0]]))
    inwards = distance if turn > 0 else -distance
    corners = [point for point, following in pairwise([*polygon, polygon[0]]) if point != following]
    neighbours = zip([corners[-1], *corners], corners, [*corners[1:], corners[0]], strict=False)
    return [_moved_corner(before, corner, after, inwards) for before, corner, after in neighbours]


def _moved_corner(before: Point, corner: Point, after: Point, distance: float) -> Point:
    """Where the two sides of a corner meet once both are moved to their left by a distance."""
    (ax, ay), (bx, by) = _direction(before, corner), _direction(corner, after)
    # Each side moves along its normal (-y, x); 1 + the cosine of the turn brings the two together.
    together = max(1 + ax * bx + ay * by, 0.1)
    return corner[0] - (ay + by) * distance / together, corner[1] + (ax + bx) * distance / together


def _direction(start: Point, end: Point) -> Point:
    length = hypot(end[0] - start[0], end[1] - start[1]) or 1
    return (end[0] - start[0]) / length, (end[1] - start[1]) / length


def box(polygon: Polygon) -> tuple[float, float, float, float]:
    xs, ys = [x for x, _y in polygon], [y for _x, y in polygon]
    return min(xs), min(ys), max(xs), max(ys)


def contains(outer: tuple[float, float, float, float], inner: tuple[float, float, float, float]) -> bool:
    return (
        outer[0] - 1 <= inner[0]
        and outer[1] - 1 <= inner[1]
        and inner[2] <= outer[2] + 1
        and inner[3] <= outer[3] + 1
    )


def scaled(points: Sequence[Sequence[float]], scale: float) -> Polygon:
    return [(float(x) * scale, float(y) * scale) for x, y in points]


def points_of(polygon: Polygon) -> str:
    return " ".join(f"{format_coordinate(x)},{format_coordinate(y)}" for x, y in polygon)


def crossings(polygon: Polygon, y: float) -> list[Interval]:
    """The stretches of a horizontal line that lie in the polygon."""
    crossing_xs = []
    for (x1, y1), (x2, y2) in pairwise([*polygon, polygon[0]]):
        if (y1 <= y) != (y2 <= y):
            crossing_xs.append(x1 + (y - y1) * (x2 - x1) / (y2 - y1))
    crossing_xs.sort()
    return list(zip(crossing_xs[::2], crossing_xs[1::2], strict=False))


def intersection(first: list[Interval], second: list[Interval]) -> list[Interval]:
    both = [(max(a, c), min(b, d)) for a, b in first for c, d in second]
    return [(start, end) for start, end in both if start < end]


def difference(free: list[Interval], taken: list[Interval]) -> list[Interval]:
    for start, end in taken:
        free = [part for a, b in free for part in ((a, min(b, start)), (max(a, end), b)) if part[0] < part[1]]
    return free
