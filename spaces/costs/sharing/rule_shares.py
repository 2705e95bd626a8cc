"""What a company and the community bear by each rule, as things stand: percents beside a bar."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from members.companies.models import Company
from spaces.costs.sharing.models import SharingRule
from spaces.costs.sharing.split import split_by_weights
from spaces.costs.sharing.year_facts import YearFacts

WHOLE = 1_000_000  # shared by each rule: to the ten-thousandth


@dataclass(frozen=True, slots=True)
class RulePart:
    """Of one payer: in words, and in whole percents as a bar."""

    name: str
    percent: str
    width: int
    is_community: bool


def rule_parts(
    rules: Sequence[SharingRule], company: Company | None, start: date, end: date
) -> dict[int, list[RulePart]]:
    """By rule, the company's part and the community's; nothing of a rule by which nobody bears anything.

    Seven queries at most, whatever the number of rules, beside those of meters.
    """
    facts = YearFacts(start, end, rules, is_forecast=True)
    return {rule.pk: _parts(rule, company, facts, start, end) for rule in rules}


def _parts(
    rule: SharingRule, company: Company | None, facts: YearFacts, start: date, end: date
) -> list[RulePart]:
    try:
        split = split_by_weights(rule, WHOLE, facts.weights_of(rule, start, end))
    except ValidationError:
        return []
    cents = {share.payer: share.cents for share in split.shares}
    community = _part(_("The community, for empty units"), cents.get(None, 0), is_community=True)
    if company is None:
        return [community]
    return [_part(company.name, cents.get(company.pk, 0), is_community=False), community]


def _part(name: str, cents: int, *, is_community: bool) -> RulePart:
    percent = number_format(round(100 * cents / WHOLE, 1), 1)
    return RulePart(name, percent, round(100 * cents / WHOLE), is_community)
