"""The shape of an assembly that was held: who came, what was voted on and said, who was elected."""

from dataclasses import dataclass
from typing import Literal

from multifactory.demo.sample.days import Day, refuse_disorder
from multifactory.demo.sample.names import Clock, CompanyName, MatterCode, PersonName
from multifactory.demo.sample.offices import OfficeKind


@dataclass(frozen=True, slots=True)
class CandidateForOfficeData:
    """With how many votes it was elected, or not."""

    person: PersonName
    statement: str
    votes: int


@dataclass(frozen=True, slots=True)
class HeldItemData:
    """`matter` and `proposer` make it a decision, `office` an election, which is voted on in secret; of the
    others it is a report, or with `is_other` other business.

    Who is neither against nor abstains votes yes. `note` is what the secretary wrote.
    """

    title: str
    text: str
    note: str
    matter: MatterCode | None = None
    proposer: CompanyName = ""
    against: tuple[CompanyName, ...] = ()
    abstain: tuple[CompanyName, ...] = ()
    office: OfficeKind | None = None
    seats: int = 1
    candidates: tuple[CandidateForOfficeData, ...] = ()
    is_other: bool = False

    def __post_init__(self) -> None:
        if bool(self.matter) != bool(self.proposer):
            raise ValueError("'matter' and 'proposer' go together")
        if bool(self.office) != bool(self.candidates):
            raise ValueError("'office' and 'candidates' go together")

    @property
    def kind(self) -> Literal["decision", "election", "report", "other"]:
        if self.office or self.matter:
            return "election" if self.office else "decision"
        return "other" if self.is_other else "report"


@dataclass(frozen=True, slots=True)
class HeldData:
    """Held in first call on `day` from `time` on, in the hall. Whoever is neither away nor a grantor came.

    `hands` are companies whose vote was seen and written at the desk.
    """

    place: str
    called: Day
    day: Day
    signed: Day
    time: Clock
    scrutineers: tuple[PersonName, PersonName, PersonName]
    away: tuple[CompanyName, ...]
    proxies: tuple[tuple[CompanyName, CompanyName], ...]  # who gave it, who held it
    hands: tuple[CompanyName, ...]
    text: str  # the debate as its minutes have it
    items: tuple[HeldItemData, ...]

    def __post_init__(self) -> None:
        refuse_disorder(called=self.called, day=self.day, signed=self.signed)
