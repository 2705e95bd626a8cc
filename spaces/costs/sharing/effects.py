"""The effects of proposals that put a rule or a table of shares in force, for `governance.hooks`."""

from hashlib import sha256
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from governance.hooks import Effect
from governance.proposals.choices import Matter
from governance.proposals.models import Proposal
from governance.resolutions.models import Resolution
from multifactory.lib.formats import format_day
from spaces.costs.sharing.forms import ProposedRuleForm, ProposedTableForm
from spaces.costs.sharing.models import RULE, TABLE, ProposedRule, ProposedTable
from spaces.costs.sharing.rule_text import describe_rule
from spaces.costs.sharing.services import adopt_table, put_rule_in_force
from spaces.costs.sharing.table_csv import write_table
from spaces.costs.sharing.validation import check_proposed_rule, check_proposed_table
from spaces.effects.claims import under_way, values_of


class RuleEffect(Effect):
    """Every term is voted on: a draft that was changed meanwhile is not put in force."""

    key = RULE
    matters = (Matter.RULES,)
    label = gettext_lazy("Put a sharing rule in force")
    form_class = ProposedRuleForm

    def rows(self, proposal: Proposal) -> QuerySet[ProposedRule]:
        named = ("rule__table", "rule__policy", "rule__floor__building", "rule__building")
        rows = ProposedRule.objects.filter(proposal=proposal).select_related(*named)
        return rows.prefetch_related("rule__companies")

    def describe(self, row: ProposedRule) -> str:
        rule = row.rule
        values = {"name": rule.name, "day": format_day(rule.valid_from), "words": describe_rule(rule)}
        return _("The sharing rule “%(name)s” says from %(day)s on: %(words)s") % values

    def facts(self, row: ProposedRule) -> dict[str, str | int]:
        rule = row.rule
        return {
            "rule": rule.pk,
            "name": rule.name,
            "valid_from": rule.valid_from.isoformat(),
            "fixed_percent": rule.fixed_percent,
            "fixed_key": rule.fixed_key,
            "variable_key": rule.variable_key,
            "is_for_heating": int(rule.is_for_heating),
            "meter_kind": rule.meter_kind,
            "table": rule.table_id or 0,
            "policy": rule.policy_id or 0,
            "among": rule.among,
            "floor": rule.floor_id or 0,
            "building": rule.building_id or 0,
            "companies": " ".join(str(pk) for pk in sorted(one.pk for one in rule.companies.all())),
            "empty": rule.empty,
            "unusable": rule.unusable,
        }

    def rivals(self, row: ProposedRule) -> list[str]:
        rows = ProposedRule.objects.filter(under_way(row.proposal_id), rule__name=row.rule.name)
        return _others(rows, row.rule.name)

    def check(self, row: ProposedRule) -> None:
        check_proposed_rule(row.rule)

    def carry_out(self, row: ProposedRule, resolution: Resolution) -> str:
        rule = put_rule_in_force(row.rule, resolution=resolution)
        return _("%(name)s is in force from %(day)s.") % {"name": rule, "day": format_day(rule.valid_from)}


class TableEffect(Effect):
    """Every row is voted on, by the hash of the table as its page gives it for spreadsheets."""

    key = TABLE
    matters = (Matter.RULES,)
    label = gettext_lazy("Adopt a table of shares")
    form_class = ProposedTableForm

    def rows(self, proposal: Proposal) -> QuerySet[ProposedTable]:
        return ProposedTable.objects.filter(proposal=proposal).select_related("table")

    def describe(self, row: ProposedTable) -> str:
        table = row.table
        values = {"name": table.name, "day": format_day(table.valid_from), "number": table.rows.count()}
        text = _(
            "The table of shares “%(name)s”, with the parts of %(number)s units, counts from %(day)s on."
        )
        return text % values

    def facts(self, row: ProposedTable) -> dict[str, str | int]:
        table = row.table
        lines = list(table.rows.order_by("unit__code").values_list("unit__code", "parts"))
        return {
            "table": table.pk,
            "name": table.name,
            "valid_from": table.valid_from.isoformat(),
            "units": len(lines),
            "rows_sha256": sha256(write_table(lines).encode()).hexdigest(),
        }

    def rivals(self, row: ProposedTable) -> list[str]:
        rows = ProposedTable.objects.filter(under_way(row.proposal_id), table__name=row.table.name)
        return _others(rows, row.table.name)

    def check(self, row: ProposedTable) -> None:
        check_proposed_table(row.table)

    def carry_out(self, row: ProposedTable, resolution: Resolution) -> str:
        table = adopt_table(row.table, resolution=resolution)
        values = {"name": table.name, "day": format_day(table.valid_from)}
        return _("The table of shares “%(name)s” is in force from %(day)s.") % values


def _others(rows: QuerySet[Any], name: str) -> list[str]:
    text = _("Proposal %(number)s, “%(title)s”, would change “%(name)s” too (%(state)s).")
    found = rows.select_related("proposal").order_by("proposal")
    return [text % (values_of(row.proposal) | {"name": name}) for row in found]
