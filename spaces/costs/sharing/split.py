"""How a rule shares an amount over some days: what was read, turned into cents."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from spaces.costs.sharing.facts import read_facts, weights_by
from spaces.costs.sharing.models import SharingRule
from spaces.costs.sharing.rules import NoWeightsError, Split, split_cost
from spaces.costs.sharing.weights import Scope, Weights, common_use, unread_meters

MOST_NAMED = 10  # meters


def scope_of(rule: SharingRule) -> Scope:
    named = rule.among == SharingRule.Among.COMPANIES
    return Scope(
        floor=rule.floor_id,
        building=rule.building_id,
        companies=frozenset(company.pk for company in rule.companies.all()) if named else None,
        unusable_is_empty=rule.unusable == SharingRule.Unusable.EMPTY,
    )


@dataclass(frozen=True, slots=True)
class RuleWeights:
    """Of the first key, of the key of the rest; what nobody used alone; the meters nobody read."""

    keys: list[Weights]
    common: int = 0
    unread: Sequence[str] = ()


def share_by_rule(
    rule: SharingRule, cents: int, start: date, end: date, *, turn: int = 0, is_forecast: bool = False
) -> Split:
    """ValidationError where nobody weighs anything in [start, end), or a meter was not read around it."""
    weights = weights_of_rule(rule, start, end, is_forecast=is_forecast)
    return split_by_weights(rule, cents, weights, turn=turn)


def weights_of_rule(rule: SharingRule, start: date, end: date, *, is_forecast: bool = False) -> RuleWeights:
    """Over [start, end); of a time to come (`is_forecast`) use is taken to go on as it was."""
    scope = scope_of(rule)
    facts = read_facts(start, end, keys=rule.keys, scope=scope, rule=rule, is_forecast=is_forecast)
    weights = [weights_by(key, facts, scope) for key in rule.keys]
    if SharingRule.Key.METERED not in rule.keys:
        return RuleWeights(weights)
    return RuleWeights(weights, common_use(facts, scope), unread_meters(facts, scope))


def split_by_weights(rule: SharingRule, cents: int, weights: RuleWeights, *, turn: int = 0) -> Split:
    if weights.unread:
        text = _("These meters were not read at the beginning and at the end of these days: %(codes)s.")
        raise ValidationError({"rule": text % {"codes": ", ".join(weights.unread[:MOST_NAMED])}})
    try:
        return split_cost(
            cents,
            *weights.keys,
            fixed_percent=rule.fixed_percent,
            turn=turn,
            shares_empty_again=rule.shares_empty_again,
            common=weights.common,
        )
    except NoWeightsError:
        text = _("By this rule nobody bears anything in these days: check the days, or choose another rule.")
        raise ValidationError({"rule": text}) from None
