"""Of each item that is still to come: how many companies must be there, and how many are missing."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from governance.assemblies.calling.agenda_lines import rule_in_call
from governance.attendance.models import AgendaItem, Assembly, AssemblyEntry
from governance.attendance.rules import call_now
from governance.proposals.models import Proposal
from governance.rulebook.models import MatterRule
from governance.rulebook.rules import rule_of_matter
from governance.voting.counting.rule import Electorate, quorum_needed
from governance.voting.next_round import NextRound, plan_round

Standing, Item = AssemblyEntry.Standing, AgendaItem.State
TO_COME = (Item.WAITING, Item.OPEN)


@dataclass(frozen=True)
class Quorum:
    """In companies. `needed` is None where nothing is voted on."""

    needed: int | None
    present: int

    @property
    def missing(self) -> int:
        return max(0, (self.needed or 0) - self.present)

    @property
    def is_reached(self) -> bool:
        return not self.missing

    def __str__(self) -> str:
        if self.needed is None:
            return _("no vote")
        if self.is_reached:
            return _("%(needed)s reached") % {"needed": self.needed}
        text = ngettext(
            "%(missing)s missing of %(needed)s", "%(missing)s missing of %(needed)s", self.missing
        )
        return text % {"missing": self.missing, "needed": self.needed}


@dataclass(frozen=True)
class MatterQuorum:
    """A kind of item that is still to come, with the numbers of its items."""

    label: str
    items: list[int]
    quorum: Quorum


def electorate_of(entries: Iterable[AssemblyEntry]) -> Electorate:
    """M and N of an assembly, as corrected; who stands aside is another question for each item."""
    kept = [entry.standing for entry in entries]
    entitled, suspended = kept.count(Standing.ENTITLED), kept.count(Standing.SUSPENDED)
    return Electorate(entitled + suspended, entitled)


def rules_of(assembly: Assembly) -> dict[str, MatterRule]:
    """Of the rulebook the notice names, by matter. One query."""
    if assembly.rulebook_id is None:
        return {}
    return {rule.matter: rule for rule in MatterRule.objects.filter(rulebook=assembly.rulebook_id)}


def plan_round_in_call(proposal: Proposal, assembly: Assembly, day: date) -> NextRound:
    """As outside an assembly, but by the rulebook the notice names, and the call says which quorum it is:
    a vote again after a tie or an objection in second call stays in it."""
    planned = plan_round(proposal, day)
    matter_rule = rule_of_matter(proposal.matter, rules_of(assembly))
    if matter_rule is None:
        raise ValidationError(
            _("The rulebook has no rule for this matter. Ask a coordinator to add one."), code="no_rule"
        )
    is_second = assembly.call == 2
    numbers = rule_in_call(matter_rule, is_second_call=is_second).to_json()
    numbers = {name: value for name, value in numbers.items() if not name.endswith("run_off")}
    return replace(
        planned, matter_rule=matter_rule, rule={**planned.rule, **numbers}, is_second_call=is_second
    )


def quorums_of_items(
    assembly: Assembly,
    items: Iterable[AgendaItem],
    rules: Mapping[str, MatterRule],
    electorate: Electorate,
    present: int,
) -> dict[int, Quorum]:
    """By the id of the item, in the call that is held or comes next."""
    is_second = call_now(assembly) == 2
    found = {}
    for item in items:
        rule = rule_of_matter(item.proposal.matter, rules) if item.proposal else None
        needed = None
        if rule:
            needed = quorum_needed(electorate, rule_in_call(rule, is_second_call=is_second))
        found[item.pk] = Quorum(needed, present)
    return found


def quorums_to_come(items: Iterable[AgendaItem], quorums: Mapping[int, Quorum]) -> list[MatterQuorum]:
    """One line a matter of what is still to be voted on, in the order of the agenda."""
    lines: dict[str, MatterQuorum] = {}
    for item in items:
        if item.proposal is None or item.state not in TO_COME or quorums[item.pk].needed is None:
            continue
        label = item.proposal.get_matter_display()
        line = lines.setdefault(item.proposal.matter, MatterQuorum(label, [], quorums[item.pk]))
        line.items.append(item.position)
    return list(lines.values())
