"""The shape of the buildings of a sample: plain data.

Drawing units are those of a floor's view box; shapes and walls are polygons of [x, y] points.
"""

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from multifactory.demo.sample.days import Day, order
from multifactory.demo.sample.names import FeatureCodes, Look, SpaceCode, UnitCode

Point = tuple[int, int]
Polygon = tuple[Point, ...]
SpaceState = Literal["disused", "made_safe", "under_works", "usable"]


@dataclass(frozen=True, slots=True)
class SpaceData:
    """`takes`: codes of the leaf spaces a booking claims; empty for units, which are never booked."""

    code: str
    kind: Literal["unit", "room", "machine", "area"]
    name: str
    area_m2: Decimal  # 0 for a machine
    shape: Polygon
    conditions: tuple[tuple[SpaceState, Day], ...]  # each with its first day
    description: str = ""
    takes: tuple[SpaceCode, ...] = ()
    features: str = ""

    def __post_init__(self) -> None:
        starts = [order(start) for _, start in self.conditions]
        if starts != sorted(set(starts)):
            raise ValueError("the days of 'conditions' must follow one another")


@dataclass(frozen=True, slots=True)
class FloorData:
    slug: str
    level: int
    name: str
    width: int
    height: int
    walls: tuple[Polygon, ...]
    spaces: tuple[SpaceData, ...]


@dataclass(frozen=True, slots=True)
class BuildingData:
    """`site`: its place as rectangles of (x, y, width, depth) in metres, `roof` that of all of them."""

    slug: str
    name: str
    story: str
    built: int | None  # None: no source found
    floors: tuple[FloorData, ...]
    sign: str = ""
    site: tuple[tuple[int, int, int, int], ...] = ()
    roof: Literal["hip", "gable", "flat", "saw"] = "hip"


@dataclass(frozen=True, slots=True)
class AmenityData:
    """What a space offers: `features` are codes of spaces.features, `look` what its drawing shows."""

    features: FeatureCodes = ""
    people: int | None = None
    use: Literal["work", "residence", "outdoor"] = "work"
    look: Look = ""


@dataclass(frozen=True, slots=True)
class FormerData:
    """A unit that became others, as it was drawn before."""

    code: str
    name: str
    shape: Polygon
    area_m2: Decimal


@dataclass(frozen=True, slots=True)
class ReshapingData:
    kind: Literal["split", "merge"]
    day: Day
    before: tuple[FormerData, ...]
    after: tuple[UnitCode, ...]
    reason: str


def box(x: int, y: int, width: int, height: int) -> Polygon:
    return ((x, y), (x + width, y), (x + width, y + height), (x, y + height))


def area_of(shape: Polygon) -> Decimal:
    """Area of a simple polygon in square drawing units (shoelace formula)."""
    pairs = zip(shape, shape[1:] + shape[:1], strict=True)
    return abs(Decimal(sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairs))) / 2
