"""The rule a round has if it opens now."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from governance.proposals.models import Proposal
from governance.rulebook.models import MatterRule
from governance.voting.counting.rule import Rule
from governance.voting.roll import RollFigures, preview_roll
from governance.voting.rule_text import RuleText
from members.companies.models import Company


def rule_to_json(matter_rule: MatterRule, *, is_second_call: bool = False) -> dict[str, Any]:
    """The numbers of a round: those of `counting.Rule`, and the quorum a second call would have."""
    second = {
        name: getattr(matter_rule, name) for name in ("second_quorum_numerator", "second_quorum_denominator")
    }
    rule = {name: getattr(matter_rule, name) for name in Rule.__dataclass_fields__} | second
    if is_second_call:
        rule["quorum_numerator"] = second["second_quorum_numerator"]
        rule["quorum_denominator"] = second["second_quorum_denominator"]
    return rule


def get_rule_in_force(matter: str, day: date) -> MatterRule:
    """How a matter is decided on a day. ValidationError where the rulebook says nothing at all."""
    if matter_rule := MatterRule.objects.in_force(matter, day).first():
        return matter_rule
    raise ValidationError(
        _("The rulebook has no rule for this matter. Ask a coordinator to add one."), code="no_rule"
    )


def current_rule_text(proposal: Proposal) -> RuleText | None:
    """The rule a round would have if it opened now; None where the rulebook says nothing."""
    try:
        matter_rule = get_rule_in_force(proposal.matter, timezone.localdate())
    except ValidationError:
        return None
    rule = Rule(**{name: getattr(matter_rule, name) for name in Rule.__dataclass_fields__})
    entitled = Company.objects.current().count()
    return RuleText(rule, entitled, proposal.method, proposal.seats, proposal.is_advisory)


def current_roll_figures(proposal: Proposal) -> RollFigures | None:
    """The roll a round would have if it opened now, in figures; None where the rulebook says nothing."""
    today = timezone.localdate()
    try:
        rulebook = get_rule_in_force(proposal.matter, today).rulebook
    except ValidationError:
        return None
    return RollFigures.of(preview_roll(proposal, rulebook, today))
