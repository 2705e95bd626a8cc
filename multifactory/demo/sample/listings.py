"""The shape of what companies of a sample have and need."""

from dataclasses import dataclass
from typing import Annotated

from multifactory.demo.sample.names import CompanyName, FieldCode, OneOf

KINDS = ("offer", "need", "surplus", "machine_time", "subcontracting", "job", "space")
ListingKindName = Annotated[str, OneOf("kind", KINDS)]


@dataclass(frozen=True, slots=True)
class ListingData:
    """`words`: between commas. `age`: days since it was renewed; `left`: until its end (none: it has none)."""

    company: CompanyName
    kind: ListingKindName
    title: str
    words: str
    text: str = ""
    field: FieldCode | None = None  # none: the main one of its company
    age: int = 0
    left: int | None = None
    replies: tuple[tuple[CompanyName, str], ...] = ()
    is_done: bool = False
