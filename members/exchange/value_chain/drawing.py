"""The value chain drawn: a ring of all companies with a link, a small one of a company and its neighbours.

Units are pixels of the screen: the ring is shown only where it gets its whole width, so its text is 12 px.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, degrees, pi

from members.exchange.collaborations.models import CollaborationKind
from members.exchange.value_chain.geometry import Circle, fan_out
from members.exchange.value_chain.links import Chain, ChainCompany, ChainLink, fields_in_order
from multifactory.lib.drawing import format_coordinate, shorten_text

BOX, RADIUS, BAND = 660, 186, 8  # the ring: its square, the circle of its fields, how thick that is
LABEL_ROOM = 128  # for a name, from the circle to the edge
LABEL_RADIUS = RADIUS + BAND + 7  # where names begin
TARGET = 24  # how thick the bar is that a name is hit by (WCAG 2.5.8); with more than 52 names it is thinner
TEXT_SIZE = 12
MOST_IN_RING = 90  # names 13 px apart: 2π · (186 + 15) / 90
SMALL_WIDTH, SMALL_HEIGHT, SMALL_RADIUS = 328, 300, 104
MOST_NEIGHBOURS = 12
DENSE = 80  # links; more are drawn paler
CSS = {
    CollaborationKind.SUPPLIES: "supplies",
    CollaborationKind.WORKS_WITH: "works",
    CollaborationKind.PROJECT: "project",
}


@dataclass(frozen=True, slots=True)
class RingName:
    """A company on the ring; `turn` in degrees. On the left half its name ends at the circle."""

    company: ChainCompany
    x: str
    y: str
    turn: str
    text: str
    css: str
    number: int = 0

    @property
    def target_x(self) -> int:
        """Where the bar begins that the name is hit by."""
        return -LABEL_ROOM if "end" in self.css.split() else 0


@dataclass(frozen=True, slots=True)
class RingCurve:
    """`css`: its kind, and out or in where it leaves or reaches the company in focus; `head`: an arrow's."""

    path: str
    head: str
    css: str


@dataclass(frozen=True, slots=True)
class RingArc:
    path: str
    field: str
    css: str


@dataclass(frozen=True, slots=True)
class Ring:
    names: list[RingName]
    curves: list[RingCurve]
    arcs: list[RingArc]

    @property
    def is_dense(self) -> bool:
        return len(self.curves) > DENSE

    @property
    def target_size(self) -> str:
        """How thick the bars behind the names are, in which no two of them meet."""
        return format_coordinate(min(TARGET, 2 * pi * LABEL_RADIUS / len(self.names)))

    @property
    def target_y(self) -> str:
        return format_coordinate(-float(self.target_size) / 2)


def draw_ring(chain: Chain, focus: ChainCompany | None = None) -> Ring | None:
    """All companies with a link, in order; None where there is nothing to draw, or too much for one ring."""
    companies = chain.companies
    if not 2 <= len(companies) <= MOST_IN_RING:
        return None
    circle = Circle(BOX / 2, BOX / 2, RADIUS, len(companies))
    near = set(chain.neighbours(focus)) if focus else set()
    names = []
    for place, company in enumerate(companies):
        angle = circle.angle(place)
        is_left = cos(angle) < -1e-9
        x, y = circle.point(angle, LABEL_RADIUS)
        names.append(
            RingName(
                company=company,
                x=format_coordinate(x),
                y=format_coordinate(y),
                turn=format_coordinate(degrees(angle) - (180 if is_left else 0)),
                text=shorten_text(company.name, LABEL_ROOM, TEXT_SIZE),
                css=" ".join(filter(None, ["end" if is_left else "", _standing(company, focus, near)])),
            )
        )
    gap = min(0.008, circle.stretch / 6)
    arcs = [
        RingArc(circle.arc(first, last, gap), field, "odd" if number % 2 else "even")
        for number, (field, first, last) in enumerate(fields_in_order(companies))
    ]
    return Ring(names, _curves(circle, companies, chain.links, focus, RADIUS - BAND / 2 - 2), arcs)


def draw_neighbours(chain: Chain, focus: ChainCompany) -> Ring | None:
    """The company on top and its neighbours, numbered; None where it has none, or more than twelve."""
    neighbours = chain.neighbours(focus)
    if not 1 <= len(neighbours) <= MOST_NEIGHBOURS:
        return None
    companies = [focus, *neighbours]
    middle = (SMALL_WIDTH / 2, SMALL_HEIGHT / 2 + 12)
    circle = Circle(*middle, SMALL_RADIUS, len(companies), is_first_on_top=True)
    names = []
    for place, company in enumerate(companies):
        x, y = circle.point(circle.angle(place), SMALL_RADIUS + 20)
        names.append(
            RingName(
                company=company,
                x=format_coordinate(x),
                y=format_coordinate(y),
                turn="0",
                text=shorten_text(company.name, SMALL_WIDTH - 8, 15),
                css="focus" if company == focus else "",
                number=place,
            )
        )
    links = [link for link in chain.links if link.giver in companies and link.taker in companies]
    return Ring(names, _curves(circle, companies, links, focus, SMALL_RADIUS), [])


def _standing(company: ChainCompany, focus: ChainCompany | None, near: set[ChainCompany]) -> str:
    return "focus" if company == focus else "near" if company in near else ""


def _curves(
    circle: Circle,
    companies: Sequence[ChainCompany],
    links: Sequence[ChainLink],
    focus: ChainCompany | None,
    radius: float,
) -> list[RingCurve]:
    """Those of the company in focus last, so that they lie above the others."""
    place = {company: number for number, company in enumerate(companies)}
    ends = fan_out(circle, [(place[link.giver], place[link.taker]) for link in links])
    curves = [
        RingCurve(
            path=circle.curve(start, end, radius, is_arrow=link.is_directed),
            head=circle.head(end, radius) if link.is_directed else "",
            css=" ".join(filter(None, [CSS[link.kind], _direction(link, focus)])),
        )
        for link, (start, end) in zip(links, ends, strict=True)
    ]
    is_marked = [focus is not None and link.is_of(focus) for link in links]
    return [one for one, marked in zip(curves, is_marked, strict=True) if not marked] + [
        one for one, marked in zip(curves, is_marked, strict=True) if marked
    ]


def _direction(link: ChainLink, focus: ChainCompany | None) -> str:
    if focus is None:
        return ""
    if not link.is_of(focus):
        return "far"
    if not link.is_directed:
        return "both"
    return "out" if link.giver == focus else "in"
