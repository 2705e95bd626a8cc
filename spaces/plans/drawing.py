"""The plan of a floor as shapes with their words."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from multifactory.lib.drawing import WIDTH, format_coordinate
from spaces.plans.facts import SEARCH_KEY, SpaceFacts
from spaces.plans.geometry import Polygon, area_of, box, contains, inset, points_of, scaled
from spaces.plans.labels import TextLine, place_label, place_number
from spaces.plans.layers import HATCHES, WHO, Layer

ShapeLabel = tuple[TextLine | None, list[TextLine], TextLine | None]  # code, what follows it, number
NO_LABEL: ShapeLabel = (None, [], None)
INSET = 4.5  # from a wall to the dashes of a free unit


@dataclass(frozen=True, slots=True)
class DrawnShape:
    points: str
    css: str
    title: str
    href: str
    code: TextLine | None
    lines: list[TextLine]
    hatch: str  # which hatching lies upon it, if any
    dashes: str = ""  # the line drawn inside a free unit
    number: TextLine | None = None  # on a narrow plan, in the place of code and words


@dataclass(frozen=True, slots=True)
class Drawing:
    """A floor ready to be written as SVG; `key` has style, word and hatching of what occurs on it."""

    width: str
    height: str
    shapes: list[DrawnShape]
    walls: list[str]
    key: list[tuple[str, str, str]] = field(default_factory=list)

    @property
    def numbered(self) -> list[DrawnShape]:
        """The shapes in the order of their numbers."""
        return sorted(
            (one for one in self.shapes if one.number),
            key=lambda one: int(one.number.text) if one.number else 0,
        )

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
    *,
    has_labels: bool = True,
) -> Drawing:
    """The plan of a floor. Codes without facts, and shapes with fewer than three corners, are left out.

    Finding room for labels takes longer than all else: a plan too small for them goes without.
    """
    scale = WIDTH / width
    known = {space.code: space for space in facts}
    polygons = {
        code: scaled(shapes[code], scale) for code in shapes if code in known and len(shapes[code]) > 2
    }
    # The small lie upon the large: a machine in its room. What is looked for lies upon all, with its outline.
    order = sorted(polygons, key=lambda code: (known[code].is_lit or False, -area_of(polygons[code]), code))
    shown = [known[code] for code in order]
    kinds = layer.kinds(shown)
    labels = _labels(shown, [polygons[code] for code in order], layer) if has_labels else {}
    drawn = [
        _shape(space, kinds[space.code], layer, polygons[space.code], labels.get(space.code, NO_LABEL))
        for space in shown
    ]
    entries = {_search_kind(space) or kinds[space.code] for space in shown}
    key = [*layer.key(shown, entries), *((kind, str(word)) for kind, word in SEARCH_KEY if kind in entries)]
    return Drawing(
        width=format_coordinate(WIDTH),
        height=format_coordinate(height * scale),
        shapes=drawn,
        walls=[points_of(scaled(wall, scale)) for wall in walls if len(wall) > 1],
        key=[(kind, word, HATCHES.get(kind, "")) for kind, word in key],
    )


def _search_kind(facts: SpaceFacts) -> str:
    return {True: "lit", False: "faded", None: ""}[facts.is_lit]


def _labels(shown: list[SpaceFacts], polygons: list[Polygon], layer: Layer) -> dict[str, ShapeLabel]:
    """Where the label of each shape goes, clear of the shapes that lie upon it."""
    boxes = [box(polygon) for polygon in polygons]
    numbers = {code: number for number, code in enumerate(sorted(space.code for space in shown), start=1)}
    labels: dict[str, ShapeLabel] = {}
    for place, space in enumerate(shown):
        later = zip(boxes[place + 1 :], polygons[place + 1 :], strict=True)
        inside = [polygon for inner, polygon in later if contains(boxes[place], inner)]
        label = "" if space.is_lit is False else layer.label(space)
        x, y = place_number(polygons[place], inside)
        number = TextLine(format_coordinate(x), format_coordinate(y), str(numbers[space.code]))
        labels[space.code] = (*place_label(polygons[place], inside, space.code, label), number)
    return labels


def _shape(facts: SpaceFacts, kind: str, layer: Layer, polygon: Polygon, label: ShapeLabel) -> DrawnShape:
    code, lines, number = label
    marks = [_search_kind(facts), "here" if facts.is_here else ""]
    css = " ".join(filter(None, ("unit", kind, *marks)))
    is_faded = facts.is_lit is False
    hatch = "" if is_faded else HATCHES.get(kind, "")
    dashes = points_of(inset(polygon, INSET)) if kind == "free" and not is_faded else ""
    title, points = layer.title(facts), points_of(polygon)
    return DrawnShape(points, css, title, facts.href, code, lines, hatch, dashes, number)
