"""Filling and adopting tables of shares, writing versions of rules."""

from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max, Model
from django.utils import timezone
from django.utils.translation import gettext as _

from governance.resolutions.models import Resolution
from members.people.models import User
from spaces.building.models import Space
from spaces.costs.sharing.models import ShareTable, SharingRule, TableRow
from spaces.costs.sharing.validation import (
    check_table,
    ensure_decided_by,
    ensure_deletable_draft,
    ensure_says_why,
)

Draft = TypeVar("Draft", bound=Model)


@transaction.atomic
def fill_table(table: ShareTable, parts: dict[str, int]) -> None:
    """Put these parts, by the code of the unit, in the place of all rows of a draft."""
    table = ShareTable.objects.select_for_update(of=("self",)).get(pk=table.pk)
    if table.adopted_at:
        raise ValidationError(_("This table is adopted: it no longer changes. Write a new one."))
    units = dict(Space.objects.units().filter(code__in=parts).values_list("code", "pk"))
    if unknown := sorted(set(parts) - set(units)):
        raise ValidationError(_("No unit has the code %(code)s.") % {"code": ", ".join(unknown)})
    table.rows.all().delete()
    TableRow.objects.bulk_create(
        TableRow(table=table, unit_id=units[code], parts=part) for code, part in parts.items()
    )


@transaction.atomic
def adopt_table(table: ShareTable, *, resolution: Resolution | None = None) -> ShareTable:
    """From here on sealed: every unit of its day once, 100,000 parts in all. By the same decision again:
    nothing new."""
    table = ShareTable.objects.select_for_update(of=("self",)).get(pk=table.pk)
    if table.adopted_at:
        ensure_decided_by(table, resolution)
        return table
    if resolution:
        table.resolution, table.reason = resolution, ""
    check_table(table)
    ensure_says_why(table)
    table.adopted_at = timezone.now()
    table.save(update_fields=["adopted_at", "resolution", "reason"])
    return table


@transaction.atomic
def write_rule(rule: SharingRule, *, companies: Any = (), by: User | None) -> SharingRule:
    """A first version, or the next of the rule of the same name: what was shared before stays."""
    rule.pk, rule.version, rule.recorded_by = None, _next_version(rule.name), by
    rule._state.adding = True
    rule.save()
    rule.companies.set(companies)
    return rule


def _next_version(name: str) -> int:
    """Whoever else numbers a version of this rule waits until the transaction ends."""
    rows = SharingRule.objects.filter(name=name)
    list(rows.select_for_update(of=("self",)).order_by("pk").values_list("pk"))
    return (rows.aggregate(last=Max("version"))["last"] or 0) + 1


@transaction.atomic
def put_rule_in_force(rule: SharingRule, *, resolution: Resolution) -> SharingRule:
    """A draft becomes the next version of its rule. By the same decision again: nothing new."""
    number = _next_version(rule.name)
    rule = SharingRule.objects.for_list().get(pk=rule.pk)
    if not rule.is_draft:
        ensure_decided_by(rule, resolution)
        return rule
    rule.version, rule.resolution, rule.reason = number, resolution, ""
    rule.save(update_fields=["version", "resolution", "reason"])
    return rule


@transaction.atomic
def delete_draft(draft: Draft) -> None:
    """A table, a rule or a budget that nobody decided and nothing cites, with its rows."""
    rows = type(draft)._default_manager.select_for_update(of=("self",))
    draft = rows.get(pk=draft.pk)
    ensure_deletable_draft(draft)
    draft.delete()
