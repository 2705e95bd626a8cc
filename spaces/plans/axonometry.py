"""Houses on their site as polygons, seen from one corner. Pure: metres in, points of a drawing out.

An axonometric view: x runs to the right and down, y to the left and down, z upwards; both ground axes at 30
degrees to the horizontal, so that nothing grows smaller with distance and every wall can be measured.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import cos, pi, sin

Solid = tuple[float, float, float]  # metres
Flat = tuple[float, float]  # of the drawing, y downwards
Face = tuple[str, list[Solid]]  # its style and its corners

STOREY = 3.8
EAVES = 0.5
RISE = {"hip": 3.2, "gable": 3.4, "flat": 0.0, "saw": 2.6}
TEETH = 4
_COS, _SIN = cos(pi / 6), sin(pi / 6)


def project(point: Solid) -> Flat:
    x, y, z = point
    return (x - y) * _COS, (x + y) * _SIN - z


@dataclass(frozen=True, slots=True)
class Block:
    """A house or a part of one: where it stands, how large, how many storeys, which roof."""

    x: float
    y: float
    width: float
    depth: float
    storeys: int = 1
    roof: str = "hip"

    @property
    def height(self) -> float:
        return self.storeys * STOREY

    @property
    def top(self) -> float:
        return self.height + RISE[self.roof]

    @property
    def far_x(self) -> float:
        return self.x + self.width

    @property
    def far_y(self) -> float:
        return self.y + self.depth

    @property
    def faces_right(self) -> bool:
        """Whether the longer of its two visible walls is the right one: that one has the windows."""
        return self.depth > self.width

    def corners(self) -> list[Solid]:
        """What its outline on the drawing encloses: its foot, its eaves and its ridge."""
        foot = [
            (x, y, z) for x in (self.x, self.far_x) for y in (self.y, self.far_y) for z in (0.0, self.height)
        ]
        eaves = 0 if self.roof in ("flat", "saw") else EAVES
        rim = [
            (x, y, self.height)
            for x in (self.x - eaves, self.far_x + eaves)
            for y in (self.y - eaves, self.far_y + eaves)
        ]
        return [*foot, *rim, *(point for _style, face in roof_of(self) for point in face)]


def walls_of(block: Block) -> list[Face]:
    """The two walls one sees."""
    left = [(block.x, block.far_y), (block.far_x, block.far_y)]
    right = [(block.far_x, block.far_y), (block.far_x, block.y)]
    return [("wall", _upright(left, 0, block.height)), ("wall side", _upright(right, 0, block.height))]


def _upright(line: Sequence[Flat], low: float, high: float) -> list[Solid]:
    (ax, ay), (bx, by) = line
    return [(ax, ay, low), (bx, by, low), (bx, by, high), (ax, ay, high)]


def windows_of(block: Block, storey: int, number: int) -> list[list[Solid]]:
    """So many windows side by side in its longer wall, on one storey counted from 0."""
    length = block.depth if block.faces_right else block.width
    step = (length - 1) / max(number, 1)
    low, high = storey * STOREY + 1.0, storey * STOREY + 2.9
    found = []
    for place in range(number):
        start, end = 0.5 + step * (place + 0.16), 0.5 + step * (place + 0.84)
        if block.faces_right:
            line = [(block.far_x, block.far_y - start), (block.far_x, block.far_y - end)]
        else:
            line = [(block.x + start, block.far_y), (block.x + end, block.far_y)]
        found.append(_upright(line, low, high))
    return found


def shadow_of(block: Block) -> list[Solid]:
    """On the ground, to the right."""
    length = 1 + block.height * 0.55
    return [
        (block.far_x, block.y, 0),
        (block.far_x + length, block.y + length * 0.25, 0),
        (block.far_x + length, block.far_y + length * 0.25, 0),
        (block.x + length * 0.5, block.far_y + length * 0.3, 0),
        (block.x, block.far_y, 0),
        (block.far_x, block.far_y, 0),
    ]


# --- Roofs, each from its far faces to its near ones ---------------------------------------------------


def roof_of(block: Block) -> list[Face]:
    return _ROOFS[block.roof](block)


def _hip(block: Block) -> list[Face]:
    high, half = block.top, min(block.width, block.depth) / 2
    far, right, near, left = _rim(block)
    if block.width >= block.depth:
        middle = block.y + block.depth / 2
        first, second = (block.x + half, middle, high), (block.far_x - half, middle, high)
        return [
            ("roof back", [far, right, second, first]),
            ("roof back", [far, left, first]),
            ("roof side", [right, near, second]),
            ("roof", [left, near, second, first]),
        ]
    middle = block.x + block.width / 2
    first, second = (middle, block.y + half, high), (middle, block.far_y - half, high)
    return [
        ("roof back", [far, right, first]),
        ("roof back", [far, left, second, first]),
        ("roof side", [right, near, second, first]),
        ("roof", [left, near, second]),
    ]


def _gable(block: Block) -> list[Face]:
    far, right, near, left = _rim(block)
    if block.width >= block.depth:
        middle = block.y + block.depth / 2
        first, second = (far[0], middle, block.top), (near[0], middle, block.top)
        return [
            ("roof back", [far, right, second, first]),
            ("wall side", [right, near, second]),
            ("roof", [left, near, second, first]),
        ]
    middle = block.x + block.width / 2
    first, second = (middle, far[1], block.top), (middle, near[1], block.top)
    return [
        ("roof back", [far, left, second, first]),
        ("roof side", [right, near, second, first]),
        ("wall", [left, near, second]),
    ]


def _flat(block: Block) -> list[Face]:
    corners = [(block.x, block.y), (block.far_x, block.y), (block.far_x, block.far_y), (block.x, block.far_y)]
    return [("roof level", [(x, y, block.height) for x, y in corners])]


def _saw(block: Block) -> list[Face]:
    """Teeth along the longer side, their glass to the right; the first one is the farthest."""
    faces: list[Face] = []
    for tooth in range(TEETH):
        start, end = (block.x + block.width * (tooth + step) / TEETH for step in (0, 1))
        foot = [(start, block.y), (start, block.far_y)]
        ridge = [(end, block.y), (end, block.far_y)]
        slope = [
            (*foot[0], block.height),
            (*ridge[0], block.top),
            (*ridge[1], block.top),
            (*foot[1], block.height),
        ]
        gable = [(*foot[1], block.height), (*ridge[1], block.top), (*ridge[1], block.height)]
        faces += [("roof", slope), ("wall", gable), ("glass", _upright(ridge[::-1], block.height, block.top))]
    return faces


_ROOFS = {"hip": _hip, "gable": _gable, "flat": _flat, "saw": _saw}


def _rim(block: Block) -> tuple[Solid, Solid, Solid, Solid]:
    """The eaves: the far corner, the right one, the near one, the left one."""
    x, far_x, y, far_y = block.x - EAVES, block.far_x + EAVES, block.y - EAVES, block.far_y + EAVES
    low = block.height
    return (x, y, low), (far_x, y, low), (far_x, far_y, low), (x, far_y, low)


# --- Order and outline --------------------------------------------------------------------------------


def back_to_front(blocks: Sequence[Block]) -> list[int]:
    """The places of blocks that do not overlap, in an order in which each may be painted over those before.

    Each waits for those behind it (Kahn's algorithm); where three hide one another in a ring, the one that
    waits for the fewest goes first.
    """
    places = range(len(blocks))
    waits = {one: {other for other in places if _hidden_by(blocks[one], blocks[other])} for one in places}
    order = []
    while waits:
        first = min(waits, key=lambda one: len(waits[one]))
        del waits[first]
        order.append(first)
        for behind in waits.values():
            behind.discard(first)
    return order


def _hidden_by(block: Block, other: Block) -> bool:
    """Whether `other` lies behind a block, so that it has to be painted first."""
    is_behind = other.far_x <= block.x or other.far_y <= block.y
    is_before = block.far_x <= other.x or block.far_y <= other.y
    return is_behind and not is_before


def hull(points: Iterable[Flat]) -> list[Flat]:
    """The convex outline of points (Andrew's monotone chain)."""
    ordered = sorted(set(points))
    if len(ordered) < 3:
        return ordered
    return _half(ordered) + _half(ordered[::-1])


def _half(points: Sequence[Flat]) -> list[Flat]:
    chain: list[Flat] = []
    for point in points:
        while len(chain) > 1 and _turn(chain[-2], chain[-1], point) <= 0:
            chain.pop()
        chain.append(point)
    return chain[:-1]


def _turn(origin: Flat, first: Flat, second: Flat) -> float:
    return (first[0] - origin[0]) * (second[1] - origin[1]) - (first[1] - origin[1]) * (second[0] - origin[0])
