"""The shape of the assemblies of a sample."""

from dataclasses import dataclass
from typing import Annotated, Literal

from multifactory.demo.sample.names import Clock, CompanyName, OneOf, ProposalKey

ItemKind = Annotated[str, OneOf("kind of item", ("decision", "election", "report", "other"))]


@dataclass(frozen=True, slots=True)
class ItemData:
    """A decision and an election have a proposal, and with it their title and text."""

    kind: ItemKind
    title: str = ""
    text: str = ""
    proposal: ProposalKey = ""

    def __post_init__(self) -> None:
        if bool(self.proposal) != (self.kind in ("decision", "election")):
            raise ValueError("a decision or an election has a 'proposal', and nothing else has one")
        if not self.proposal and not self.title:
            raise ValueError("it needs a 'title'")


@dataclass(frozen=True, slots=True)
class AssemblyData:
    """On a day to come, the second call so many days after the first; without `called` it is a draft."""

    place: str
    first: int
    time: Clock
    items: tuple[ItemData, ...]
    called: int | None = None
    second_after: int = 1
    kind: Literal["ordinary", "extraordinary"] = "ordinary"
    coming: tuple[CompanyName, ...] = ()  # who has said so
    absent: tuple[CompanyName, ...] = ()
    proxies: tuple[tuple[CompanyName, CompanyName], ...] = ()  # who gives it, who has accepted it
    offered: tuple[tuple[CompanyName, CompanyName], ...] = ()  # and who has not answered yet
