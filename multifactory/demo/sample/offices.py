"""The shape of the offices and petitions of a sample community: plain data."""

from dataclasses import dataclass
from typing import Literal

from multifactory.demo.sample.days import Day
from multifactory.demo.sample.names import CompanyName, PersonName

OfficeKind = Literal["president", "vice", "secretary", "treasurer", "director", "auditor"]


@dataclass(frozen=True, slots=True)
class ElectionData:
    """A resolution from before the portal, and who took office by it for three years from its day on."""

    title: str
    text: str
    decided: Day
    offices: tuple[tuple[OfficeKind, PersonName], ...]


@dataclass(frozen=True, slots=True)
class PetitionData:
    """The first company begins it that day; each of the others signs a day later than the one before."""

    title: str
    text: str
    begun: Day
    signed: tuple[CompanyName, ...]
