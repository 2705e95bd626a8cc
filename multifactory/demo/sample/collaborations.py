"""The shape of what companies of a sample do together."""

from dataclasses import dataclass
from typing import Literal

from multifactory.demo.sample.days import Day, refuse_disorder
from multifactory.demo.sample.names import CompanyName


@dataclass(frozen=True, slots=True)
class CollaborationData:
    """`asked`: by the giver, the other has not confirmed it; `members`: they do not both show it."""

    giver: CompanyName
    taker: CompanyName
    what: str
    since: Day
    kind: Literal["supplies", "works_with"] = "supplies"
    state: Literal["public", "members", "asked"] = "public"


@dataclass(frozen=True, slots=True)
class ProjectData:
    """`parts`: (company, what it does, share in hundredths of a percent); who it waits for has not agreed."""

    title: str
    lead: CompanyName
    text: str
    start: Day
    parts: tuple[tuple[CompanyName, str, int], ...]
    end: Day | None = None
    is_public: bool = False
    waits_for: tuple[CompanyName, ...] = ()

    def __post_init__(self) -> None:
        refuse_disorder(start=self.start, end=self.end)
