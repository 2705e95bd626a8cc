"""Filling and adopting tables of shares, writing versions of rules."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from members.people.models import User
from spaces.building.models import Space
from spaces.costs.sharing.models import ShareTable, SharingRule, TableRow
from spaces.costs.sharing.validation import check_table


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
def adopt_table(table: ShareTable) -> ShareTable:
    """From here on sealed: every unit of its day once, 100,000 parts in all."""
    table = ShareTable.objects.select_for_update(of=("self",)).get(pk=table.pk)
    if table.adopted_at is None:
        check_table(table)
        table.adopted_at = timezone.now()
        table.save(update_fields=["adopted_at"])
    return table


@transaction.atomic
def write_rule(rule: SharingRule, *, companies: Any = (), by: User | None) -> SharingRule:
    """A first version, or the next of the rule of the same name: what was shared before stays."""
    last = SharingRule.objects.filter(name=rule.name).aggregate(last=Max("version"))["last"]
    rule.pk, rule.version, rule.recorded_by = None, (last or 0) + 1, by
    rule._state.adding = True
    rule.save()
    rule.companies.set(companies)
    return rule
