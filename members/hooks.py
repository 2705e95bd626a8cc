"""What this app asks of the apps above it, and of its own subjects: on companies, and on a person's data.

An app that knows more of a company registers a function in its `AppConfig.ready()`:

    company_facts.register(units_of)            # beside the name, in the list and on the page
    company_sections.register(events_section)   # a section of the company page
    company_leaving.register(booked_after)      # what keeps it from leaving
    company_places.register(places_of_all)      # a box to tick in the directory
    company_links.register(leaving_link)        # what its representatives can do, on the page of its people
    company_words.register(words_of_units)      # what it is found by, beside what it says
    monthly_parts.register(area_parts)          # figures of the community beside those of its companies

Each function is called once a page, whatever the number of companies, and must ask the database a fixed
number of times. What holds something about a person registers how to gather it and how to erase it:

    data_exports.register(collect)
    data_erasures.register(erase)

What a person's calendar shows is given by each app; the portal serves it (`multifactory.portal.calendars`):

    calendar_entries.register(bookings_of_person)

Mails that a person may do without are of a kind, which the app that sends them registers. One page shows
them all, and the link in each mail stops its kind (`members.people.mails`):

    mail_kinds.register(MailKind("replies", …))

What waits for the vote of a company is counted with the person of a session (`members.accounts.backends`):

    votes_waiting.register(votes_waiting_here())

Applications to join (`members.applications`) ask the apps above:

    admission_days.register(days_in_force)            # the days of the rulebook
    admission_parts.register(free_area)               # figures that only a higher app knows
    application_sections.register(propose_section)    # a part of an application's page, for members
    application_appeals.register(propose_again)       # what an appeal sets going, in its transaction
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db.models import Subquery

from multifactory.lib.calendars import CalendarPart
from multifactory.lib.personal_data import Sections
from multifactory.lib.registry import Registry
from multifactory.lib.text.search import searchable

if TYPE_CHECKING:
    from members.applications.models import Application
    from members.companies.models import Company
    from members.people.models import Membership, User


@dataclass(frozen=True)
class Fact:
    """A short fact, for example "Unit A1", and the page that tells more."""

    label: str
    href: str = ""


@dataclass(frozen=True)
class Section:
    """A part of the company page: a heading, and a template that sees `context` and `company`.

    `call`: what it waits for from the reader, said on a phone beside a link to its anchor.
    """

    title: str
    template: str
    context: dict[str, Any] = field(default_factory=dict)
    anchor: str = ""
    call: str = ""


@dataclass(frozen=True)
class Places:
    """Where companies are: each place's key (for addresses) and name, in order; the keys by company's id."""

    names: Mapping[str, str] = field(default_factory=dict)
    of: Mapping[int, Sequence[str]] = field(default_factory=dict)


@dataclass(frozen=True)
class MailKind:
    """A kind of mail that people may do without."""

    key: str  # kept in the database and in links; never renamed
    subject: Any  # what such mails are about: "replies to your comments"
    label: Any  # the box a person ticks
    is_default: bool = True
    help_text: Any = ""


@dataclass(frozen=True)
class AdmissionDays:
    """How many days an application is open to questions, until it is decided, for an appeal, and until it
    lapses when its applicant does not answer."""

    open: int = 14
    due: int = 60
    appeal: int = 60
    silent: int = 90


FactsFor = Callable[[Sequence["Company"]], Mapping[int, Sequence[Fact]]]
SectionFor = Callable[["Company", bool], Section | None]  # the company; whether members' matters may be shown
LinkFor = Callable[["Company"], Fact]  # for its representatives, below the list of its people
FaultsOfLeaving = Callable[["Company", date], str]  # what stands after the day; empty where nothing does
PlacesOfAll = Callable[[], Places]
WordsOfAll = Callable[[], Iterable[tuple[int, str]]]  # a company's id and a text it is found by
SearchOf = Callable[
    [Sequence[int]], None
]  # rows found by the names of these companies: write their words anew
# A day, and the craft of each of its companies by id: whole numbers by name. For the page, and kept monthly.
MonthlyPart = Callable[[date, Mapping[int, str]], Mapping[str, int]]
Collect = Callable[["User"], Sections]
Erase = Callable[["User"], None]
# A person of whom number, address and companies are known, and a moment. Asks the database only when its
# entries are read, and looks at no value: its states are written once for all (`lib.calendar_states`).
CalendarOf = Callable[["User", datetime], CalendarPart]
DaysInForce = Callable[[], AdmissionDays]
FiguresFor = Callable[["Application"], Mapping[str, int]]  # by key; frozen at the opening with all others
ApplicationSectionFor = Callable[["Application", "User", "Membership | None"], Section | None]
Appealed = Callable[["Application"], None]  # `application.appeal` says why; ValidationError: not possible

company_facts: Registry[FactsFor] = Registry()
company_sections: Registry[SectionFor] = Registry()
company_places: Registry[PlacesOfAll] = Registry()
company_links: Registry[LinkFor] = Registry()
company_words: Registry[WordsOfAll] = Registry()
found_by_company: Registry[SearchOf] = Registry()
company_leaving: Registry[FaultsOfLeaving] = Registry()
monthly_parts: Registry[MonthlyPart] = Registry()
data_exports: Registry[Collect] = Registry()
data_erasures: Registry[Erase] = Registry()
calendar_entries: Registry[CalendarOf] = Registry()
mail_kinds: Registry[MailKind] = Registry()
votes_waiting: Registry[Subquery] = Registry()  # how many, in a query of rows with a company; made once
admission_days: Registry[DaysInForce] = Registry()
admission_parts: Registry[FiguresFor] = Registry()
application_sections: Registry[ApplicationSectionFor] = Registry()
application_appeals: Registry[Appealed] = Registry()


def mail_kind(key: str) -> MailKind | None:
    """None for a key nobody has registered."""
    return next((kind for kind in mail_kinds if kind.key == key), None)


def facts_of(companies: Sequence["Company"]) -> dict[int, list[Fact]]:
    """All facts of these companies, by the company's id."""
    facts: dict[int, list[Fact]] = {company.pk: [] for company in companies}
    for facts_for in company_facts:
        for company_id, more in facts_for(companies).items():
            facts[company_id].extend(more)
    return facts


def check_leaving(company: "Company", left_on: date | None) -> None:
    """Raise what still stands of a company after the day it leaves, to be said beside that day."""
    faults = [fault for find in company_leaving if left_on and (fault := find(company, left_on))]
    if faults:
        raise ValidationError(faults)


def places_of_all() -> Places:
    """The places of all companies, each key once a company."""
    names: dict[str, str] = {}
    of: dict[int, list[str]] = {}
    for function in company_places:
        places = function()
        names |= places.names
        for company_id, keys in places.of.items():
            of[company_id] = list(dict.fromkeys([*of.get(company_id, []), *keys]))
    return Places(names, of)


def words_of_all() -> dict[int, str]:
    """What apps above know companies by, as the search compares it, by the company's id."""
    texts: dict[int, list[str]] = {}
    for function in company_words:
        for company_id, text in function():
            texts.setdefault(company_id, []).append(text)
    return {company_id: searchable(known) for company_id, known in texts.items()}


def sections_of(company: "Company", *, is_insider: bool) -> list[Section]:
    """The sections this visitor sees, in the order of registration."""
    sections = (section_for(company, is_insider) for section_for in company_sections)
    return [section for section in sections if section is not None]


def admission_days_in_force() -> AdmissionDays:
    """Those of the rulebook, or the usual ones where nobody has other ones."""
    return next((days() for days in admission_days), AdmissionDays())


def sections_of_application(
    application: "Application", user: "User", membership: "Membership | None"
) -> list[Section]:
    """What the apps above show of an application to this person, in the order of registration."""
    sections = (section_for(application, user, membership) for section_for in application_sections)
    return [section for section in sections if section is not None]
