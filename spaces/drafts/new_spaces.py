"""Spaces made of the shapes of a drawing that match none, with their areas from the drawing. Pure."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from statistics import median

from spaces.drafts.sheet import Sheet, TracedShape
from spaces.plans.geometry import area_of

CODE = re.compile(r"\w[\w.-]{0,19}")
# What editors call a shape that nobody named.
EDITORS_NAME = re.compile(
    r"(rect|rectangle|path|polygon|polyline|circle|ellipse|line|use|g|group|layer|shape|svg|vector)[-_.]?[\d-]*",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class NewSpace:
    """`place` is the number of the shape in the drawing, from 0."""

    place: int
    code: str
    kind: str


def metres_wide(sheet: Sheet, taken: Mapping[str, int], areas: Mapping[str, Decimal | None]) -> float | None:
    """How wide all shapes are together, from the spaces in it whose area is known; None where there is none.

    The median, because a space is sometimes drawn with a part left out.
    """
    scales = [
        (float(known) / drawn) ** 0.5
        for code, place in taken.items()
        if (known := areas.get(code)) and (drawn := area_of(sheet.shapes[place].outline))
    ]
    return round(median(scales) * _width(sheet), 2) if scales else None


def area_in_m2(shape: TracedShape, sheet: Sheet, wide: float) -> Decimal:
    """The area of a shape where all shapes together are so many metres wide."""
    scale = wide / _width(sheet)
    return Decimal(f"{area_of(shape.outline) * scale * scale:.2f}")


def code_of(names: Sequence[str]) -> str:
    """The first of a shape's names that can be a code and that somebody gave it."""
    return next((name for name in names if CODE.fullmatch(name) and not EDITORS_NAME.fullmatch(name)), "")


def _width(sheet: Sheet) -> float:
    """From the left of the leftmost shape to the right of the rightmost."""
    xs = [x for shape in sheet.shapes for x, _y in shape.outline]
    return (max(xs, default=0) - min(xs, default=0)) or 1.0
