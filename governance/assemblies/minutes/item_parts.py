"""An item of the agenda and its votes, as minutes are read."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from governance.attendance.models import AgendaItem
from governance.proposals.choices import Method, Outcome
from governance.voting.counting.rule import Electorate, Rule
from governance.voting.models import Vote, VotingRound
from governance.voting.rule_text import RuleText


@dataclass(frozen=True)
class RoundPart:
    """A vote on an item."""

    facts: Mapping[str, Any]
    companies: Mapping[int, str]
    is_extract: bool
    is_election: bool = False

    @property
    def way(self) -> str:
        """A motion, secret ballot, on paper."""
        parts = [
            str(Method(self.facts["method"]).label),
            str(VotingRound.CastBy(self.facts["cast_by"]).label),
        ]
        if self.facts["is_secret"]:
            parts.append(_("secret ballot"))
        if self.facts["is_second_call"]:
            parts.append(_("second call"))
        return capfirst(", ".join(parts))

    @property
    def outcome(self) -> str:
        tally = self.facts["tally"]
        if tally is None:
            return _("Cancelled: %(reason)s") % {"reason": self.facts["cancel_reason"]}
        return capfirst(str(Outcome(tally["outcome"]).label))

    @property
    def closed_at(self) -> datetime:
        return datetime.fromisoformat(self.facts["closed_at"])

    @property
    def figures(self) -> list[tuple[str, Any]]:
        """M, N, P, R and the rule they were counted by."""
        tally = self.facts["tally"]
        if tally is None:
            return []
        members = tally.get("members", tally["entitled"])
        electorate = Electorate(members, tally["entitled"], tally["recused"])
        rule = RuleText(
            Rule.from_json(self.facts["rule"]),
            electorate,
            self.facts["method"],
            self.facts["seats"],
            is_in_assembly=True,
        )
        return [
            (_("Member companies"), members),
            (_("Entitled to vote"), tally["entitled"]),
            (_("Present"), self.facts["present"]),
            (_("No vote by law") if self.by_law else _("Conflict of interest"), tally["recused"]),
            (_("Quorum"), tally["quorum"]),
            (_("Passes with"), rule.majority),
        ]

    @property
    def counts(self) -> list[tuple[str, int]]:
        counts = self.facts["tally"]["counts"] if self.facts["tally"] else {}
        return [(capfirst(str(Vote.Choice(choice).label)), number) for choice, number in counts.items()]

    @property
    def winners(self) -> list[str]:
        return (self.facts["tally"] or {}).get("winners", [])

    @property
    def hides_winners(self) -> bool:
        """Those elected are people, and the extract is without people: it says how many they are."""
        return self.is_extract and self.is_election

    @property
    def chosen(self) -> list[str]:
        titles = {one["key"]: one["title"] for one in self.facts["options"]}
        return [titles.get(key, key) for key in self.winners]

    @property
    def by_name(self) -> list[tuple[str, list[str]]]:
        """Who dissented or abstained, by what they said; in a secret vote nobody."""
        return [
            (capfirst(str(Vote.Choice(choice).label)), [self._name(one) for one in companies])
            for choice, companies in self.facts["votes"].items()
        ]

    @property
    def recusals(self) -> list[tuple[str, str]]:
        return [
            (self._name(one["company"]), "" if self.is_extract else one["reason"])
            for one in self.facts["recusals"]
            if not one.get("is_by_law")
        ]

    @property
    def by_law(self) -> list[str]:
        """The companies of directors, which have no vote on the accounts."""
        return [self._name(one["company"]) for one in self.facts["recusals"] if one.get("is_by_law")]

    @property
    def parties(self) -> list[str]:
        """What the companies did that the decision concerns."""
        return [
            (
                _("The decision concerns %(company)s: it declared a conflict of interest and did not vote.")
                if one["has_recused"]
                else _("The decision concerns %(company)s: it did not declare a conflict of interest.")
            )
            % {"company": one["name"]}
            for one in self.facts["parties"]
        ]

    @property
    def record_url(self) -> str:
        proposal, number = self.facts["record"].split("-")
        return reverse("governance:round_record", args=[proposal, number])

    def _name(self, company: int) -> str:
        return self.companies.get(company, str(company))


@dataclass(frozen=True)
class ItemPart:
    facts: Mapping[str, Any]
    rounds: list[RoundPart]

    @property
    def kind(self) -> str:
        return str(AgendaItem.Kind(self.facts["kind"]).label)

    @property
    def state(self) -> str:
        return str(AgendaItem.State(self.facts["state"]).label)

    @property
    def is_dealt_with(self) -> bool:
        return self.facts["state"] == AgendaItem.State.DONE

    @property
    def shows_text(self) -> bool:
        """Not where a vote says the same."""
        return all(one.facts["text"] != self.facts["text"] for one in self.rounds)
