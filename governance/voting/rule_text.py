"""The rule of a round in words; worded when read, so a mail is in the language of its reader."""

from dataclasses import dataclass
from math import gcd
from typing import Self

from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from governance.proposals.choices import Method
from governance.rulebook.models import MatterRule
from governance.voting.counting.rule import Rule, quorum_needed
from governance.voting.models import VotingRound

Base = MatterRule.Base

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
class RuleText:
    rule: Rule
    entitled: int
    method: str = Method.MOTION
    seats: int = 1
    is_advisory: bool = False

    @classmethod
    def for_round(cls, voting_round: VotingRound, entitled: int) -> Self:
        """Of an open or a closed round; `entitled` companies are on its roll and not suspended."""
        rule = Rule.from_json(voting_round.rule)
        return cls(rule, entitled, voting_round.method, voting_round.seats, voting_round.is_advisory)

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
        """What passes, in half a sentence."""
        if self.is_advisory:
            return gettext("nothing: it asks for advice")
        if self.method == Method.CONSENT:
            return gettext("consent, and no objection")
        if self.method == Method.RANKED:
            text = gettext("the winner of the ranking, with %(rule)s against “none of these”")
            return text % {"rule": self._fraction()}
        if self.method == Method.APPROVAL and self.seats == 1:
            return gettext("the option most companies accept, if more than half of those answering do")
        if self.method == Method.APPROVAL:
            return gettext("the %(seats)s options most companies accept") % {"seats": self.seats}
        return self._fraction()

    def _fraction(self) -> str:
        key = (Base(self.rule.base), self.rule.is_strict)
        if 2 * self.rule.numerator == self.rule.denominator:
            return str(_HALF[key])
        shared = gcd(self.rule.numerator, self.rule.denominator)
        fraction = f"{self.rule.numerator // shared}/{self.rule.denominator // shared}"
        return str(_FRACTION[key]) % {"fraction": fraction}
