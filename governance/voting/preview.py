"""What is said of a round before it opens, counted as the opening counts."""

from django.core.exceptions import ValidationError
from django.utils import timezone

from governance.amendments.models import Amendment
from governance.proposals.models import Proposal
from governance.voting.counting.rule import Rule
from governance.voting.models import VotingRound
from governance.voting.next_round import plan_round
from governance.voting.rule_text import RuleText
from governance.voting.rules import count_electorate
from governance.voting.services import build_roll


def next_rule_text(proposal: Proposal, amendment: Amendment | None = None) -> RuleText | None:
    """The rule a round would have if it opened now; None where the rulebook says nothing."""
    today = timezone.localdate()
    try:
        planned = plan_round(proposal, today, amendment=amendment)
    except ValidationError:
        return None
    roll = build_roll(VotingRound(proposal=proposal, rulebook=planned.matter_rule.rulebook), today)
    return RuleText(
        Rule.from_json(planned.rule),
        count_electorate(entry.standing for entry in roll),
        planned.method,
        proposal.seats if planned.method.is_choice else 1,
        planned.is_advisory,
    )
