"""The shape of the institutions of a sample, and of what is agreed with them."""

from dataclasses import dataclass
from typing import Annotated, Literal

from multifactory.demo.sample.days import Day, refuse_disorder
from multifactory.demo.sample.names import AdoptedKey, CompanyName, OneOf, Sign

InstitutionKind = Annotated[
    str,
    OneOf(
        "kind",
        (
            *("municipality", "region", "school", "university", "foundation", "association"),
            *("neighbours", "owner", "multifactory"),
        ),
    ),
]
Part = Literal["host", "money", "help", "part"]


@dataclass(frozen=True, slots=True)
class AgreementData:
    title: str
    start: Day | None = None  # none: to be decided
    end: Day | None = None
    signed: Day | None = None
    notice_months: int = 0
    resolution: AdoptedKey | None = None

    def __post_init__(self) -> None:
        refuse_disorder(start=self.start, end=self.end)


@dataclass(frozen=True, slots=True)
class NoteData:
    company: CompanyName
    text: str


@dataclass(frozen=True, slots=True)
class InstitutionData:
    name: str
    kind: InstitutionKind
    line: str
    sign: Sign
    address: str = ""
    contact: str = ""  # an invented person, with their role
    is_public: bool = True
    agreements: tuple[AgreementData, ...] = ()
    notes: tuple[NoteData, ...] = ()
    events: tuple[tuple[str, Part], ...] = ()  # (title, part); the latest of that title
    works: tuple[tuple[str, Part], ...] = ()
