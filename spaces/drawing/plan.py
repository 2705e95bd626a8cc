"""The plan of a floor as shapes with their words."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from spaces.drawing.facts import HATCHED, KEY, SEARCH_KEY, SpaceFacts, css_kind, label_of, title_of
from spaces.drawing.geometry import Polygon, area_of, box, contains, inset, points_of, scaled, written
from spaces.drawing.labels import Line, place_label

WIDTH = 740
INSET = 4.5  # from a wall to the dashes of a free unit


@dataclass(frozen=True, slots=True)
class Shape:
    points: str
    css: str
    title: str
    href: str
    code: Line | None
    lines: list[Line]
    hatch: str  # which hatching lies upon it: works, safe, or none
    dashes: str = ""  # the line drawn inside a free unit


@dataclass(frozen=True, slots=True)
class Drawing:
    """A floor ready to be written as SVG; `key` names the kinds that occur on it."""

    width: str
    height: str
    shapes: list[Shape]
    walls: list[str]
    key: list[tuple[str, str]] = field(default_factory=list)

    @property
    def has_hatch(self) -> bool:
        return any(shape.hatch for shape in self.shapes)


def draw_floor(
    width: int,
    height: int,
    shapes: Mapping[str, Sequence[Sequence[float]]],
    walls: Iterable[Sequence[Sequence[float]]],
    facts: Iterable[SpaceFacts],
) -> Drawing:
    """The plan of a floor. Codes without facts, and shapes with fewer than three corners, are left out."""
    scale = WIDTH / width
    known = {one.code: one for one in facts}
    polygons = {
        code: scaled(shapes[code], scale) for code in shapes if code in known and len(shapes[code]) > 2
    }
    # The small lie upon the large: a machine in its room. What is looked for lies upon all, with its outline.
    order = sorted(polygons, key=lambda code: (known[code].is_lit or False, -area_of(polygons[code]), code))
    drawn = [
        _shape(known[code], polygons[code], [polygons[later] for later in order[place + 1 :]])
        for place, code in enumerate(order)
    ]
    kinds = {_search_kind(known[code]) or css_kind(known[code]) for code in order}
    return Drawing(
        width=written(WIDTH),
        height=written(height * scale),
        shapes=drawn,
        walls=[points_of(scaled(wall, scale)) for wall in walls if len(wall) > 1],
        key=[(kind, str(word)) for kind, word in (*KEY, *SEARCH_KEY) if kind in kinds],
    )


def _search_kind(facts: SpaceFacts) -> str:
    return {True: "lit", False: "faded", None: ""}[facts.is_lit]


def _shape(facts: SpaceFacts, polygon: Polygon, later: list[Polygon]) -> Shape:
    inside = [other for other in later if contains(box(polygon), box(other))]
    code, lines = place_label(polygon, inside, facts.code, label_of(facts))
    kind = css_kind(facts)
    marks = [_search_kind(facts), "here" if facts.is_here else ""]
    css = " ".join(filter(None, ("unit", kind, *marks)))
    is_faded = facts.is_lit is False
    hatch = kind if kind in HATCHED and not is_faded else ""
    dashes = points_of(inset(polygon, INSET)) if kind == "free" and not is_faded else ""
    return Shape(points_of(polygon), css, title_of(facts), facts.href, code, lines, hatch, dashes)
