"""The shape of a sample community: plain data, no models.

A `Day` (of `multifactory.demo.days`) is either an absolute date ("2019-06-01") or a whole number of days
from the day of loading (-40 is forty days ago, 9 is in nine days). Absolute dates are history: they lie
before every offset, so the two can be put in order without knowing the day of loading.
Drawing units are those of a floor's view box; shapes and walls are polygons of [x, y] points.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from inspect import cleandoc
from typing import Any

from multifactory.demo.days import Day, order
from multifactory.demo.proposals import ProposalData, SuspensionData

Point = tuple[int, int]
Polygon = tuple[Point, ...]

FIELDS = (
    "woodworking",
    "metalworking",
    "mechanics",
    "textiles",
    "leather",
    "ceramics",
    "printing",
    "jewellery",
    "instruments",
    "restoration",
    "food",
    "farming",
    "construction",
    "electronics",
    "digital",
    "design",
    "architecture",
    "visual_arts",
    "performing_arts",
    "publishing",
    "education",
    "health",
    "repair",
    "logistics",
)
VOCATIONS = ("craft", "manufacture", "arts", "design", "food", "services")


@dataclass(frozen=True, slots=True)
class SpaceData:
    """`takes`: codes of the leaf spaces a booking claims; empty for units, which are never booked."""

    code: str
    kind: str  # unit | room | machine | area
    name: str
    area_m2: Decimal  # 0 for a machine
    shape: Polygon
    conditions: tuple[tuple[str, Day], ...]  # (disused | made_safe | under_works | usable, first day)
    description: str = ""
    takes: tuple[str, ...] = ()
    features: str = ""


@dataclass(frozen=True, slots=True)
class FloorData:
    slug: str
    level: int
    name: str
    width: int
    height: int
    walls: tuple[Polygon, ...]
    spaces: tuple[SpaceData, ...]


@dataclass(frozen=True, slots=True)
class BuildingData:
    slug: str
    name: str
    story: str
    built: int | None  # None: no source found
    floors: tuple[FloorData, ...]


@dataclass(frozen=True, slots=True)
class CompanyData:
    name: str
    line: str
    field: str
    vocation: str
    craft: str  # registered | self_declared | none
    founded: int
    joined: Day
    people: tuple[tuple[str, str], ...]  # (full name, representative | collaborator)
    products: tuple[tuple[str, str], ...]  # (name, one line)
    story: str
    website: str = ""
    phone: str | None = None
    left: Day | None = None  # first day it is no longer a member

    @property
    def email(self) -> str:
        return f"{slug_of(self.name)}@example.org"


@dataclass(frozen=True, slots=True)
class ProfileData:
    """What a company adds to its page. `made`: for each of its products, in their order, the kinds and the
    materials (words between commas) and the stages the company does itself (words between spaces)."""

    made: tuple[tuple[str, str, str], ...]
    side: tuple[str, ...] = ()  # fields of activity beside the main one
    takes: str = ""  # of visits, commissions, apprentices
    opening: str = ""
    links: tuple[tuple[str, str], ...] = ()  # (name, address)
    machines: tuple[tuple[str, str, str], ...] = ()  # (name, who may use it and how, kind)
    sign: str = ""  # of its logo: figure, letter or -, colour
    drawing: str = ""  # of its workshop: bench | hall | stage
    confirmed: int = -20  # the day its people last saw to the page
    is_remembered: bool = False  # keeps its page after leaving


def profile(*made: tuple[str, str, str], **more: Any) -> ProfileData:
    return ProfileData(made, **more)


@dataclass(frozen=True, slots=True)
class AllocationData:
    space: str
    company: str
    start: Day
    end: Day | None  # first free day
    kind: str = "ordinary"  # ordinary | temporary | restoration
    resolution: str | None = None  # key of a proposal that was adopted
    reason: str = ""


@dataclass(frozen=True, slots=True)
class AmenityData:
    """What a space offers: `features` are codes of spaces.features, `look` what its drawing shows."""

    features: str = ""
    people: int | None = None
    use: str = "work"  # work | residence | outdoor
    look: str = ""


@dataclass(frozen=True, slots=True)
class WorksData:
    """Works of the renewal; `end` is the first day without them. `m2`: where it is no sum of `spaces`."""

    title: str
    spaces: tuple[str, ...]
    start: Day
    end: Day | None
    text: str
    hours: int
    euros: int | None
    looks: tuple[str, ...]
    company: str = ""
    helpers: tuple[str, ...] = ()
    resolution: str | None = None  # key of a proposal that was adopted
    m2: int | None = None


@dataclass(frozen=True, slots=True)
class EventData:
    title: str
    summary: str
    body: str
    day: int
    time: str  # local, HH:MM
    hours: Decimal
    organisers: tuple[str, ...]  # company names; empty: the whole community
    space: str = ""  # code of a space, or else
    place: str = ""  # a place in words
    visibility: str = "public"  # public | internal
    state: str = "published"  # draft | published | cancelled
    capacity: int | None = None
    registrations: int = 0

    @property
    def whole_community(self) -> bool:
        return not self.organisers


@dataclass(frozen=True, slots=True)
class BookingData:
    space: str
    company: str
    day: int
    time: str  # local, HH:MM, on the quarter of an hour
    hours: Decimal
    purpose: str


@dataclass(frozen=True, slots=True)
class FormerData:
    """A unit that became others, as it was drawn before."""

    code: str
    name: str
    shape: Polygon
    area_m2: Decimal


@dataclass(frozen=True, slots=True)
class ReshapingData:
    kind: str  # split | merge
    day: Day
    before: tuple[FormerData, ...]
    after: tuple[str, ...]  # codes of spaces of the case
    reason: str


@dataclass(frozen=True, slots=True)
class OfferData:
    space: str
    made: Day
    until: Day
    state: str = "open"  # open | accepted | refused | expired
    order_reason: str = ""
    went_on: bool = False  # came from the offer of this unit before it in the case


@dataclass(frozen=True, slots=True)
class RequestData:
    asked: Day
    name: str  # of a company of the case, or of a candidate
    field: str = ""
    space: str = ""
    least_m2: int | None = None
    most_m2: int | None = None
    needs: str = ""
    note: str = ""
    offers: tuple[OfferData, ...] = ()
    is_choosy: bool = False  # no other unit would do
    refusal: str = ""  # why it was refused, where it was


@dataclass(frozen=True, slots=True)
class Case:
    slug: str
    name: str
    tagline: str
    welcome: str  # first words of the home page
    lede: str  # what it is, in two sentences
    story: str
    address: str
    email: str
    founded: date
    buildings: tuple[BuildingData, ...]
    companies: tuple[CompanyData, ...]
    profiles: dict[str, ProfileData]  # by name of company
    allocations: tuple[AllocationData, ...]
    works: tuple[WorksData, ...]
    offers: dict[str, AmenityData]  # by code of space
    proposals: tuple[ProposalData, ...]
    events: tuple[EventData, ...]
    bookings: tuple[BookingData, ...]
    suspensions: tuple[SuspensionData, ...] = ()
    reshapings: tuple[ReshapingData, ...] = ()
    requests: tuple[RequestData, ...] = ()

    @property
    def spaces(self) -> tuple[SpaceData, ...]:
        return tuple(s for building in self.buildings for floor in building.floors for s in floor.spaces)

    @property
    def members_now(self) -> tuple[CompanyData, ...]:
        return tuple(company for company in self.companies if is_member(company, 0))


def text(source: str) -> str:
    """Markdown written as an indented block."""
    return cleandoc(source)


def slug_of(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")


def is_member(company: CompanyData, on: Day) -> bool:
    return order(company.joined) <= order(on) and (company.left is None or order(on) < order(company.left))


def roll(companies: Iterable[CompanyData], on: Day) -> tuple[str, ...]:
    """Names of the companies on the roll of a round that opens on that day."""
    return tuple(company.name for company in companies if is_member(company, on))


def box(x: int, y: int, width: int, height: int) -> Polygon:
    return ((x, y), (x + width, y), (x + width, y + height), (x, y + height))


def area_of(shape: Polygon) -> Decimal:
    """Area of a simple polygon in square drawing units (shoelace formula)."""
    pairs = zip(shape, shape[1:] + shape[:1], strict=True)
    return abs(Decimal(sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairs))) / 2


def pen(units_per_metre: str, conditions: tuple[tuple[str, Day], ...]) -> Callable[..., SpaceData]:
    """A drawing function for one floor: areas in m² follow from the shapes and the scale."""

    def draw(
        code: str,
        kind: str,
        name: str,
        shape: Polygon,
        description: str = "",
        *,
        takes: tuple[str, ...] = (),
        features: str = "",
        area_m2: Decimal | None = None,
        conditions: tuple[tuple[str, Day], ...] = conditions,
    ) -> SpaceData:
        if area_m2 is None:
            square = Decimal(units_per_metre) ** 2
            area_m2 = Decimal(0 if kind == "machine" else round(area_of(shape) / square))
        # A passage is common and nobody books it: an area that can be booked says what it offers.
        if kind in ("room", "machine") or (kind == "area" and features):
            takes = takes or (code,)
        return SpaceData(code, kind, name, area_m2, shape, conditions, description, takes, features)

    return draw
