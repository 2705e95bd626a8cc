"""By which ways of voting a matter is decided, and what is against deciding a proposal as it stands."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from governance.proposals.choices import Matter, Method
from governance.proposals.models import Proposal
from governance.rulebook.models import MatterRule


def deciding_ways(rule: MatterRule) -> Sequence[str]:
    """Online, or in an assembly where the matter is decided there."""
    return rule.ways


def rule_of_matter(matter: str, rules: Mapping[str, MatterRule]) -> MatterRule | None:
    """Of one rulebook. The rule of ordinary matters stands in for one that is not named, but not for what
    the law asks more of."""
    if matter in rules or Matter(matter).needs_own_rule:
        return rules.get(matter)
    return rules.get(Matter.ORDINARY)


def faults_of_decision(proposal: Proposal, rule: MatterRule) -> dict[str, Any]:
    """What is wrong, by the field that mends it. Advice can be asked in any matter and any way."""
    if proposal.is_advisory:
        return {}
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
