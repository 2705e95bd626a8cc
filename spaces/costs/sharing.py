"""How a rule shares an amount over some days, or how a resolution decided it."""

from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from governance.proposals.share_models import ProposalShare
from spaces.costs.cost_models import Authorisation
from spaces.costs.facts import read_facts, weights_by
from spaces.costs.models import SharingRule
from spaces.costs.rules import NoWeightsError, Split, split_cost
from spaces.costs.weights import Scope, Weights


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
    scope = scope_of(rule)
    facts = read_facts(start, end, keys=rule.keys, scope=scope, rule=rule)
    weights = [weights_by(key, facts, scope) for key in rule.keys]
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


def share_as_decided(authorisation: Authorisation, cents: int, *, turn: int = 0) -> Split:
    """In the proportion that was decided: of the whole sum the same cents as were voted on."""
    rows = ProposalShare.objects.filter(proposal__resolutions=authorisation.resolution_id)
    weights: Weights = {company: {share: 1} for company, share in rows.values_list("company", "cents")}
    try:
        return split_cost(cents, weights, turn=turn)
    except NoWeightsError:
        text = _("The decision does not say how it is shared: choose a sharing rule.")
        raise ValidationError({"rule": text}) from None


def share_of_cost(
    *,
    rule: SharingRule | None,
    authorisation: Authorisation | None,
    cents: int,
    start: date,
    end: date,
    turn: int = 0,
) -> Split:
    if rule is not None:
        return share_by_rule(rule, cents, start, end, turn=turn)
    if authorisation is None:
        raise ValidationError({"rule": _("Choose a sharing rule: no decision says how it is shared.")})
    return share_as_decided(authorisation, cents, turn=turn)
