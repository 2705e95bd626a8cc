"""How a rule shares an amount over some days: what was read, turned into cents."""

from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from spaces.costs.sharing.facts import read_facts, weights_by
from spaces.costs.sharing.models import SharingRule
from spaces.costs.sharing.rules import NoWeightsError, Split, split_cost
from spaces.costs.sharing.weights import Scope, Weights


def scope_of(rule: SharingRule) -> Scope:
    named = rule.among == SharingRule.Among.COMPANIES
    return Scope(
        floor=rule.floor_id,
        building=rule.building_id,
        companies=frozenset(company.pk for company in rule.companies.all()) if named else None,
        unusable_is_empty=rule.unusable == SharingRule.Unusable.EMPTY,
    )


def share_by_rule(rule: SharingRule, cents: int, start: date, end: date, *, turn: int = 0) -> Split:
    """ValidationError where nobody weighs anything in [start, end)."""
    return split_by_weights(rule, cents, weights_of_rule(rule, start, end), turn=turn)


def weights_of_rule(rule: SharingRule, start: date, end: date) -> list[Weights]:
    """Of the first key and of the key of the rest, over [start, end)."""
    scope = scope_of(rule)
    facts = read_facts(start, end, keys=rule.keys, scope=scope, rule=rule)
    return [weights_by(key, facts, scope) for key in rule.keys]


def split_by_weights(rule: SharingRule, cents: int, weights: list[Weights], *, turn: int = 0) -> Split:
    try:
        return split_cost(
            cents,
            *weights,
            fixed_percent=rule.fixed_percent,
            turn=turn,
            shares_empty_again=rule.shares_empty_again,
        )
    except NoWeightsError:
        text = _("By this rule nobody bears anything in these days: check the days, or choose another rule.")
        raise ValidationError({"rule": text}) from None
