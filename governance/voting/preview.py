"""What is said of a round before it opens, counted as the opening counts."""

from django.core.exceptions import ValidationError
from django.utils import timezone

from governance.amendments.models import Amendment
from governance.proposals.models import Proposal
from governance.rulebook.rule_in_force import get_rule_in_force
from governance.voting.counting.rule import Rule
from governance.voting.next_round import plan_round
from governance.voting.roll import RollFigures, preview_roll
from governance.voting.rule_text import RuleText
from governance.voting.rules import count_electorate


def next_rule_text(proposal: Proposal, amendment: Amendment | None = None) -> RuleText | None:
    """The rule a round would have if it opened now; None where the rulebook says nothing."""
    today = timezone.localdate()
    try:
        planned = plan_round(proposal, today, amendment=amendment)
    except ValidationError:
        return None
    roll = preview_roll(proposal, planned.matter_rule.rulebook, today)
    return RuleText(
        Rule.from_json(planned.rule),
        count_electorate(entry.standing for entry in roll),
        planned.method,
        planned.seats,
        planned.is_advisory,
    )


def next_roll_figures(proposal: Proposal) -> RollFigures | None:
    """The roll a round would have if it opened now, in figures; None where the rulebook says nothing."""
    today = timezone.localdate()
    try:
        rulebook = get_rule_in_force(proposal.matter, today).rulebook
    except ValidationError:
        return None
    return RollFigures.of(preview_roll(proposal, rulebook, today))
