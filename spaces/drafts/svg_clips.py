"""What clip paths leave of the shapes of a drawing. Pure.

By the Sutherland–Hodgman algorithm, which needs one of the two polygons to be convex.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from math import hypot
from typing import Any
from xml.etree.ElementTree import Element

from spaces.drafts.svg_outlines import (
    SHAPE_TAGS,
    Flattening,
    TooFineError,
    length_of,
    matrix_of,
    numbers_of,
    rings_of,
)
from spaces.drafts.svg_styles import StyleSheets, transform_of
from spaces.drafts.svg_tree import CopyBudget, References, tag_of
from spaces.plans.geometry import Point, Polygon, area_of, box

URL = re.compile(r"""url\(\s*+["']?(#[^"')\s]++)["']?\s*+\)""")
MOST_STEPS = 1_000_000
TOLERANCE = 1e-6  # a corner so little outside is inside


@dataclass(slots=True)
class ClipPaths:
    """The clip paths of a drawing, with a limit on the work of all of them together."""

    styles: StyleSheets
    references: References
    budget: CopyBudget
    whole: tuple[float, float]
    flat: Flattening
    found: dict[tuple[Element, tuple[float, ...]], list[Polygon]] = field(default_factory=dict)
    steps: int = 0

    def of(self, style: Mapping[str, str], matrix: Any) -> list[list[Polygon]]:
        """The clip path of an element of this style; none where it has none that can be read."""
        reference = URL.match(style.get("clip-path", ""))
        target = self.references.find(reference[1]) if reference else None
        if target is None or tag_of(target) != "clipPath":
            return []
        if target.get("clipPathUnits") == "objectBoundingBox":
            return []
        key = (target, tuple(numbers_of(matrix)))
        if key not in self.found:
            self.budget.spend(target)
            own = matrix_of(transform_of(target, self.styles.style_of(target))) * matrix
            parts = [self._rings(child, own) for child in target if tag_of(child) not in ("", "title")]
            self.found[key] = [] if None in parts else [ring for part in parts for ring in part or ()]
        return [self.found[key]] if self.found[key] else []

    def _rings(self, element: Element, matrix: Any, *, is_used: bool = False) -> list[Polygon] | None:
        """The rings of a part of a clip path; None where it is no shape."""
        self.budget.spend(element)
        tag = tag_of(element)
        matrix = matrix_of(transform_of(element, self.styles.style_of(element))) * matrix
        if tag == "use" and not is_used:
            target = self.references.target_of(element)
            matrix = shift_of(element, self.whole) * matrix
            return None if target is None else self._rings(target, matrix, is_used=True)
        if tag not in SHAPE_TAGS:
            return None
        rings = rings_of(tag, element.attrib, self.whole, matrix, self.flat)
        return [ring.points for ring in rings if len(ring.points) > 2]

    def cut(self, polygon: Polygon, clips: Iterable[Sequence[Polygon]]) -> Polygon:
        """What clip paths leave of a polygon; empty where that is nothing.

        Where one has several rings, or neither it nor the polygon is convex, the polygon is left as it is
        unless their boxes lie apart.
        """
        for clip in clips:
            self._spend(sum(len(polygon) + len(ring) for ring in clip))
            if not any(_boxes_meet(polygon, ring) for ring in clip):
                return []
            if len(clip) == 1 and is_convex(clip[0]):
                polygon = self._cut_to_convex(polygon, clip[0])
            elif len(clip) == 1 and is_convex(polygon):
                polygon = self._cut_to_convex(clip[0], polygon)
            if len(polygon) < 3:
                return []
        return polygon

    def _cut_to_convex(self, polygon: Polygon, clip: Polygon) -> Polygon:
        side = 1 if _signed_area(clip) > 0 else -1
        for (x, y), (end_x, end_y) in zip(clip, [*clip[1:], clip[0]], strict=True):
            self._spend(len(polygon))
            along, down = end_x - x, end_y - y
            depths = [side * (along * (py - y) - down * (px - x)) for px, py in polygon]
            if min(depths) >= -TOLERANCE * hypot(along, down):
                continue
            polygon = _cut_at_line(polygon, depths)
            if not polygon:
                return []
        return polygon

    def _spend(self, steps: int) -> None:
        self.steps += steps
        if self.steps > MOST_STEPS:
            raise TooFineError


def shift_of(element: Element, whole: tuple[float, float]) -> Any:
    """The matrix of its x and y."""
    width, height = whole
    x, y = length_of(element.get("x"), width), length_of(element.get("y"), height)
    return matrix_of(f"translate({x},{y})")


def _boxes_meet(first: Polygon, second: Polygon) -> bool:
    left, top, right, bottom = box(first)
    other_left, other_top, other_right, other_bottom = box(second)
    return left <= other_right and other_left <= right and top <= other_bottom and other_top <= bottom


def is_convex(polygon: Polygon) -> bool:
    """Whether it turns one way only, and once around."""
    if len(polygon) < 3 or not area_of(polygon):
        return False
    sides = list(zip(polygon, [*polygon[1:], polygon[0]], strict=True))
    steps = [(end[0] - start[0], end[1] - start[1]) for start, end in sides if start != end]
    pairs = list(zip(steps, [*steps[1:], steps[0]], strict=True))
    turns = [x * next_y - y * next_x for (x, y), (next_x, next_y) in pairs]
    if min(turns) < -1e-9 and max(turns) > 1e-9:
        return False
    # A star turns one way too, but goes left and right more than once.
    ways = [x > 0 for x, _y in steps if x]
    return sum(way != following for way, following in zip(ways, [*ways[1:], ways[0]], strict=True)) <= 2


def _cut_at_line(polygon: Polygon, depths: Sequence[float]) -> Polygon:
    """What of a polygon lies at a depth of at least 0."""
    kept: Polygon = []
    for place, point in enumerate(polygon):
        before, depth, depth_before = polygon[place - 1], depths[place], depths[place - 1]
        if (depth >= 0) != (depth_before >= 0):
            kept.append(_between(before, point, depth_before / (depth_before - depth)))
        if depth >= 0:
            kept.append(point)
    return kept


def _between(start: Point, end: Point, part: float) -> Point:
    return start[0] + (end[0] - start[0]) * part, start[1] + (end[1] - start[1]) * part


def _signed_area(polygon: Polygon) -> float:
    sides = zip(polygon, [*polygon[1:], polygon[0]], strict=True)
    return sum(x * next_y - next_x * y for (x, y), (next_x, next_y) in sides) / 2
