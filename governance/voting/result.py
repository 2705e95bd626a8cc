"""A round in figures: how many took part, what was counted, and what each company answered, in words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from governance.proposals.choices import Method, Outcome
from governance.rulebook.models import MatterRule
from governance.voting.counting.answers import NONE, choices_of
from governance.voting.counting.motion import outcome_under
from governance.voting.counting.tally import Tally
from governance.voting.models import RollEntry, Vote, VotingRound
from governance.voting.rule_text import RuleText
from members.companies.models import Company

BAR_WIDTH = 400  # width of the quorum bar, in drawing units

CHOICE_KINDS = {"yes": "yes", "consent": "yes", "ballot": "yes", "no": "no", "objection": "no"}


@dataclass(frozen=True)
class Turnout:
    """How many took part, of the companies the quorum is a part of, for the quorum bar. Nothing of what they
    said: it may be shown before closing."""

    taken_part: int
    companies: int
    needed: int

    @property
    def missing(self) -> int:
        return max(0, self.needed - self.taken_part)

    @property
    def width(self) -> int:
        return BAR_WIDTH * self.taken_part // self.companies if self.companies else 0

    @property
    def mark(self) -> int:
        return BAR_WIDTH * self.needed // self.companies if self.companies else 0


@dataclass(frozen=True)
class Bar:
    """A figure with its bar; `width` in hundredths of the ground."""

    label: str
    count: int
    width: int
    kind: str = "abstain"
    is_chosen: bool = False


@dataclass(frozen=True)
class Result:
    """A counted round."""

    tally: Tally
    rule_text: RuleText
    titles: Mapping[str, str] = field(default_factory=dict)  # of the options, by key

    @classmethod
    def for_round(cls, closed_round: VotingRound) -> "Result":
        tally = Tally.from_json(closed_round.tally or {})
        return cls(tally, RuleText.for_round(closed_round, tally.electorate), option_titles(closed_round))

    @property
    def outcome(self) -> str:
        return self.tally.outcome

    @property
    def bars(self) -> list[Bar]:
        """Companies by what they answered; whoever did not comes last."""
        tally = self.tally
        rows = [
            (
                CHOICE_KINDS.get(choice, "abstain"),
                str(Vote.Choice(choice).label).capitalize(),
                tally.counts[choice],
            )
            for choice in choices_of(tally.method)
            if tally.counts[choice] or choice != Vote.Choice.BLANK
        ]
        if tally.recused:
            rows.append(("none", _("Conflict of interest"), tally.recused))
        rows.append(("none", _("Did not vote"), tally.absent))
        if suspended := tally.electorate.members - tally.entitled:
            rows.append(("none", _("Suspended"), suspended))
        ground = tally.electorate.members or 1
        return [Bar(label, count, 100 * count // ground, kind) for kind, label, count in rows]

    @property
    def options(self) -> list[Bar]:
        """The options from first to last, with what each was given; empty for yes or no and for consent."""
        tally, details = self.tally, self.tally.details
        if tally.method == Method.APPROVAL:
            figures, ground = details["scores"], tally.counts["ballot"]
        elif tally.method == Method.DOTS:
            figures, ground = details["sums"], max(details["sums"].values(), default=0)
        else:
            return []
        order = sorted(figures, key=lambda key: (-figures[key], key not in tally.winners, key))
        return [
            Bar(
                label=f"{key}: {self.titles[key]}",
                count=figures[key],
                width=100 * figures[key] // (ground or 1),
                kind="yes" if key in tally.winners else "abstain",
                is_chosen=key in tally.winners,
            )
            for key in order
        ]

    @property
    def places(self) -> list[str]:
        """Of a ranking: who stands where, equals beside each other."""
        order = self.tally.details.get("order", [])
        return [" = ".join(self.titles[key] for key in place) for place in order]

    @property
    def duels(self) -> list[tuple[str, list[str]]]:
        """Of a ranking: for each option, how many companies prefer it to each other one."""
        pairs = self.tally.details.get("pairwise", {})
        keys = [*(key for key in self.titles if key in pairs)]
        return [
            (
                self.titles[key] if key == NONE else f"{key}: {self.titles[key]}",
                ["–" if key == other_key else str(pairs[key][other_key]) for other_key in keys],
            )
            for key in keys
        ]

    @property
    def duel_heads(self) -> list[str]:
        return [
            key if key != NONE else _("None") for key in self.titles if key in self.tally.details["pairwise"]
        ]

    @property
    def winners(self) -> list[str]:
        return [self.titles[key] for key in self.tally.winners]

    @property
    def elected_before_tie(self) -> list[str]:
        """Of an election that tied for its last seats: who has won one."""
        return [self.titles[key] for key in self.tally.details.get("elected", []) if self.tied]

    @property
    def tied(self) -> list[str]:
        """Who is voted on again, for what is left."""
        return [self.titles[key] for key in self.tally.details.get("tied", [])]

    @property
    def turnout(self) -> Turnout:
        return Turnout(self.tally.for_quorum, self.rule_text.quorum_companies, self.tally.quorum)

    @property
    def bases(self) -> list[dict[str, Any]]:
        """Of yes or no, and of a consent as one: the binding base first, then the others, for information."""
        is_one = self.tally.method == Method.MOTION or "as_motion" in self.tally.details
        if not is_one or self.rule_text.is_advisory:
            return []
        counts, rule = self.tally.as_motion, self.rule_text.rule
        bases = sorted(MatterRule.Base, key=lambda base: base != rule.base)
        return [
            {
                "label": base.label,
                "against": counts.against(base),
                "outcome": Outcome(outcome_under(base, counts, rule)).label,
                "is_binding": base == rule.base,
            }
            for base in bases
        ]


def option_titles(voting_round: VotingRound) -> dict[str, str]:
    """What each key of an option stands for, "none" last."""
    return {one["key"]: one["title"] for one in voting_round.options} | {NONE: _("None of these")}


def format_answer(answer: Mapping[str, Any], titles: Mapping[str, str]) -> str:
    """What one company answered: "yes", "1. Tiles, 2. None of these", "Tiles, Slate", "Tiles 3, Slate 2"."""
    if ranks := answer.get("ranks"):
        order = sorted(ranks, key=lambda key: (ranks[key], key))
        return ", ".join(f"{ranks[key]}. {titles[key]}" for key in order)
    if dots := answer.get("dots"):
        return ", ".join(
            f"{titles[key]} {dots[key]}" for key in sorted(dots, key=lambda key: (-dots[key], key))
        )
    if "options" in answer:
        return ", ".join(titles[key] for key in answer["options"]) or _("none of them")
    return str(Vote.Choice(answer["choice"]).label)


@dataclass(frozen=True)
class AnswerGroup:
    """Companies that answered alike, or did not for the same reason, with their reasons (`notes`); or, where
    companies chose between options, one company and its answer (`text`)."""

    label: str
    rank: int = 0
    text: str = ""
    companies: list[Company] = field(default_factory=list)
    notes: list[tuple[Company, str]] = field(default_factory=list)


def group_by_answer(entries: Iterable[Any], result: Result) -> list[AnswerGroup]:
    """`entries` with their `answer` (`with_vote`), by what they answered; empty groups are left out."""
    groups: dict[str, AnswerGroup] = {}
    choices = choices_of(result.tally.method)
    for entry in entries:
        answer, note = entry.answer or {}, entry.reason
        if entry.standing != RollEntry.Standing.ENTITLED:
            label, rank = str(RollEntry.Standing(entry.standing).label), len(choices) + 1
        elif not answer and entry.own_participation:
            label, rank = _("voted in secret"), -1
        elif not answer:
            label, rank = _("did not vote"), len(choices) + 2
        elif answer["choice"] == Vote.Choice.BALLOT:
            own = AnswerGroup(entry.company.name, text=format_answer(answer, result.titles))
            groups[f"company {entry.company_id}"] = own
            continue
        else:
            label, rank = str(Vote.Choice(answer["choice"]).label), choices.index(answer["choice"])
            note = answer.get("reason", "")
        group = groups.setdefault(label, AnswerGroup(label, rank))
        group.companies.append(entry.company)
        if note:
            group.notes.append((entry.company, note))
    return sorted(groups.values(), key=lambda group: group.rank)
