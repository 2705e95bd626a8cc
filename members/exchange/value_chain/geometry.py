"""Places on a circle and curves between them. Pure; angles in radians, 0 to the right, growing clockwise."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, pi, sin, tau

from multifactory.lib.drawing import format_coordinate

Point = tuple[float, float]

FAN = 0.7  # the part of a place's own stretch over which its curves begin
NEAR, DEPTH = 0.72, 0.5  # how far in a curve is pulled: between neighbours little, across the circle much
HEAD = 9  # length of an arrow's head; it is two thirds as wide


@dataclass(frozen=True, slots=True)
class Circle:
    """`count` places on it, the first right of the top, or at the top itself (`is_first_on_top`)."""

    x: float
    y: float
    radius: float
    count: int
    is_first_on_top: bool = False

    @property
    def stretch(self) -> float:
        """From one place to the next, in radians."""
        return tau / max(self.count, 1)

    def angle(self, place: float) -> float:
        return -pi / 2 + (place + (0 if self.is_first_on_top else 0.5)) * self.stretch

    def point(self, angle: float, radius: float | None = None) -> Point:
        far = self.radius if radius is None else radius
        return self.x + far * cos(angle), self.y + far * sin(angle)

    def arc(self, first: int, last: int, gap: float) -> str:
        """The path along the circle over the places from first to last, a gap in radians left at each end."""
        half = self.stretch / 2
        start, end = self.angle(first) - half + gap, self.angle(last) + half - gap
        is_long = int(end - start > pi)
        radius = format_coordinate(self.radius)
        return f"M{write(self.point(start))}A{radius} {radius} 0 {is_long} 1 {write(self.point(end))}"

    def curve(self, start: float, end: float, radius: float, *, is_arrow: bool) -> str:
        """A cubic curve (Bézier) from angle to angle, bent towards the middle; short of an arrow's head."""
        turn = abs(start - end) % tau
        pull = NEAR - DEPTH * sin(min(turn, tau - turn) / 2)
        stop = radius - (HEAD - 1 if is_arrow else 0)
        points = (
            self.point(start, radius * pull),
            self.point(end, radius * pull),
            self.point(end, stop),
        )
        return f"M{write(self.point(start, radius))}C{' '.join(write(point) for point in points)}"

    def head(self, angle: float, radius: float) -> str:
        """The head of an arrow that comes from within: its tip at the radius."""
        back = radius - HEAD
        side = HEAD / 3 / back
        corners = (self.point(angle, radius), self.point(angle - side, back), self.point(angle + side, back))
        return f"M{'L'.join(write(corner) for corner in corners)}Z"


def fan_out(circle: Circle, ties: Sequence[tuple[int, int]]) -> list[tuple[float, float]]:
    """For each pair of places the angles at which its curve begins and ends.

    At a place the ends stand side by side within its stretch, in the order in which the other ends follow
    round the circle, so that curves neither begin in one point nor cross where they begin.
    """
    ends: dict[int, list[tuple[float, int, int]]] = {}
    for number, pair in enumerate(ties):
        for side, place in enumerate(pair):
            away = (pair[1 - side] - place) % max(circle.count, 1)
            ends.setdefault(place, []).append((-away, number, side))
    angles = [[0.0, 0.0] for _ in ties]
    for place, here in ends.items():
        for order, (_away, number, side) in enumerate(sorted(here)):
            shift = ((order + 0.5) / len(here) - 0.5) * FAN * min(circle.stretch, 0.5)
            angles[number][side] = circle.angle(place) + shift
    return [(start, end) for start, end in angles]


def write(point: Point) -> str:
    return f"{format_coordinate(point[0])} {format_coordinate(point[1])}"
