"""The rulebook in force as members read it: how each matter is decided, with the numbers of today."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from governance.proposals.choices import Matter
from governance.rulebook.effects import SHORT_WAYS
from governance.rulebook.models import MatterRule, Rulebook
from governance.rulebook.rules import rule_of_matter
from governance.voting.counting.rule import Electorate, Rule
from governance.voting.next_round import rule_to_json
from governance.voting.rule_text import RuleText
from members.companies.models import Company


@dataclass(frozen=True)
class RuleRow:
    """One matter in words; `second_call` is empty where there is none."""

    matter: str
    majority: str
    quorum: str
    second_call: str
    ways: str
    is_online: bool
    discussion: str


def rulebook_context(day: date) -> dict[str, Any]:
    """The rulebook in force on a day and its rows; nothing where there is none."""
    rulebook = Rulebook.objects.in_force(day).select_related("resolution").prefetch_related("rules").first()
    if rulebook is None:
        return {"rulebook": None}
    members = Company.objects.current(day).count()
    rules = {rule.matter: rule for rule in rulebook.rules.all()}
    rows = [row_of(matter, rule, members) for matter in Matter if (rule := rule_of_matter(matter, rules))]
    return {"rulebook": rulebook, "rows": rows, "members": members}


def row_of(matter: Matter, rule: MatterRule, members: int) -> RuleRow:
    first = rule_text(rule, members)
    second = rule_text(rule, members, is_second_call=True).quorum if rule.has_second_call else ""
    days = ngettext("%(number)s day", "%(number)s days", rule.discussion_days)
    return RuleRow(
        matter=str(matter.label),
        majority=first.majority,
        quorum=first.quorum,
        second_call=second,
        ways=", ".join(str(SHORT_WAYS[way]) for way in rule.ways),
        is_online=rule.is_online,
        discussion=days % {"number": rule.discussion_days} if rule.discussion_days else _("none"),
    )


def rule_text(rule: MatterRule, members: int, *, is_second_call: bool = False) -> RuleText:
    """As if all companies were entitled: who is suspended is known when a voting opens."""
    numbers = Rule.from_json(rule_to_json(rule, is_second_call=is_second_call))
    return RuleText(numbers, Electorate(members, members))
