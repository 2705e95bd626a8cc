"""What a proposed rule or table changes, on the page of its proposal: registered with `governance.hooks`."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from governance.hooks import row_of_effect
from governance.proposals.models import Proposal
from members.companies.models import Company
from members.hooks import Section
from multifactory.lib.formats import format_euro
from spaces.costs.sharing.facts import coming_year, read_units
from spaces.costs.sharing.models import RULE, TABLE, ShareTable, SharingRule
from spaces.costs.sharing.rule_text import describe_rule
from spaces.costs.sharing.rules import NoWeightsError, Split, split_cost
from spaces.costs.sharing.split import split_by_weights
from spaces.costs.sharing.table_page import table_rows
from spaces.costs.sharing.weights import Facts, Payer, Scope, Table, by_table
from spaces.costs.sharing.year_facts import YearFacts

EXAMPLE = 10_000_00  # cents, shared by both


@dataclass(frozen=True, slots=True)
class ChangedShare:
    """What one payer bears of the example; `before` is empty where there was nothing before."""

    company_id: int | None
    name: str
    before: str
    after: str
    width: int


def rule_section(proposal: Proposal) -> Section | None:
    row = row_of_effect(proposal, RULE)
    if row is None:
        return None
    rule: SharingRule = row.rule
    before = _version_before(rule)
    facts = YearFacts(*coming_year(), [one for one in (before, rule) if one], is_forecast=True)
    values = _compare(_try_rule(before, facts), _try_rule(rule, facts))
    values["before_words"] = describe_rule(before) if before else ""
    return Section(_("What the rule changes"), "spaces/_proposed_shares.html", values, anchor="rule")


def _version_before(rule: SharingRule) -> SharingRule | None:
    """Of a draft the latest there is."""
    versions = SharingRule.objects.versions().for_list().filter(name=rule.name).order_by("-version")
    return (versions.filter(version__lt=rule.version) if rule.version else versions).first()


def _try_rule(rule: SharingRule | None, facts: YearFacts) -> Split | None:
    """None where by this rule nobody would bear anything."""
    if rule is None:
        return None
    try:
        return split_by_weights(rule, EXAMPLE, facts.weights_of(rule, facts.start, facts.end))
    except ValidationError:
        return None


def table_section(proposal: Proposal) -> Section | None:
    row = row_of_effect(proposal, TABLE)
    if row is None:
        return None
    table: ShareTable = row.table
    earlier = ShareTable.objects.adopted().filter(name=table.name, valid_from__lt=table.valid_from)
    before = earlier.order_by("-valid_from").first()
    facts = _facts_on(max(timezone.localdate(), table.valid_from))
    values = _compare(_try_table(before, facts), _try_table(table, facts))
    rows = table_rows(table)
    values |= {"table": table, "rows": rows, "has_before": before is not None}
    return Section(_("What the table changes"), "spaces/_proposed_shares.html", values, anchor="table")


def _facts_on(day: date) -> Facts:
    facts = Facts(day, day + timedelta(days=1))
    read_units(facts)
    return facts


def _try_table(table: ShareTable | None, facts: Facts) -> Split | None:
    """By this table alone; None where it has no part of any unit of the day."""
    if table is None:
        return None
    facts.tables = [Table(facts.start, dict(table.rows.values_list("unit", "parts")))]
    try:
        return split_cost(EXAMPLE, by_table(facts, Scope()))
    except NoWeightsError:
        return None


def _compare(before: Split | None, after: Split | None) -> dict[str, Any]:
    """Whoever bears something before or after, the most first; the community for empty units too."""
    old, new = _cents(before), _cents(after)
    payers = sorted({*old, *new}, key=lambda payer: (-new.get(payer, 0), payer is None, payer or 0))
    names = dict(
        Company.objects.filter(pk__in=[payer for payer in payers if payer]).values_list("pk", "name")
    )
    most = max(new.values(), default=0) or 1
    shares = [
        ChangedShare(
            company_id=payer,
            name=names[payer] if payer else _("The community, for empty units"),
            before=_euro(old.get(payer, 0)) if before else "",
            after=_euro(new.get(payer, 0)),
            width=round(100 * new.get(payer, 0) / most),
        )
        for payer in payers
    ]
    return {
        "example": format_euro(EXAMPLE),
        "shares": shares,
        "is_compared": before is not None,
        "is_borne": after is not None,
        "empty_before": _euro(before.empty_cents) if before else "",
        "empty": _euro(after.empty_cents) if after else "",
    }


def _cents(split: Split | None) -> Mapping[Payer, int]:
    return {one.payer: one.cents for one in split.shares if one.cents} if split else {}


def _euro(cents: int) -> str:
    return format_euro(cents, with_cents=True)
