"""The agenda as pages and mails show it: each item, its papers, and in numbers the rule it is decided by."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone

from governance.assemblies.calling.notice_papers import papers_of
from governance.attendance.models import AgendaItem, Assembly, AssemblyEntry
from governance.proposals.choices import Matter
from governance.rulebook.models import MatterRule, Rulebook
from governance.rulebook.rules import rule_of_matter
from governance.voting.counting.rule import Electorate, Rule
from governance.voting.next_round import rule_to_json
from governance.voting.roll import suspension_reasons
from governance.voting.rule_text import RuleText
from members.companies.models import Company

# Whose law keeps the quorum of the first call in the second, unless the rulebook names another.
KEPT_IN_SECOND_CALL = (Matter.STATUTE, Matter.DISSOLUTION)


@dataclass(frozen=True)
class AgendaLine:
    """`first` and `second` are None where nothing is voted on, `second` also without a second call."""

    item: AgendaItem
    text: str
    sha256: str
    first: RuleText | None = None
    second: RuleText | None = None
    attachments: list[tuple[str, str]] = field(default_factory=list)  # name and SHA-256


def rule_in_call(rule: MatterRule, *, is_second_call: bool) -> Rule:
    """The numbers an assembly decides a matter by in a call.

    In second call any number is enough where the rulebook says nothing (civil code, art. 21); not for what
    changes the statute or ends the association.
    """
    if not is_second_call:
        return Rule.from_json(rule_to_json(rule))
    if rule.has_second_call:
        return Rule.from_json(rule_to_json(rule, is_second_call=True))
    numbers = rule_to_json(rule)
    if rule.matter not in KEPT_IN_SECOND_CALL:
        numbers |= {"quorum_numerator": 0, "quorum_denominator": 1}
    return Rule.from_json(numbers)


def electorate_of(assembly: Assembly) -> Electorate:
    """Of the roll the notice froze; before it, of the companies of today."""
    if assembly.state == Assembly.State.DRAFT:
        return electorate_today(rulebook_of(assembly))
    standings = list(assembly.entries.values_list("standing", flat=True))
    standing = AssemblyEntry.Standing
    entitled, suspended = standings.count(standing.ENTITLED), standings.count(standing.SUSPENDED)
    return Electorate(entitled + suspended, entitled)


def electorate_today(rulebook: Rulebook | None) -> Electorate:
    today = timezone.localdate()
    companies = list(Company.objects.current(today))
    suspended = suspension_reasons(companies, rulebook, today) if rulebook else {}
    return Electorate(len(companies), len(companies) - len(suspended))


def rulebook_of(assembly: Assembly) -> Rulebook | None:
    """The one the notice names; before it, the one in force today."""
    return assembly.rulebook or Rulebook.objects.in_force_now()


def as_if_called(draft: Assembly) -> Assembly:
    """A draft to look at, under the rulebook that its notice would name today. Not to be saved."""
    draft.rulebook = rulebook_of(draft)
    return draft


def agenda_lines(
    assembly: Assembly, items: Iterable[AgendaItem], *, electorate: Electorate
) -> list[AgendaLine]:
    """Items from `for_page`. One query, for the rules."""
    items = list(items)
    rulebook = rulebook_of(assembly)
    rules = {rule.matter: rule for rule in rulebook.rules.all()} if rulebook else {}
    papers = papers_of(items)
    return [
        _line(assembly, item, paper, rules, electorate) for item, paper in zip(items, papers, strict=True)
    ]


def _line(
    assembly: Assembly,
    item: AgendaItem,
    paper: Mapping[str, Any],
    rules: Mapping[str, MatterRule],
    electorate: Electorate,
) -> AgendaLine:
    proposal = item.proposal
    files = [(one["name"], one["sha256"]) for one in paper["attachments"]]
    if proposal is None:
        return AgendaLine(item, item.text, paper["sha256"])
    rule = rule_of_matter(proposal.matter, rules)
    if rule is None:
        return AgendaLine(item, proposal.text, paper["sha256"], attachments=files)
    calls = [False] if assembly.second_call_at is None else [False, True]
    texts = [
        RuleText(
            rule_in_call(rule, is_second_call=is_second),
            electorate,
            proposal.method,
            proposal.seats,
            is_in_assembly=True,
        )
        for is_second in calls
    ]
    return AgendaLine(item, proposal.text, paper["sha256"], texts[0], (*texts[1:], None)[0], files)
