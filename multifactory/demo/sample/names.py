"""What a text of a sample may say: a name of the case, or one of a list of words.

The classes of `data` and `proposals` annotate their fields with these checks, and `blocks` runs them.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import time
from difflib import get_close_matches
from string import ascii_uppercase
from typing import Annotated

from governance.proposals.choices import Matter, Method, Outcome
from governance.proposals.models import Proposal
from governance.rulebook.models import MatterRule, Rulebook
from members.profile.models import Stage
from multifactory.demo.categories import CATEGORIES
from multifactory.demo.drawing import COLOURS
from multifactory.demo.furniture import FITS
from multifactory.demo.signs import FIGURES
from spaces.building.features import FEATURES_BY_CODE

Names = Mapping[str, Collection[str]]  # of one case, by what they name: company, person, space, unit …

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

SHORT_LIST = 12


def suggestion(word: str, known: Collection[str]) -> str:
    """What may have been meant, as the end of a message."""
    close = get_close_matches(word, known, n=1)
    if close:
        return f" (did you mean '{close[0]}'?)"
    return f" (known: {', '.join(known)})" if 0 < len(known) <= SHORT_LIST else ""


def refuse_unknown(kind: str, word: str, known: Collection[str]) -> None:
    if word not in known:
        raise ValueError(f"unknown {kind} '{word}'{suggestion(word, known)}")


@dataclass(frozen=True)
class Named:
    """Something of the same case."""

    kind: str

    def __call__(self, value: str, names: Names) -> None:
        refuse_unknown(self.kind, value, names[self.kind])


@dataclass(frozen=True)
class OneOf:
    kind: str
    words: Collection[str]

    def __call__(self, value: str, names: Names) -> None:
        refuse_unknown(self.kind, value, self.words)


@dataclass(frozen=True)
class Words:
    """Any number of words of a list, between spaces."""

    kind: str
    words: Collection[str]

    def __call__(self, value: str, names: Names) -> None:
        for word in value.split():
            refuse_unknown(self.kind, word, self.words)


@dataclass(frozen=True)
class Parts:
    """One word of each list, in their order, between spaces."""

    kind: str
    lists: tuple[tuple[str, Collection[str]], ...]

    def __call__(self, value: str, names: Names) -> None:
        words = value.split()
        if len(words) != len(self.lists):
            order = ", ".join(name for name, _ in self.lists)
            raise ValueError(f"the {self.kind} '{value}' must be {len(self.lists)} words: {order}")
        for word, (name, known) in zip(words, self.lists, strict=True):
            refuse_unknown(f"{name} of the {self.kind}", word, known)


def is_clock(value: str, _names: Names) -> None:
    try:
        time.fromisoformat(value)
    except ValueError:
        raise ValueError(f"'{value}' is no time of day such as 18:30") from None


CompanyName = Annotated[str, Named("company")]
PersonName = Annotated[str, Named("person")]
SpaceCode = Annotated[str, Named("space")]
UnitCode = Annotated[str, Named("unit")]  # also of a unit that became others
ProposalKey = Annotated[str, Named("proposal")]
AdoptedKey = Annotated[str, Named("adopted proposal")]

FieldCode = Annotated[str, OneOf("field", FIELDS)]
CategoryCode = Annotated[str, OneOf("category of costs", [code for code, *_ in CATEGORIES])]
Vocation = Annotated[str, OneOf("vocation", VOCATIONS)]
Visits = Annotated[str, Words("word of 'takes'", ("visits", "commissions", "apprentices"))]
MatterCode = Annotated[str, OneOf("matter", tuple(Matter.values))]
MethodCode = Annotated[str, OneOf("method", tuple(Method.values))]
OutcomeCode = Annotated[str, OneOf("result", tuple(Outcome.values))]
ProposalState = Annotated[str, OneOf("state", tuple(Proposal.State.values))]
RulebookNumber = Annotated[str, OneOf("number of a rulebook", [one.name for one in Rulebook._meta.fields])]
RuleNumber = Annotated[str, OneOf("number of a rule", [one.name for one in MatterRule._meta.fields])]
Clock = Annotated[str, is_clock]  # local, HH:MM
FeatureCodes = Annotated[str, Words("feature", tuple(FEATURES_BY_CODE))]
Stages = Annotated[str, Words("stage", tuple(Stage.values))]
Sign = Annotated[
    str,
    Parts(
        "sign",
        (("figure", tuple(FIGURES)), ("letter", ("-", *ascii_uppercase)), ("colour", tuple(COLOURS))),
    ),
]
Look = Annotated[
    str,
    Parts(
        "look",
        (
            ("furniture", tuple(FITS)),
            ("number of windows", tuple("12345")),
            ("shape of windows", ("tall", "wide", "arch")),
            ("roof", ("flat", "pitched")),
            ("colour", tuple(COLOURS)),
        ),
    ),
]
