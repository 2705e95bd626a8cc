"""What was read from a drawing: named outlines, and how they are kept."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from spaces.plans.geometry import Polygon


@dataclass(frozen=True, slots=True)
class TracedShape:
    """A shape on the sheet. `names` are its own (id, label, title); `groups` those around it, from inside."""

    names: list[str]
    groups: list[tuple[int, list[str]]]  # number of the group, its names
    outline: Polygon
    is_partial: bool = False  # it had holes or further parts: only its largest ring was taken


@dataclass(frozen=True, slots=True)
class Sheet:
    """A drawing in the units of its viewBox, whose corner is (0, 0)."""

    width: float
    height: float
    shapes: list[TracedShape] = field(default_factory=list)
    walls: list[Polygon] = field(default_factory=list)
    clones: list[str] = field(default_factory=list)  # names of clones of something that is not in the file


def sheet_to_json(sheet: Sheet) -> dict[str, Any]:
    def rounded(outline: Polygon) -> list[list[float]]:
        return [[round(x, 6), round(y, 6)] for x, y in outline]

    return {
        "width": sheet.width,
        "height": sheet.height,
        "shapes": [
            {
                "names": shape.names,
                "groups": shape.groups,
                "outline": rounded(shape.outline),
                "part": shape.is_partial,
            }
            for shape in sheet.shapes
        ],
        "walls": [rounded(wall) for wall in sheet.walls],
        "clones": sheet.clones,
    }


def sheet_from_json(data: Mapping[str, Any]) -> Sheet:
    def polygon(points: Iterable[Sequence[float]]) -> Polygon:
        return [(x, y) for x, y in points]

    return Sheet(
        width=data["width"],
        height=data["height"],
        shapes=[
            TracedShape(
                shape["names"],
                [(number, names) for number, names in shape["groups"]],
                polygon(shape["outline"]),
                shape["part"],
            )
            for shape in data["shapes"]
        ],
        walls=[polygon(wall) for wall in data["walls"]],
        clones=data["clones"],
    )
