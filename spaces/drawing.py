"""Drawings of the building, worked out as numbers and words: the floor plan and the timeline of a unit.

Pure: no queries, no request. Templates only write down what they find here. A drawing is 740 units wide
whatever the plan was measured in, so that letters of 11 and 13 units fit every plan.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import pairwise
from math import hypot, isfinite

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

WIDTH = 740
INSET = 4.5  # from a wall to the dashes of a free unit
PAD = 9  # from a wall to the text
CODE_HEIGHT, LINE_HEIGHT, MOST_LINES = 18, 14, 3
CODE_SIZE, LINE_SIZE = 13, 11
SHORTEST_LABEL = 5  # a label cut shorter beside its code says nothing

Point = tuple[float, float]
Polygon = list[Point]
Interval = tuple[float, float]

# Six vocations in three tints: more would be told apart by nobody. The word stands in the title.
TINTS = {"craft": "craft", "arts": "arts", "design": "arts"}
HATCHED = ("works", "safe")
KEY = (
    ("craft", gettext_lazy("craft")),
    ("arts", gettext_lazy("arts and design")),
    ("making", gettext_lazy("manufacture, food and services")),
    ("common", gettext_lazy("common")),
    ("free", gettext_lazy("free")),
    ("works", gettext_lazy("under works")),
    ("safe", gettext_lazy("made safe, not yet usable")),
    ("disused", gettext_lazy("disused")),
)
SEARCH_KEY = (("lit", gettext_lazy("fits what was chosen")), ("faded", gettext_lazy("everything else")))


@dataclass(frozen=True, slots=True)
class SpaceFacts:
    """What the plan says of one space. `state` is a value of Condition.State, None where none was written."""

    code: str
    kind: str
    href: str
    name: str = ""
    state: str | None = None
    holder: str = ""
    vocation: str = ""
    vocation_word: str = ""
    area_m2: Decimal | None = None
    is_here: bool = False
    is_lit: bool | None = None  # whether it is among those looked for; None where nothing is

    @property
    def is_usable(self) -> bool:
        return self.state in (None, "usable")

    @property
    def is_free(self) -> bool:
        return self.kind == "unit" and not self.holder and self.is_usable


@dataclass(frozen=True, slots=True)
class Line:
    """Numbers are written out here: a template would write them with the comma of the reader's language."""

    x: str
    y: str
    text: str


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


def in_m2(area: Decimal | None) -> str:
    """An area as people read it: 84, 1,200 or 62.5."""
    if area is None:
        return ""
    whole = area == area.to_integral_value()
    return number_format(area, decimal_pos=0 if whole else 1, use_l10n=True, force_grouping=True)


def css_kind(facts: SpaceFacts) -> str:
    """Which entry of the key a space belongs to."""
    states = {"under_works": "works", "made_safe": "safe", "disused": "disused"}
    if not facts.is_usable:
        return states[str(facts.state)]
    if facts.kind != "unit":
        return "common"
    return TINTS.get(facts.vocation, "making") if facts.holder else "free"


def state_word(facts: SpaceFacts) -> str:
    """The state of a space in a word or two."""
    if facts.state == "under_works":
        return _("under works")
    if facts.state == "made_safe":
        return _("made safe, not yet usable")
    if facts.state == "disused":
        return _("disused")
    if facts.kind != "unit":
        return _("common")
    return _("held") if facts.holder else _("free")


def label_of(facts: SpaceFacts) -> str:
    """The few words inside a shape. Where something is looked for, only what fits has any."""
    if facts.is_lit is False:
        return ""
    if facts.holder:
        return facts.holder
    if facts.is_free:
        return _("Free, %(area)s m²") % {"area": in_m2(facts.area_m2)}
    if facts.state in ("under_works", "disused", "made_safe"):
        return {"under_works": _("Under works"), "disused": _("Disused"), "made_safe": _("Made safe")}[
            facts.state
        ]
    return facts.name


def title_of(facts: SpaceFacts) -> str:
    """The whole sentence for the pointer and for those who listen."""
    values = {"code": facts.code, "state": state_word(facts), "area": in_m2(facts.area_m2)}
    values |= {"holder": facts.holder, "vocation": facts.vocation_word, "name": facts.name or facts.code}
    if facts.is_lit:
        return _("%(code)s: %(holder)s, fits what was chosen; %(vocation)s, %(area)s m²") % values
    if facts.holder and facts.is_usable:
        return _("%(code)s: %(holder)s, %(vocation)s, %(area)s m²") % values
    if facts.holder:
        return _("%(code)s: %(holder)s, %(state)s, %(area)s m²") % values
    if facts.kind == "unit":
        return _("%(code)s: %(state)s, %(area)s m²") % values
    return _("%(code)s: %(name)s, %(state)s") % values


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
        code: _scaled(shapes[code], scale) for code in shapes if code in known and len(shapes[code]) > 2
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
        walls=[_points(_scaled(wall, scale)) for wall in walls if len(wall) > 1],
        key=[(kind, str(word)) for kind, word in (*KEY, *SEARCH_KEY) if kind in kinds],
    )


def _search_kind(facts: SpaceFacts) -> str:
    return {True: "lit", False: "faded", None: ""}[facts.is_lit]


def _shape(facts: SpaceFacts, polygon: Polygon, later: list[Polygon]) -> Shape:
    inside = [other for other in later if _contains(_box(polygon), _box(other))]
    code, lines = place_label(polygon, inside, facts.code, label_of(facts))
    kind = css_kind(facts)
    marks = [_search_kind(facts), "here" if facts.is_here else ""]
    css = " ".join(filter(None, ("unit", kind, *marks)))
    is_faded = facts.is_lit is False
    hatch = kind if kind in HATCHED and not is_faded else ""
    dashes = _points(inset(polygon, INSET)) if kind == "free" and not is_faded else ""
    return Shape(_points(polygon), css, title_of(facts), facts.href, code, lines, hatch, dashes)


# --- Words inside a shape -----------------------------------------------------------------------------


def text_width(text: str, size: float = LINE_SIZE) -> float:
    """About how wide a text comes out in Archivo, in the units of its size."""
    narrow, wide = (
        sum(text.count(letter) for letter in "iljtfrI.,:;'’ ()|-"),
        sum(text.count(letter) for letter in "mwMWQO@"),
    )
    capitals = sum(letter.isupper() and letter not in "MWQOI" for letter in text)
    return size * (
        0.33 * narrow + 0.86 * wide + 0.67 * capitals + 0.57 * (len(text) - narrow - wide - capitals)
    )


def shortened(text: str, width: float) -> str:
    """The text, or as much of its beginning as fits with three dots."""
    if text_width(text) <= width:
        return text
    while text and text_width(f"{text}…") > width:
        text = text[:-1]
    return f"{text.rstrip()}…" if len(text.rstrip()) > 1 else ""


def wrapped(text: str, width: float) -> list[str]:
    """The text in lines of a width, broken between words; a word longer than the line keeps its own."""
    lines: list[str] = []
    for word in text.split():
        if lines and text_width(f"{lines[-1]} {word}") <= width:
            lines[-1] = f"{lines[-1]} {word}"
        else:
            lines.append(word)
    return lines


def place_label(
    polygon: Polygon, inside: list[Polygon], code: str, label: str
) -> tuple[Line | None, list[Line]]:
    """Where the code and the lines of the label go: as high as they fit inside, clear of what lies upon."""
    best: tuple[float, float, list[str]] | None = None
    best_width = 0.0
    for count in range(MOST_LINES + 1):
        band = _band(polygon, inside, CODE_HEIGHT + count * LINE_HEIGHT)
        if band is None or band[2] < text_width(code, CODE_SIZE) * 0.8:
            break
        x, y, width = band
        best_width = width
        lines = wrapped(label, width)
        best = (x, y, [shortened(line, width) for line in _fitted(lines, count)])
        if len(lines) <= count and all(text_width(line) <= width for line in lines):
            break
    if best is None:
        return None, []
    x, y, texts = best
    first = Line(written(x), written(y + CODE_SIZE), code)
    if not texts:  # too low for two lines: the label goes on beside the code
        start = text_width(code, CODE_SIZE) + PAD / 2
        beside = shortened(label, best_width - start)
        is_readable = beside and (beside == label or len(beside) > SHORTEST_LABEL)
        return first, [Line(written(x + start), written(y + CODE_SIZE), beside)] if is_readable else []
    rows = [y + CODE_SIZE + 2 + LINE_HEIGHT * (row + 1) for row in range(len(texts))]
    return first, [
        Line(written(x), written(row), text) for row, text in zip(rows, texts, strict=True) if text
    ]


def _fitted(lines: list[str], count: int) -> list[str]:
    """At most so many lines; what is left over is joined to the last, to be shortened there."""
    if not count:
        return []
    return [*lines[: count - 1], " ".join(lines[count - 1 :])] if len(lines) > count else lines


def _band(polygon: Polygon, inside: list[Polygon], height: float) -> tuple[float, float, float] | None:
    """x, y and width of a free band of a height: the highest of those nearly as wide as any."""
    left, top, right, bottom = _box(polygon)
    corners = {(left, top), (right, top), (right, bottom), (left, bottom)}
    if not inside and len(polygon) == 4 and {(x, y) for x, y in polygon} == corners:
        # Most rooms are upright boxes with nothing in them: as wide everywhere, so the highest band it is.
        is_high_enough = top + PAD + height <= bottom - 2
        return (left + PAD, top + PAD, right - left - 2 * PAD) if is_high_enough else None
    bands: list[tuple[float, float, float]] = []
    y = top + PAD
    while y + height <= bottom - 2:
        free = [(left, right)]
        for part in (0.01, 0.34, 0.67, 0.99):
            free = _common(free, _free_at(polygon, inside, y + part * height))
        for start, end in free:
            bands.append((start + PAD, y, end - start - 2 * PAD))
        y += 6
    if not bands:
        return None
    widest = max(width for _x, _y, width in bands)
    return next(band for band in bands if band[2] >= widest * 0.7)


def _free_at(polygon: Polygon, inside: list[Polygon], y: float) -> list[Interval]:
    free = _crossings(polygon, y)
    for other in inside:
        free = _without(free, _crossings(other, y))
    return free


def _crossings(polygon: Polygon, y: float) -> list[Interval]:
    """The stretches of a horizontal line that lie in the polygon."""
    found = []
    for (x1, y1), (x2, y2) in pairwise([*polygon, polygon[0]]):
        if (y1 <= y) != (y2 <= y):
            found.append(x1 + (y - y1) * (x2 - x1) / (y2 - y1))
    found.sort()
    return list(zip(found[::2], found[1::2], strict=False))


def _common(first: list[Interval], second: list[Interval]) -> list[Interval]:
    both = [(max(a, c), min(b, d)) for a, b in first for c, d in second]
    return [(start, end) for start, end in both if start < end]


def _without(free: list[Interval], taken: list[Interval]) -> list[Interval]:
    for start, end in taken:
        free = [part for a, b in free for part in ((a, min(b, start)), (max(a, end), b)) if part[0] < part[1]]
    return free


# --- Numbers ------------------------------------------------------------------------------------------


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


def _box(polygon: Polygon) -> tuple[float, float, float, float]:
    xs, ys = [x for x, _y in polygon], [y for _x, y in polygon]
    return min(xs), min(ys), max(xs), max(ys)


def _contains(outer: tuple[float, float, float, float], inner: tuple[float, float, float, float]) -> bool:
    return (
        outer[0] - 1 <= inner[0]
        and outer[1] - 1 <= inner[1]
        and inner[2] <= outer[2] + 1
        and inner[3] <= outer[3] + 1
    )


def _scaled(points: Sequence[Sequence[float]], scale: float) -> Polygon:
    return [(float(x) * scale, float(y) * scale) for x, y in points]


def written(number: float) -> str:
    """A coordinate with at most one decimal, always with a point."""
    return f"{round(number, 1):g}"


def _points(polygon: Polygon) -> str:
    return " ".join(f"{written(x)},{written(y)}" for x, y in polygon)
