"""The shape of what a sample community decides, and short ways to write answers down: plain data."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from multifactory.demo.sample.days import Day, refuse_disorder
from multifactory.demo.sample.names import (
    CategoryCode,
    CompanyName,
    FieldCode,
    MatterCode,
    MethodCode,
    OutcomeCode,
    PersonName,
    ProposalKey,
    ProposalState,
    RulebookNumber,
    RuleNumber,
    Stages,
    UnitCode,
    Vocation,
)

OPTION_KEYS = "ABCDEFGHIJ"

Answer = dict[str, Any]  # as `validate` of `governance.voting.counting.answers` has it


@dataclass(frozen=True, slots=True)
class CommentData:
    author: PersonName
    kind: Literal["question", "for", "against", "concern"]
    text: str
    written: Day
    answers: "tuple[CommentData, ...]" = ()
    was: str = ""  # what it said at first, if its author changed it
    edited: Day | None = None


@dataclass(frozen=True, slots=True)
class VersionData:
    """Other words for a proposal in discussion."""

    written: Day
    note: str
    text: str
    title: str = ""  # as before


@dataclass(frozen=True, slots=True)
class AmendmentData:
    """Written on the version of its day. Accepted: the next version is its text."""

    author: PersonName
    written: Day
    reason: str
    text: str
    accepted: Day | None = None

    def __post_init__(self) -> None:
        refuse_disorder(written=self.written, accepted=self.accepted)


@dataclass(frozen=True, slots=True)
class UnitData:
    """The effect of a proposal that gives a unit to a company."""

    space: UnitCode
    company: CompanyName
    start: Day
    end: Day | None = None
    kind: Literal["ordinary", "temporary", "restoration"] = "ordinary"

    def __post_init__(self) -> None:
        refuse_disorder(start=self.start, end=self.end)


@dataclass(frozen=True, slots=True)
class RulebookData:
    """The effect of a proposal that puts a new rulebook in force: the numbers that differ from the latest."""

    note: str
    numbers: Mapping[RulebookNumber, int | bool] = field(default_factory=dict)
    rules: Mapping[MatterCode, Mapping[RuleNumber, int | bool | str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class BudgetData:
    """The effect of a proposal that adopts the budget of this year, or of one so many years on."""

    years: int


@dataclass(frozen=True, slots=True)
class SharingData:
    """The effect of a proposal that puts the draft of a sharing rule in force."""

    name: str


@dataclass(frozen=True, slots=True)
class TableData:
    """The effect of a proposal that adopts the draft of a table of shares."""

    name: str


@dataclass(frozen=True, slots=True)
class ExpenseData:
    """The effect of a proposal that allows what it costs to be spent: quotes as (supplier, euro)."""

    category: CategoryCode
    works: str  # as the quotes call them
    fund: Literal["", "progress"] = ""
    quotes: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class CandidateData:
    """The effect of a proposal that admits a candidate: what it applied with, and what it was told."""

    name: str
    person: str
    line: str
    story: str
    field: FieldCode
    vocation: Vocation
    submitted: Day
    opened: Day
    craft: Literal["none", "self_declared"] = "none"
    founded: int | None = None
    people: int | None = None
    least_m2: int | None = None
    most_m2: int | None = None
    needs: str = ""
    products: tuple[tuple[str, str, str, Stages], ...] = ()  # name, kinds, materials, stages
    unit: UnitCode = ""
    joins: Day | None = None
    told: Day | None = None  # the day it read the reasons of its refusal
    reasons: str = ""

    def __post_init__(self) -> None:
        refuse_disorder(submitted=self.submitted, opened=self.opened)
        if (self.told is None) != (not self.reasons):
            raise ValueError("'told' goes with 'reasons'")


@dataclass(frozen=True, slots=True)
class RoundData:
    """A round opens at 09:00 and closes at 20:00, local time. `changed`: what companies answered first."""

    opened: Day
    closes: Day
    votes: Mapping[str, str | Answer]  # company name -> its answer, or the choice that is all of it
    result: OutcomeCode | None = None  # None while open or if cancelled
    outcome: str = ""  # the statement written in the resolution
    method: MethodCode = ""  # as the proposal says
    is_second_call: bool = False
    ends_when_all_voted: bool = False
    is_blocked: bool = False  # it is adopted, and something stands in the way of its effect
    changed: Mapping[CompanyName, str | Answer] = field(default_factory=dict)
    extended: tuple[Day, Day, str] | None = None  # day it was said, first end, reason
    cancelled: tuple[Day, str] | None = None  # day, reason

    def __post_init__(self) -> None:
        refuse_disorder(opened=self.opened, closes=self.closes)

    @property
    def answers(self) -> dict[str, Answer]:
        return {name: whole(answer) for name, answer in self.votes.items()}

    @property
    def first_answers(self) -> dict[str, Answer]:
        """In the order of `votes`: what each company answered before any change."""
        return self.answers | {name: whole(answer) for name, answer in self.changed.items()}


EffectData = UnitData | RulebookData | CandidateData | BudgetData | SharingData | TableData | ExpenseData


@dataclass(frozen=True, slots=True)
class ProposalData:
    """`title` and `text` are those of the first version; `round` is the last one, after `earlier`."""

    key: str
    title: str
    matter: MatterCode
    proposer: CompanyName
    text: str
    state: ProposalState
    written: Day
    comments: tuple[CommentData, ...] = ()
    round: RoundData | None = None
    earlier: tuple[RoundData, ...] = ()
    versions: tuple[VersionData, ...] = ()
    amendments: tuple[AmendmentData, ...] = ()
    moved: Day | None = None  # withdrawn, or its text fixed, on
    state_reason: str = ""  # of a proposal that is deferred
    method: MethodCode = "motion"
    is_advisory: bool = False
    options: tuple[str, ...] = ()
    seats: int = 1
    dots: int = 10
    dots_per_option: int = 5
    cost: int | None = None  # in euro
    cost_key: Literal["equal", "area"] = "equal"
    responsible: CompanyName = ""  # as a rule the proposer
    due: Day | None = None
    review_months: int | None = None
    done: Day | None = None
    supersedes: ProposalKey = ""
    recusals: tuple[tuple[CompanyName, str], ...] = ()  # (company, reason)
    effect: EffectData | None = None

    @property
    def rounds(self) -> tuple[RoundData, ...]:
        return (*self.earlier, self.round) if self.round else ()

    @property
    def keys(self) -> str:
        """Of the options, in their order."""
        return OPTION_KEYS[: len(self.options)]


@dataclass(frozen=True, slots=True)
class SuspensionData:
    """A company has no vote in rounds opened in [start, end), by an article of the rulebook."""

    company: CompanyName
    start: Day
    reason: str
    article: str
    end: Day | None = None

    def __post_init__(self) -> None:
        refuse_disorder(start=self.start, end=self.end)


# --- Answers --------------------------------------------------------------------------------------------


def whole(answer: str | Answer) -> Answer:
    return {"choice": answer} if isinstance(answer, str) else answer


def says(choice: str, reason: str) -> Answer:
    return {"choice": choice, "reason": reason}


def ranks(places: str) -> Answer:
    """ "C A=B -" is C first, then A and B alike, then none of these; who is not named comes last."""
    found = {
        "none" if key == "-" else key: rank
        for rank, place in enumerate(places.split(), start=1)
        for key in place.split("=")
    }
    return {"choice": "ballot", "ranks": found}


def names(keys: str) -> Answer:
    return {"choice": "ballot", "options": list(keys)}


def dots(**points: int) -> Answer:
    return {"choice": "ballot", "dots": points}


def answered(*groups: tuple[str | Answer, Sequence[str]]) -> dict[str, str | Answer]:
    """The votes of a round from groups of companies that answered alike."""
    votes: dict[str, str | Answer] = {}
    for answer, companies in groups:
        for name in companies:
            if name in votes:
                raise ValueError(f"{name} answers twice")
            votes[name] = answer
    return votes


def ballots(
    entitled: Sequence[str], *, others: str = "yes", away: Sequence[str] = (), **named: Sequence[str]
) -> dict[str, str | Answer]:
    """Votes of a round in which whoever is not named answered as the others, in the order of the roll."""
    votes = answered(*named.items())
    unknown = {*votes, *away} - {*entitled}
    if unknown:
        raise ValueError(f"not entitled to vote: {', '.join(sorted(unknown))}")
    if votes.keys() & {*away}:
        raise ValueError(f"away and yet answering: {', '.join(sorted(votes.keys() & {*away}))}")
    return {name: votes.get(name, others) for name in entitled if name not in away}
