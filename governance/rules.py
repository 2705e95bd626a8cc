"""How votes are counted, what the rule says in words, and who may do what. Pure: no writing, no queries."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from math import gcd
from typing import Any, Self

from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from governance.models import MatterRule, Outcome, Proposal, RollEntry, VotingRound
from members.models import Membership, User

Base = MatterRule.Base


@dataclass(frozen=True)
class Rule:
    """The numbers a round is decided by: a fraction of a base, and a quorum as a fraction of all entitled."""

    base: str
    numerator: int
    denominator: int
    is_strict: bool
    quorum_numerator: int
    quorum_denominator: int

    @classmethod
    def of(cls, matter_rule: MatterRule) -> Self:
        return cls(**{name: getattr(matter_rule, name) for name in cls.__dataclass_fields__})

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        """KeyError where a number is missing: a round without its whole rule must not be counted."""
        return cls(**{name: data[name] for name in cls.__dataclass_fields__})

    def to_json(self) -> dict[str, Any]:
        return asdict(self)


@dataclass(frozen=True)
class Counts:
    """Companies. `entitled` (N) includes `recused` (R), who count for the quorum and not for the majority."""

    entitled: int
    recused: int
    yes: int
    no: int
    abstain: int

    @classmethod
    def of(cls, closed_round: VotingRound) -> Self:
        """What was counted when the round closed."""
        return cls(**{name: getattr(closed_round, name) for name in cls.__dataclass_fields__})

    @property
    def cast(self) -> int:
        return self.yes + self.no

    @property
    def taken_part(self) -> int:
        """P: companies that voted or declared that they stand aside."""
        return self.yes + self.no + self.abstain + self.recused

    @property
    def absent(self) -> int:
        return self.entitled - self.taken_part

    def against(self, base: str) -> int:
        """b, what yes is measured against: yes and no votes, those present who may vote, or all entitled."""
        present = self.taken_part - self.recused
        return {Base.CAST: self.cast, Base.PRESENT: present, Base.ALL: self.entitled}[Base(base)]


def quorum_needed(entitled: int, rule: Rule) -> int:
    """Companies that must take part: the fraction rounded up (civil code, art. 21), and never nobody."""
    return max(1, -(-entitled * rule.quorum_numerator // rule.quorum_denominator))


def has_quorum(counts: Counts, rule: Rule) -> bool:
    return counts.taken_part >= quorum_needed(counts.entitled, rule)


def has_majority(counts: Counts, rule: Rule) -> bool:
    """d·Y > n·b ("more than") or d·Y ≥ n·b ("at least"), and more yes than no whatever the fraction.

    Without the second half, "at least a third" would adopt 1 to 2 and, as a tie, refuse 2 to 2.
    """
    share, threshold = rule.denominator * counts.yes, rule.numerator * counts.against(rule.base)
    return counts.yes > counts.no and (share > threshold if rule.is_strict else share >= threshold)


def outcome(counts: Counts, rule: Rule) -> Outcome:
    """What the managing body has decided. Only ADOPTED is a yes; the others say why not."""
    if not has_quorum(counts, rule):
        return Outcome.NO_QUORUM
    if has_majority(counts, rule):
        return Outcome.ADOPTED
    return Outcome.TIED if counts.yes == counts.no > 0 else Outcome.REJECTED


def outcome_under(base: str, counts: Counts, rule: Rule) -> Outcome:
    """The same votes measured against another base, for information."""
    return outcome(counts, replace(rule, base=base))


# --- In words ----------------------------------------------------------------------------------------

_HALF = {
    (Base.CAST, True): _("more yes than no"),
    (Base.CAST, False): _("more yes than no"),
    (Base.PRESENT, True): _("yes from more than half of those taking part"),
    (Base.PRESENT, False): _("yes from at least half of those taking part"),
    (Base.ALL, True): _("yes from more than half of all companies"),
    (Base.ALL, False): _("yes from at least half of all companies"),
}
_FRACTION = {
    (Base.CAST, True): _("yes in more than %(fraction)s of the yes and no votes"),
    (Base.CAST, False): _("yes in at least %(fraction)s of the yes and no votes"),
    (Base.PRESENT, True): _("yes from more than %(fraction)s of those taking part"),
    (Base.PRESENT, False): _("yes from at least %(fraction)s of those taking part"),
    (Base.ALL, True): _("yes from more than %(fraction)s of all companies"),
    (Base.ALL, False): _("yes from at least %(fraction)s of all companies"),
}


@dataclass(frozen=True)
class RuleInWords:
    """The rule of one round for people; worded when read, so a mail is in the language of its reader."""

    rule: Rule
    entitled: int

    @property
    def needed(self) -> int:
        return quorum_needed(self.entitled, self.rule)

    @property
    def quorum(self) -> str:
        text = ngettext(
            "%(needed)s of %(entitled)s company must take part",
            "%(needed)s of %(entitled)s companies must take part",
            self.entitled,
        )
        return text % {"needed": self.needed, "entitled": self.entitled}

    @property
    def majority(self) -> str:
        key = (Base(self.rule.base), self.rule.is_strict)
        if 2 * self.rule.numerator == self.rule.denominator:
            return str(_HALF[key])
        shared = gcd(self.rule.numerator, self.rule.denominator)
        fraction = f"{self.rule.numerator // shared}/{self.rule.denominator // shared}"
        return str(_FRACTION[key]) % {"fraction": fraction}


def rule_in_words(rule: Rule, entitled: int) -> RuleInWords:
    return RuleInWords(rule, entitled)


# --- Who may -----------------------------------------------------------------------------------------
# Each takes the membership the person acts for, or a false value. Being staff gives no vote and no voice.


def can_propose(membership: Membership | None) -> bool:
    return bool(membership and membership.is_representative)


def is_proposer(membership: Membership | None, proposal: Proposal) -> bool:
    """Any representative of the proposing company, not only the one who wrote it."""
    return bool(membership and membership.is_representative and membership.company_id == proposal.company_id)


def can_edit_proposal(membership: Membership | None, proposal: Proposal) -> bool:
    return proposal.is_editable and is_proposer(membership, proposal)


def can_open_discussion(membership: Membership | None, proposal: Proposal) -> bool:
    return proposal.state == Proposal.State.DRAFT and is_proposer(membership, proposal)


def can_withdraw(membership: Membership | None, proposal: Proposal) -> bool:
    """Until voting opens; from then on the proposal belongs to the managing body."""
    return can_edit_proposal(membership, proposal)


def can_call_vote(user: User, membership: Membership | None, proposal: Proposal) -> bool:
    return is_proposer(membership, proposal) or user.is_coordinator


def can_open_voting(user: User, membership: Membership | None, proposal: Proposal) -> bool:
    return proposal.state == Proposal.State.DISCUSSION and can_call_vote(user, membership, proposal)


def can_comment(membership: Membership | None, proposal: Proposal) -> bool:
    return bool(membership) and proposal.is_discussed


def can_vote(membership: Membership | None, standing: str | None) -> bool:
    """A representative, for a company entitled when the round opened. `standing` is None off the roll."""
    return can_propose(membership) and standing == RollEntry.Standing.ENTITLED


def why_no_vote(membership: Membership | None, standing: str | None, reason: str = "") -> str:
    """Why a reader finds no voting form, in a sentence; empty for those who may vote."""
    if can_vote(membership, standing):
        return ""
    if not membership:
        return gettext("You read along as a coordinator. Companies vote, and you act for none.")
    names = {"company": membership.company, "reason": reason}
    if standing is None:
        return (
            gettext("%(company)s has no vote here: it was not a member company when voting opened.") % names
        )
    if standing != RollEntry.Standing.ENTITLED:
        return gettext("%(company)s has no vote here. The reason on the roll: %(reason)s") % names
    return gettext("Only a representative votes for %(company)s, and you are a collaborator.") % names
