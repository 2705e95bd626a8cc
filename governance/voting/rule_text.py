"""The rule of a round in words; worded when read, so a mail is in the language of its reader."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Self

from django.utils.translation import gettext, ngettext

from governance.proposals.choices import Method
from governance.rulebook.majority_text import majority_text
from governance.rulebook.models import MatterRule
from governance.voting.counting.approval import score_needed
from governance.voting.counting.rule import ENTITLED, Electorate, Rule, quorum_needed
from governance.voting.models import VotingRound


@dataclass(frozen=True)
class RuleText:
    rule: Rule
    electorate: Electorate
    method: str = Method.MOTION
    seats: int = 1
    is_advisory: bool = False
    is_in_assembly: bool = False

    @classmethod
    def for_round(cls, voting_round: VotingRound, electorate: Electorate) -> Self:
        """Of an open or a closed round, with the companies on its roll."""
        rule = Rule.from_json(voting_round.rule)
        return cls(
            rule,
            electorate,
            voting_round.method,
            voting_round.seats,
            is_advisory=voting_round.is_advisory,
            is_in_assembly=voting_round.agenda_item_id is not None,
        )

    @property
    def needed(self) -> int:
        return quorum_needed(self.electorate, self.rule)

    @property
    def quorum_companies(self) -> int:
        """Of how many companies the quorum is a part: all members, or those that may take part."""
        of_entitled = self.rule.version == 1 or self.rule.quorum_of == ENTITLED
        return self.electorate.entitled if of_entitled else self.electorate.members

    @property
    def quorum(self) -> str:
        if not self.quorum_companies:  # of a portal without companies yet
            part = Fraction(self.rule.quorum_numerator, self.rule.quorum_denominator)
            return gettext("at least %(fraction)s of the companies must take part") % {"fraction": part}
        values = {"needed": self.needed, "number": self.quorum_companies}
        if self.rule.version > 1 and self.method == Method.APPROVAL and self.seats > 1:
            text = ngettext(
                "%(needed)s of %(number)s company must name someone",
                "%(needed)s of %(number)s companies must name someone",
                self.quorum_companies,
            )
        elif self.quorum_companies == self.electorate.members:
            text = ngettext(
                "%(needed)s of %(number)s member company must take part",
                "%(needed)s of %(number)s member companies must take part",
                self.quorum_companies,
            )
        else:
            text = ngettext(
                "%(needed)s of %(number)s company entitled to vote must take part",
                "%(needed)s of %(number)s companies entitled to vote must take part",
                self.quorum_companies,
            )
        return text % values

    @property
    def companies(self) -> str:
        """Who is counted: "41 member companies, 38 of them entitled to vote; 2 stand aside"."""
        electorate = self.electorate
        words = ngettext("%(number)s member company", "%(number)s member companies", electorate.members)
        parts = [words % {"number": electorate.members}]
        if suspended := electorate.members - electorate.entitled:
            words = ngettext("%(number)s suspended", "%(number)s suspended", suspended)
            parts.append(words % {"number": suspended})
        if electorate.recused:
            words = ngettext(
                "%(number)s with a conflict of interest",
                "%(number)s with a conflict of interest",
                electorate.recused,
            )
            parts.append(words % {"number": electorate.recused})
        if len(parts) > 1:
            voting = electorate.entitled - electorate.recused
            parts.append(ngettext("%(number)s votes", "%(number)s vote", voting) % {"number": voting})
        return ", ".join(parts)

    @property
    def majority(self) -> str:
        """What passes, in half a sentence."""
        if self.is_advisory:
            return gettext("nothing: it asks for advice")
        values = {"rule": self._fraction(), "seats": self.seats}
        if self.method == Method.CONSENT and self.rule.version == 1:
            return gettext("consent, and no objection")
        if self.method == Method.CONSENT:
            return gettext("no objection, and with consents as yes: %(rule)s") % values
        if self.method == Method.RANKED:
            return gettext("the winner of the ranking, with %(rule)s against “none of these”") % values
        if self.method == Method.APPROVAL and self.seats > 1:
            return gettext("the %(seats)s options most companies accept") % values
        if self.method == Method.APPROVAL and self.rule.is_run_off:
            return gettext("whoever most companies accept of those who tied")
        if self.method == Method.APPROVAL and self.rule.version == 1:
            return gettext("the option most companies accept, if more than half of those answering do")
        if self.method == Method.APPROVAL:
            return gettext("the option most companies accept, with %(rule)s") % values
        return self._fraction()

    def _fraction(self) -> str:
        rule = self.rule
        words = majority_text(
            rule.base,
            rule.numerator,
            rule.denominator,
            is_strict=rule.is_strict,
            is_in_assembly=self.is_in_assembly,
        )
        if rule.base != MatterRule.Base.ALL or rule.version == 1:
            return words
        numbers = {
            "needed": score_needed(0, 0, self.electorate, rule),
            "number": self.electorate.members,
        }
        return words + " " + gettext("(%(needed)s of %(number)s)") % numbers
