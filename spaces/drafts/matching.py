"""Which shape of a drawing is which space. Pure.

A shape's code is its id, its name in the editor or its title, in that order, when it is a code of the floor;
failing that, a name of the groups around it, from inside: LibreOffice puts the title on a group with the
shape in it. Case and space around a code do not matter.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import ceil

from spaces.drafts.sheet import Sheet, TracedShape
from spaces.plans.geometry import Polygon, area_of

LONGEST_SIDE, SHORTEST_SIDE = 10_000, 100
DECIMALS = 4


@dataclass(frozen=True, slots=True)
class Matching:
    """Shapes are named by their place in the drawing, from 0."""

    taken: dict[str, int]  # which shape each code has
    doubled: dict[str, list[int]]  # codes that several shapes have, until one is chosen
    missing: list[str]  # codes of the floor without a shape
    unknown: list[int]  # shapes without a code, the largest first


def match_shapes(
    shapes: Sequence[TracedShape], codes: Iterable[str], needed: Collection[str], chosen: Mapping[str, int]
) -> Matching:
    """`codes` are all of the floor, `needed` those there are on the day; `chosen` goes before all names."""
    known = {code.casefold(): code for code in codes}
    places = range(len(shapes))
    chosen = {code: place for code, place in chosen.items() if code.casefold() in known and place in places}
    named = _named(shapes, known)
    taken = dict(chosen)
    doubled: dict[str, list[int]] = {}
    used = set(chosen.values())
    for code, shape_places in named.items():
        left = [place for place in shape_places if place not in used]
        if code in chosen or not left:
            continue
        if len(left) > 1:
            doubled[code] = left
        else:
            taken[code] = left[0]
    matched = used | {place for shape_places in named.values() for place in shape_places}
    groups = _group_companions(shapes, known, matched)
    unknown = [place for place in places if place not in matched and place not in groups]
    unknown.sort(key=lambda place: -area_of(shapes[place].outline))
    missing = sorted(code for code in needed if code not in taken and code not in doubled)
    return Matching(taken, doubled, missing, unknown)


def _named(shapes: Sequence[TracedShape], known: Mapping[str, str]) -> dict[str, list[int]]:
    """The shapes of each code, by their own names, then by the groups around them."""
    named: dict[str, list[int]] = {}
    settled: set[tuple[int, str]] = set()  # groups in which a shape of that code says so itself
    for place, shape in enumerate(shapes):
        code = _first(shape.names, known)
        if code:
            named.setdefault(code, []).append(place)
            settled |= {(group, code) for group, _names in shape.groups}
    largest: dict[tuple[int, str], int] = {}
    for place, shape in enumerate(shapes):
        group_code = None if _first(shape.names, known) else _group_code(shape, known)
        if group_code and group_code not in settled:
            best = largest.setdefault(group_code, place)
            if area_of(shape.outline) > area_of(shapes[best].outline):
                largest[group_code] = place
    for (_group, code), place in largest.items():
        named.setdefault(code, []).append(place)
    return named


def _group_companions(shapes: Sequence[TracedShape], known: Mapping[str, str], matched: set[int]) -> set[int]:
    """The other shapes of a group that has a code: a door or a line drawn with the space."""
    return {place for place, shape in enumerate(shapes) if place not in matched and _group_code(shape, known)}


def _group_code(shape: TracedShape, known: Mapping[str, str]) -> tuple[int, str] | None:
    for group, names in shape.groups:
        if code := _first(names, known):
            return group, code
    return None


def _first(names: Iterable[str], known: Mapping[str, str]) -> str:
    return next((known[name.casefold()] for name in names if name.casefold() in known), "")


# --- What is kept -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class PlanNumbers:
    """The numbers of a floor plan."""

    width: int
    height: int
    shapes: dict[str, list[list[float]]]
    walls: list[list[list[float]]]


def plan_numbers(sheet: Sheet, taken: Mapping[str, int]) -> PlanNumbers:
    """Where the taken shapes and the walls lie on a sheet of whole sides that has room for all of them.

    In the units of the drawing, unless its sides are far too long or too short for whole numbers.
    """
    outlines = {code: sheet.shapes[place].outline for code, place in taken.items()}
    xs, ys = ([0.0, side] for side in (sheet.width, sheet.height))
    for outline in (*outlines.values(), *sheet.walls):
        xs += [x for x, _y in outline]
        ys += [y for _x, y in outline]
    left, top = min(xs), min(ys)
    width, height = max(xs) - left, max(ys) - top
    longest = max(width, height)
    scale = 1.0 if SHORTEST_SIDE <= longest <= LONGEST_SIDE else 1000 / (longest or 1)

    def moved(outline: Polygon) -> list[list[float]]:
        return [[round((x - left) * scale, DECIMALS), round((y - top) * scale, DECIMALS)] for x, y in outline]

    def whole(side: float) -> int:
        return max(ceil(round(side * scale, DECIMALS)), 1)

    return PlanNumbers(
        width=whole(width),
        height=whole(height),
        shapes={code: moved(outline) for code, outline in sorted(outlines.items())},
        walls=[moved(wall) for wall in sheet.walls],
    )
