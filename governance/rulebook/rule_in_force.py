"""The rule of a matter on a day, and what it says of a proposal."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from governance.proposals.choices import Matter
from governance.proposals.models import Proposal
from governance.rulebook.models import MatterRule
from governance.rulebook.rules import deciding_ways, faults_of_decision
from multifactory.lib.formats import format_day


def get_rule_in_force(matter: str, day: date) -> MatterRule:
    """How a matter is decided on a day. ValidationError where the rulebook says nothing.

    The rule of ordinary matters stands in for one that is not named, but not for what the law asks more of.
    """
    rule = MatterRule.objects.in_force(matter, day).first()
    if rule and (rule.matter == matter or not Matter(matter).needs_own_rule):
        return rule
    raise ValidationError(
        _("The rulebook has no rule for this matter. Ask a coordinator to add one."), code="no_rule"
    )


def find_rule_today(matter: str) -> MatterRule | None:
    try:
        return get_rule_in_force(matter, timezone.localdate())
    except ValidationError:
        return None


def ways_in_matter_today(matter: str) -> Sequence[str]:
    rule = find_rule_today(matter)
    return deciding_ways(rule) if rule else ()


def faults_of_decision_today(proposal: Proposal) -> Mapping[str, Any]:
    rule = find_rule_today(proposal.matter)
    return faults_of_decision(proposal, rule) if rule else {}


def is_decided_in_assembly(proposal: Proposal) -> bool:
    """The rulebook of today has its matter decided in an assembly; advice is always asked online."""
    rule = None if proposal.is_advisory else find_rule_today(proposal.matter)
    return rule is not None and not rule.is_online


def ensure_decided_online(proposal: Proposal) -> None:
    if is_decided_in_assembly(proposal):
        text = _("The rulebook has this matter decided in an assembly: it can be put on the agenda of one.")
        raise ValidationError(text, code="in_assembly")


def ensure_discussed_long_enough(proposal: Proposal) -> None:
    """So many days as the rulebook says, from the day the discussion was opened; advice needs none."""
    rule = find_rule_today(proposal.matter)
    if rule is None or proposal.is_advisory or proposal.discussion_opened_at is None:
        return
    days = rule.discussion_days
    first_day = timezone.localdate(proposal.discussion_opened_at) + timedelta(days=days)
    if timezone.localdate() < first_day:
        text = ngettext(
            "The rulebook gives this matter %(number)s day of discussion: the text can be made final from"
            " %(day)s.",
            "The rulebook gives this matter %(number)s days of discussion: the text can be made final from"
            " %(day)s.",
            days,
        )
        raise ValidationError(text % {"number": days, "day": format_day(first_day)}, code="discussion")
