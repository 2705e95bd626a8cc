"""The plan of a floor as shapes with their words."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from spaces.drawing.facts import SEARCH_KEY, SpaceFacts
from spaces.drawing.geometry import Polygon, area_of, box, contains, inset, points_of, scaled, written
from spaces.drawing.labels import Line, place_label
from spaces.drawing.layers import HATCHES, WHO, Layer

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
    hatch: str  # which hatching lies upon it, if any
    dashes: str = ""  # the line drawn inside a free unit


@dataclass(frozen=True, slots=True)
class Drawing:
    """A floor ready to be written as SVG; `key` has style, word and hatching of what occurs on it."""

    width: str
    height: str
    shapes: list[Shape]
    walls: list[str]
    key: list[tuple[str, str, str]] = field(default_factory=list)

    @property
    def hatches(self) -> set[str]:
        return {shape.hatch for shape in self.shapes if shape.hatch}


def draw_floor(
    width: int,
    height: int,
    shapes: Mapping[str, Sequence[Sequence[float]]],
    walls: Iterable[Sequence[Sequence[float]]],
    facts: Iterable[SpaceFacts],
    layer: Layer = WHO,
) -> Drawing:
    """The plan of a floor. Codes without facts, and shapes with fewer than three corners, are left out."""
    scale = WIDTH / width
    known = {one.code: one for one in facts}
    polygons = {
        code: scaled(shapes[code], scale) for code in shapes if code in known and len(shapes[code]) > 2
    }
    # The small lie upon the large: a machine in its room. What is looked for lies upon all, with its outline.
    order = sorted(polygons, key=lambda code: (known[code].is_lit or False, -area_of(polygons[code]), code))
    shown = [known[code] for code in order]
    kinds = layer.kinds(shown)
    boxes = [box(polygons[code]) for code in order]
    drawn = []
    for place, one in enumerate(shown):
        later = zip(boxes[place + 1 :], order[place + 1 :], strict=True)
        inside = [polygons[code] for inner, code in later if contains(boxes[place], inner)]
        drawn.append(_shape(one, kinds[one.code], layer, polygons[one.code], inside))
    entries = {_search_kind(one) or kinds[one.code] for one in shown}
    key = [*layer.key(shown, entries), *((kind, str(word)) for kind, word in SEARCH_KEY if kind in entries)]
    return Drawing(
        width=written(WIDTH),
        height=written(height * scale),
        shapes=drawn,
        walls=[points_of(scaled(wall, scale)) for wall in walls if len(wall) > 1],
        key=[(kind, word, HATCHES.get(kind, "")) for kind, word in key],
    )


def _search_kind(facts: SpaceFacts) -> str:
    return {True: "lit", False: "faded", None: ""}[facts.is_lit]


def _shape(facts: SpaceFacts, kind: str, layer: Layer, polygon: Polygon, inside: list[Polygon]) -> Shape:
    label = "" if facts.is_lit is False else layer.label(facts)
    code, lines = place_label(polygon, inside, facts.code, label)
    marks = [_search_kind(facts), "here" if facts.is_here else ""]
    css = " ".join(filter(None, ("unit", kind, *marks)))
    is_faded = facts.is_lit is False
    hatch = "" if is_faded else HATCHES.get(kind, "")
    dashes = points_of(inset(polygon, INSET)) if kind == "free" and not is_faded else ""
    return Shape(points_of(polygon), css, layer.title(facts), facts.href, code, lines, hatch, dashes)
