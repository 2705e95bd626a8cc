"""By which ways of voting a matter is decided, and what is against deciding a proposal as it stands."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from governance.proposals.choices import Matter, Method
from governance.proposals.models import Proposal
from governance.rulebook.models import MatterRule


def deciding_ways(rule: MatterRule) -> Sequence[str]:
    """None where the matter is decided in assemblies, and the portal asks for advice only."""
    return rule.ways if rule.is_online else ()


def faults_of_decision(proposal: Proposal, rule: MatterRule) -> dict[str, Any]:
    """What is wrong, by the field that mends it. Advice can be asked in any matter and any way."""
    if proposal.is_advisory:
        return {}
    if not rule.is_online:
        return {
            "is_advisory": _(
                "The rulebook has this matter decided in an assembly. Here you can ask for advice: tick this."
            )
        }
    if proposal.method not in rule.ways:
        return {
            "method": _(
                "The rulebook does not let this way of voting decide in this matter. Choose another, or"
                " ask for advice."
            )
        }
    if not Method(proposal.method).is_choice:
        return {}
    if not (proposal.is_choice or proposal.matter == Matter.ELECTION):
        return {
            "is_choice": _(
                "A ranking or an approval decides only if the proposal chooses among options or "
                "persons. Tick this if it does."
            )
        }
    if proposal.seats > 1 and rule.base == MatterRule.Base.ALL:
        return {
            "seats": _("In this matter all member companies are counted against: one is chosen, not several.")
        }
    return {}
