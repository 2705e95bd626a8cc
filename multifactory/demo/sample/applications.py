"""The shape of calls and applications of a sample."""

from dataclasses import dataclass
from typing import Literal

from multifactory.demo.sample.days import Day, refuse_disorder
from multifactory.demo.sample.names import CompanyName, FieldCode


@dataclass(frozen=True, slots=True)
class CallData:
    """`opens` and `closes` at noon; `questions` are those of the call."""

    title: str
    text: str
    opens: Day
    closes: Day
    m2: int | None = None
    rooms: str = ""
    questions: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        refuse_disorder(opens=self.opens, closes=self.closes)


@dataclass(frozen=True, slots=True)
class ApplicationData:
    """`products`: (name, kinds, materials, stages), `listings`: (kind, title, words), words between commas;
    `asked`: (company, question, answer, empty where there is none yet)."""

    name: str
    person: str
    email: str
    line: str
    story: str
    field: FieldCode
    vocation: str
    submitted: Day
    state: Literal["open", "lapsed"]
    opened: Day | None = None
    craft: Literal["none", "self_declared", "registered"] = "none"
    founded: int | None = None
    people: int | None = None
    customers: tuple[str, ...] = ()
    least_m2: int | None = None
    most_m2: int | None = None
    needs: str = ""
    call: str = ""
    products: tuple[tuple[str, str, str, str], ...] = ()
    listings: tuple[tuple[str, str, str], ...] = ()
    answers: tuple[str, ...] = ()
    asked: tuple[tuple[CompanyName, str, str], ...] = ()

    def __post_init__(self) -> None:
        refuse_disorder(submitted=self.submitted, opened=self.opened)
