"""The whole site on a drawing: every building a link, every window a unit as it stands today."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from multifactory.lib.drawing import format_coordinate, text_width
from spaces.building.models import Building, Floor, Space
from spaces.building.wing_models import Wing
from spaces.condition.models import Condition
from spaces.plans.axonometry import (
    Block,
    Flat,
    Solid,
    back_to_front,
    hull,
    project,
    roof_of,
    shadow_of,
    walls_of,
    windows_of,
)

BOX = 1150  # width of the drawing; its text keeps its size on the screen (static/css/site.css)
HEADROOM = 62  # above the highest roof, for the flags
MARGIN, TREE_STEP, TREE_ROOM = (
    6,
    12,
    3.5,
)  # metres: ground around the houses, between trees, from tree to wall
SLAB = 1.2
FLAG_TEXT = 15
IN_ORDER = ("building__position", "building__name", "level")

KEY = (
    ("held", gettext_lazy("occupied")),
    ("free", gettext_lazy("free")),
    ("works", gettext_lazy("works in progress")),
    ("closed", gettext_lazy("closed")),
)


@dataclass(frozen=True, slots=True)
class Shape:
    """A path of the drawing with its style."""

    css: str
    path: str


@dataclass(frozen=True, slots=True)
class SiteBuilding:
    """A building as a link on the drawing and as a row below it. `states` has one word for each unit."""

    name: str
    sign: str
    href: str
    words: str
    states: list[str]
    outline: str
    flag: tuple[str, str]  # where its pole stands
    plate: tuple[str, str, str]  # of its name: left edge, width, left edge of the words
    is_here: bool

    @property
    def css(self) -> str:
        return "free" if "free" in self.states else ""


@dataclass(frozen=True, slots=True)
class SiteView:
    """`ground` is painted first, then `solids` from the far to the near ones, then the links of buildings."""

    view_box: str
    ground: list[Shape]
    solids: list[list[Shape]]
    buildings: list[SiteBuilding]
    key: list[tuple[str, Any]]  # the states that occur


@dataclass(frozen=True, slots=True)
class _House:
    building: Building
    blocks: list[Block]
    floors: list[list[str]]  # the states of its units, from the ground floor up

    @property
    def states(self) -> list[str]:
        return [state for floor in self.floors for state in floor]


def site_view(day: date | None = None, *, here: str = "") -> SiteView | None:
    """The site on a day (today), None without a house on it. `here` is the slug of the building one is on."""
    houses = _houses(day)
    if not houses:
        return None
    trees = [Block(x, y, 0.1, 0.1) for x, y in _trees([block for house in houses for block in house.blocks])]
    owners = [house for house in houses for _ in house.blocks]
    blocks = [block for house in houses for block in house.blocks]
    to_sheet = _Sheet(blocks)
    solids = []
    for place in back_to_front([*blocks, *trees]):
        if place < len(blocks):
            solids.append(_house_shapes(blocks[place], owners[place], to_sheet))
        else:
            solids.append([_tree(trees[place - len(blocks)], to_sheet)])
    found = Counter(state for house in houses for state in house.states)
    return SiteView(
        view_box=to_sheet.view_box,
        ground=_ground(blocks, to_sheet),
        solids=solids,
        buildings=[_site_building(house, to_sheet, here) for house in houses],
        key=[(state, word) for state, word in KEY if found[state]],
    )


# --- What stands where --------------------------------------------------------------------------------


def _houses(day: date | None) -> list[_House]:
    """Those with a place on the site; where none has one, all that have floors above ground, in a row."""
    floors: dict[Building, list[Floor]] = {}
    for floor in Floor.objects.filter(level__gte=0).select_related("building").order_by(*IN_ORDER):
        floors.setdefault(floor.building, []).append(floor)
    wings: dict[int, list[Wing]] = {}
    for wing in Wing.objects.order_by("pk"):
        wings.setdefault(wing.building_id, []).append(wing)
    states = _states(day)
    houses, edge = [], 0
    for building, storeys in floors.items():
        units = [states.get(floor.pk, []) for floor in storeys]
        if wings:
            blocks = [_block(wing, len(storeys)) for wing in wings.get(building.pk, [])]
        else:
            blocks = [_in_a_row(edge, units)]
            edge += int(blocks[0].width) + 8
        if blocks:
            houses.append(_House(building, blocks, units))
    return houses


def _block(wing: Wing, storeys: int) -> Block:
    return Block(wing.x, wing.y, wing.width, wing.depth, storeys, wing.roof)


def _in_a_row(edge: int, units: Sequence[Sequence[str]]) -> Block:
    widest = max(map(len, units), default=0)
    return Block(edge, 0, max(14, 4 * widest), 12, len(units))


def _states(day: date | None) -> dict[int, list[str]]:
    """Of the units of each floor, by code: held, free, works or closed. One query."""
    units: Any = Space.objects.units().existing(day).with_facts(day).with_state(day)
    states: dict[int, list[str]] = {}
    for unit in units.only("floor_id").order_by("code"):
        word = "held" if unit.is_held else "free"
        if not unit.is_usable:
            word = "works" if unit.state == Condition.State.UNDER_WORKS else "closed"
        states.setdefault(unit.floor_id, []).append(word)
    return states


def _trees(blocks: Sequence[Block]) -> Iterator[Flat]:
    """Along the edge of the ground, where no house is near."""
    left, top, right, bottom = _extent(blocks)
    for x in range(int(left), int(right) + 1, TREE_STEP):
        yield from (point for point in ((x, top), (x, bottom)) if _is_open(point, blocks))
    for y in range(int(top) + TREE_STEP, int(bottom), TREE_STEP):
        yield from (point for point in ((left, y), (right, y)) if _is_open(point, blocks))


def _is_open(point: Flat, blocks: Iterable[Block]) -> bool:
    x, y = point
    room = TREE_ROOM
    return not any(
        block.x - room < x < block.far_x + room and block.y - room < y < block.far_y + room
        for block in blocks
    )


def _extent(blocks: Sequence[Block], margin: float = MARGIN - 1.5) -> tuple[float, float, float, float]:
    return (
        min(block.x for block in blocks) - margin,
        min(block.y for block in blocks) - margin,
        max(block.far_x for block in blocks) + margin,
        max(block.far_y for block in blocks) + margin,
    )


# --- From metres to the sheet ---------------------------------------------------------------------------


class _Sheet:
    """Puts points of the site on a drawing `BOX` units wide."""

    def __init__(self, blocks: Sequence[Block]) -> None:
        left, top, right, bottom = _extent(blocks, MARGIN)
        self.ground: list[Solid] = [(left, top, 0), (right, top, 0), (right, bottom, 0), (left, bottom, 0)]
        corners = [project(point) for block in blocks for point in block.corners()]
        corners += [project((x, y, -SLAB)) for x, y, _z in self.ground] + [project(p) for p in self.ground]
        xs, ys = [x for x, _y in corners], [y for _x, y in corners]
        self.scale = BOX / (max(xs) - min(xs))
        self.shift = -min(xs) * self.scale, -min(ys) * self.scale + HEADROOM
        self.view_box = f"0 0 {BOX} {format_coordinate((max(ys) - min(ys)) * self.scale + HEADROOM + 4)}"

    def __call__(self, point: Solid) -> Flat:
        x, y = project(point)
        return x * self.scale + self.shift[0], y * self.scale + self.shift[1]

    def path(self, *faces: Sequence[Solid]) -> str:
        return "".join(_path([self(point) for point in face]) for face in faces)


def _path(points: Sequence[Flat]) -> str:
    return "M" + "L".join(f"{format_coordinate(x)} {format_coordinate(y)}" for x, y in points) + "Z"


def _ground(blocks: Sequence[Block], to_sheet: _Sheet) -> list[Shape]:
    far, right, near, left = to_sheet.ground
    inner = _extent(blocks, -1.0)
    court = [(inner[x], inner[y], 0.0) for x, y in ((0, 1), (2, 1), (2, 3), (0, 3))]
    edges = []
    for start, end in pairwise([left, near, right]):
        edges.append([start, end, (end[0], end[1], -SLAB), (start[0], start[1], -SLAB)])
    return [
        Shape("lawn", to_sheet.path([far, right, near, left])),
        Shape("edge", to_sheet.path(edges[0])),
        Shape("edge side", to_sheet.path(edges[1])),
        *([Shape("court", to_sheet.path(court))] if len(blocks) > 1 else []),
        Shape("shade", to_sheet.path(*map(shadow_of, blocks))),
    ]


def _house_shapes(block: Block, house: _House, to_sheet: _Sheet) -> list[Shape]:
    shapes = [Shape(css, to_sheet.path(face)) for css, face in walls_of(block)]
    windows: dict[str, list[list[Solid]]] = {}
    for storey, states in enumerate(house.floors):
        here = _share(states, block, house.blocks)
        for state, window in zip(here, windows_of(block, storey, len(here)), strict=True):
            windows.setdefault(state, []).append(window)
    shapes += [Shape(f"window {state}", to_sheet.path(*found)) for state, found in windows.items()]
    return shapes + [Shape(css, to_sheet.path(face)) for css, face in roof_of(block)]


def _share(states: Sequence[str], block: Block, blocks: Sequence[Block]) -> Sequence[str]:
    """The units of a floor that look out of this part of the house: by the length of its windows' wall."""
    lengths = [max(one.width, one.depth) for one in blocks]
    place = blocks.index(block)
    start, end = (round(len(states) * sum(lengths[:number]) / sum(lengths)) for number in (place, place + 1))
    return states[start:end]


def _tree(at: Block, to_sheet: _Sheet) -> Shape:
    x, y = to_sheet((at.x, at.y, 0))
    return Shape("tree", f"translate({format_coordinate(x)} {format_coordinate(y)})")


def _site_building(house: _House, to_sheet: _Sheet, here: str) -> SiteBuilding:
    building, states = house.building, house.states
    name, words = building.name, units_words(states)
    tallest = max(house.blocks, key=lambda block: block.top)
    x, y = to_sheet((tallest.x + tallest.width / 2, tallest.y + tallest.depth / 2, tallest.top))
    width = max(text_width(name, FLAG_TEXT), text_width(words, FLAG_TEXT - 1)) + 24
    plate = 23 if x + (23 + width) * 1.4 < BOX else -13 - width  # text grows where the drawing is small
    return SiteBuilding(
        name=name,
        sign=building.sign or building.name[:1].upper(),
        href=building.get_absolute_url(),
        words=words,
        states=states,
        outline=_path(hull(to_sheet(point) for block in house.blocks for point in block.corners())),
        flag=(format_coordinate(x), format_coordinate(y)),
        plate=(format_coordinate(plate), format_coordinate(width), format_coordinate(plate + 10)),
        is_here=building.slug == here,
    )


def units_words(states: Sequence[str]) -> str:
    """How many units, and what one would ask first: what is free, else what is being worked on."""
    number, found = len(states), Counter(states)
    if not states:
        return _("common spaces")
    if found["free"]:
        return ngettext("%(free)s of %(number)s unit free", "%(free)s of %(number)s units free", number) % {
            "free": found["free"],
            "number": number,
        }
    if found["held"] == number:
        return ngettext("%(number)s unit, occupied", "%(number)s units, all occupied", number) % {
            "number": number
        }
    return ngettext(
        "%(held)s of %(number)s unit occupied", "%(held)s of %(number)s units occupied", number
    ) % {"held": found["held"], "number": number}
