"""The shape of a sample community: plain data, no models. `reader` fills it from the files of a case.

A `Day` (of `days`) is either an absolute date ("2019-06-01") or a whole number of days from the day of
loading (-40 is forty days ago, 9 is in nine days). Absolute dates are history: they lie before every offset,
so the two can be put in order without knowing the day of loading.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from multifactory.demo.sample.applications import ApplicationData, CallData
from multifactory.demo.sample.assemblies import AssemblyData
from multifactory.demo.sample.building import AmenityData, BuildingData, ReshapingData, SpaceData
from multifactory.demo.sample.collaborations import CollaborationData, ProjectData
from multifactory.demo.sample.days import Day, order, refuse_disorder
from multifactory.demo.sample.held import HeldData
from multifactory.demo.sample.institutions import InstitutionData
from multifactory.demo.sample.listings import ListingData
from multifactory.demo.sample.names import (
    AdoptedKey,
    Clock,
    CompanyName,
    FieldCode,
    Look,
    Sign,
    SpaceCode,
    Stages,
    UnitCode,
    Visits,
    Vocation,
)
from multifactory.demo.sample.offices import ElectionData, PetitionData
from multifactory.demo.sample.proposals import ProposalData, SuspensionData


@dataclass(frozen=True, slots=True)
class CompanyData:
    name: str
    line: str
    field: FieldCode
    vocation: Vocation
    craft: Literal["registered", "self_declared", "none"]
    founded: int
    joined: Day
    people: tuple[tuple[str, str], ...]  # (full name, representative | collaborator)
    products: tuple[tuple[str, str], ...]  # (name, one line)
    story: str
    website: str = ""
    phone: str | None = None
    left: Day | None = None  # first day it is no longer a member

    def __post_init__(self) -> None:
        refuse_disorder(joined=self.joined, left=self.left)

    @property
    def email(self) -> str:
        return f"{slug_of(self.name)}@example.org"


@dataclass(frozen=True, slots=True)
class ProfileData:
    """What a company adds to its page. `made`: for each of its products, in their order, the kinds and the
    materials (words between commas) and the stages the company does itself (words between spaces)."""

    made: tuple[tuple[str, str, Stages], ...]
    side: tuple[FieldCode, ...] = ()  # fields of activity beside the main one
    takes: Visits = ""
    opening: str = ""
    links: tuple[tuple[str, str], ...] = ()  # (name, address)
    machines: tuple[tuple[str, str, str], ...] = ()  # (name, who may use it and how, kind)
    sign: Sign = ""  # of its logo
    confirmed: int = -20  # the day its people last saw to the page
    is_remembered: bool = False  # keeps its page after leaving


@dataclass(frozen=True, slots=True)
class AllocationData:
    space: UnitCode
    company: CompanyName
    start: Day
    end: Day | None = None  # first free day
    kind: Literal["ordinary", "temporary", "restoration"] = "ordinary"
    resolution: AdoptedKey | None = None
    reason: str = ""

    def __post_init__(self) -> None:
        refuse_disorder(start=self.start, end=self.end)


@dataclass(frozen=True, slots=True)
class WorksData:
    """Works of the renewal; `end` is the first day without them. `m2`: where it is no sum of `spaces`."""

    title: str
    spaces: tuple[SpaceCode, ...]
    start: Day
    text: str
    hours: int
    end: Day | None = None
    euros: int | None = None
    looks: tuple[Look, ...] = ()
    company: CompanyName = ""
    helpers: tuple[CompanyName, ...] = ()
    resolution: AdoptedKey | None = None
    m2: int | None = None

    def __post_init__(self) -> None:
        refuse_disorder(start=self.start, end=self.end)


@dataclass(frozen=True, slots=True)
class EventData:
    title: str
    summary: str
    body: str
    day: int
    time: Clock
    hours: Decimal
    organisers: tuple[CompanyName, ...] = ()  # none: the whole community
    space: SpaceCode = ""  # or else
    place: str = ""  # a place in words
    visibility: Literal["public", "internal"] = "public"
    state: Literal["draft", "submitted", "published", "postponed", "cancelled"] = "published"
    capacity: int | None = None
    registrations: int = 0
    kind: str = "other"
    for_age_from: int | None = None
    price: int = 0  # euro
    all_day: bool = False
    moved: int = 0  # days by which it was put later after people had seen it
    repeats: int = 0  # dates of a monthly series, this one among them
    title_it: str = ""
    summary_it: str = ""
    brings: tuple[tuple[CompanyName, str], ...] = ()  # who takes part, and with what
    asked: tuple[CompanyName, ...] = ()  # to make it too, without an answer yet
    decided_by: str = ""  # the key of the proposal that was adopted for it
    weekday: int = 0  # the first such day, 1 is Monday, on or after `day`

    def __post_init__(self) -> None:
        if not 0 <= self.weekday <= 7:
            raise ValueError("'weekday' is 1, for Monday, to 7")
        if bool(self.space) == bool(self.place):
            raise ValueError("it needs a 'space' or, in words, a 'place', and not both")

    @property
    def whole_community(self) -> bool:
        return not self.organisers


@dataclass(frozen=True, slots=True)
class BookingData:
    space: SpaceCode
    company: CompanyName
    day: int
    time: Clock  # on the quarter of an hour
    hours: Decimal
    purpose: str


@dataclass(frozen=True, slots=True)
class OfferData:
    space: UnitCode
    made: Day
    until: Day
    state: Literal["open", "accepted", "refused", "expired"] = "open"
    order_reason: str = ""
    went_on: bool = False  # came from the offer of this unit before it in the case

    def __post_init__(self) -> None:
        refuse_disorder(made=self.made, until=self.until)


@dataclass(frozen=True, slots=True)
class RequestData:
    asked: Day
    name: str  # of a company of the case, or of a candidate
    field: FieldCode = ""
    space: UnitCode = ""
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
    tagline_it: str
    welcome_it: str
    lede_it: str
    story_it: str
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
    elections: tuple[ElectionData, ...] = ()
    petitions: tuple[PetitionData, ...] = ()
    reshapings: tuple[ReshapingData, ...] = ()
    requests: tuple[RequestData, ...] = ()
    institutions: tuple[InstitutionData, ...] = ()
    collaborations: tuple[CollaborationData, ...] = ()
    projects: tuple[ProjectData, ...] = ()
    listings: tuple[ListingData, ...] = ()
    calls: tuple[CallData, ...] = ()
    applications: tuple[ApplicationData, ...] = ()
    assemblies: tuple[AssemblyData, ...] = ()
    held: tuple[HeldData, ...] = ()

    @property
    def spaces(self) -> tuple[SpaceData, ...]:
        return tuple(s for building in self.buildings for floor in building.floors for s in floor.spaces)

    @property
    def members_now(self) -> tuple[CompanyData, ...]:
        return tuple(company for company in self.companies if is_member(company, 0))


def slug_of(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")


def is_member(company: CompanyData, on: Day) -> bool:
    return order(company.joined) <= order(on) and (company.left is None or order(on) < order(company.left))


def roll(companies: Iterable[CompanyData], on: Day) -> tuple[str, ...]:
    """Names of the companies on the roll of a round that opens on that day."""
    return tuple(company.name for company in companies if is_member(company, on))
