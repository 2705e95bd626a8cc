"""Read what a sample decides: who has no vote, proposals, their rounds, and who answered what.

A round says what most companies answered (`others`) and names the rest, or it names all who took part.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Annotated, NamedTuple

from multifactory.demo.sample.blocks import Block
from multifactory.demo.sample.data import CompanyData, roll
from multifactory.demo.sample.days import Day, order
from multifactory.demo.sample.names import CompanyName, OneOf, refuse_unknown
from multifactory.demo.sample.proposals import (
    OPTION_KEYS,
    Answer,
    BudgetData,
    CandidateData,
    ExpenseData,
    ProposalData,
    RoundData,
    RulebookData,
    SharingData,
    SuspensionData,
    TableData,
    UnitData,
    answered,
    ballots,
    dots,
    names,
    ranks,
    says,
)

LISTED = ("yes", "no", "abstain", "blank", "consent")  # keys of a round: lists of companies
EFFECTS = {
    "unit": UnitData,
    "rulebook": RulebookData,
    "candidate": CandidateData,
    "budget": BudgetData,
    "sharing": SharingData,
    "table": TableData,
    "expense": ExpenseData,
}
Choice = Annotated[str, OneOf("choice", (*LISTED, "concern", "aside", "objection"))]
Companies = tuple[CompanyName, ...]
Entitled = Callable[[Day], tuple[str, ...]]


@dataclass(frozen=True)
class AnswerBlock:
    """What some companies answered alike: a choice, maybe with a reason, or a ballot."""

    companies: Companies
    choice: Choice = ""
    reason: str = ""
    ranks: str = ""  # "C A=B -", as `proposals.ranks` reads it
    options: str = ""  # keys of those named: "AC"
    dots: dict[str, int] = field(default_factory=dict)  # by key

    def __post_init__(self) -> None:
        if sum(map(bool, (self.choice, self.ranks, self.options, self.dots))) != 1:
            raise ValueError("it needs one of 'choice', 'ranks', 'options' and 'dots'")

    @property
    def answer(self) -> str | Answer:
        if self.ranks:
            return ranks(self.ranks)
        if self.options:
            return names(self.options)
        if self.dots:
            return dots(**self.dots)
        return says(self.choice, self.reason) if self.reason else self.choice

    @property
    def chosen(self) -> list[str]:
        """Keys of options it speaks of."""
        return [key for key in (*self.ranks, *self.options, *self.dots) if key not in " =-"]


class Extension(NamedTuple):
    day: Day
    first_end: Day
    reason: str


class Cancellation(NamedTuple):
    day: Day
    reason: str


def read_proposals(
    file: Block, companies: Sequence[CompanyData]
) -> tuple[tuple[SuspensionData, ...], tuple[ProposalData, ...]]:
    suspensions: tuple[SuspensionData, ...] = file.take("suspensions", tuple[SuspensionData, ...], ())

    def entitled(on: Day) -> tuple[str, ...]:
        without = {one.company for one in suspensions if is_suspended(one, on)}
        return tuple(name for name in roll(companies, on) if name not in without)

    return suspensions, tuple(_read_proposal(block, entitled) for block in file.blocks("proposals"))


def is_suspended(data: SuspensionData, on: Day) -> bool:
    return order(data.start) <= order(on) and (data.end is None or order(on) < order(data.end))


def _read_proposal(block: Block, entitled: Entitled) -> ProposalData:
    recusals = block.take("recusals", tuple[tuple[CompanyName, str], ...], ())
    recused = {company for company, _ in recusals}

    def may_vote(on: Day) -> tuple[str, ...]:
        return tuple(name for name in entitled(on) if name not in recused)

    keys = tuple(OPTION_KEYS[: len(block.take("options", tuple[str, ...], ()))])
    rounds = [_read_round(one, may_vote, keys) for one in block.blocks("rounds")]
    found = [block.take(key, kind, None) for key, kind in EFFECTS.items()]
    effects = [one for one in found if one is not None]
    if len(effects) > 1:
        names = ", ".join(f"'{key}'" for key in EFFECTS)
        block.fail(f"it has one effect, of {names}")
    proposal: ProposalData = block.build(
        ProposalData,
        recusals=recusals,
        round=rounds[-1] if rounds else None,
        earlier=tuple(rounds[:-1]),
        effect=effects[0] if effects else None,
    )
    return proposal


def _read_round(block: Block, entitled: Entitled, keys: tuple[str, ...]) -> RoundData:
    told: RoundData = block.build(
        RoundData,
        votes=_read_votes(block, entitled(block.take("opened", Day)), keys),
        changed=block.take("changed", dict[CompanyName, Choice], {}),
        extended=_row(block, "extended", Extension),
        cancelled=_row(block, "cancelled", Cancellation),
    )
    for name in told.changed:
        if name not in told.votes:
            block.fail(f"'{name}' has 'changed' its answer and gave none")
    return told


def _row(block: Block, key: str, cls: type[Extension] | type[Cancellation]) -> tuple[Day | str, ...] | None:
    row = block.inner(key)
    if row is None:
        return None
    found = tuple(row.take(name, kind) for name, kind in cls.__annotations__.items())
    row.finish()
    return found


def _read_votes(block: Block, entitled: tuple[str, ...], keys: tuple[str, ...]) -> dict[str, str | Answer]:
    """With `others`, those listed stand at their place in the roll, and `answers` come after the rest."""
    listed = {key: block.take(key, Companies) for key in block.table if key in LISTED}
    block.asked += LISTED
    others, away = block.take("others", Choice, ""), block.take("away", Companies, ())
    if away and not others:
        block.fail("'away' goes with 'others'")
    told = [_read_answer(one, keys) for one in block.blocks("answers")]
    votes = block.make(answered, *listed.items(), *told)
    for name in (*votes, *away):
        if name not in entitled:
            block.fail(f"not entitled to vote: {name}")
    if not others:
        return votes
    apart = answered(*told)
    rest = tuple(name for name in entitled if name not in apart)
    return block.make(ballots, rest, others=others, away=away, **listed) | apart


def _read_answer(block: Block, keys: tuple[str, ...]) -> tuple[str | Answer, Companies]:
    group: AnswerBlock = block.build(AnswerBlock)
    for key in group.chosen:
        block.make(refuse_unknown, "option", key, keys)
    return group.answer, group.companies
