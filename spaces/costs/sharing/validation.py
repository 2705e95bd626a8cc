"""What is asked of a table of shares before it is adopted, and of a draft before it is deleted."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from governance.resolutions.models import Resolution
from spaces.building.models import Space
from spaces.costs.sharing.models import ShareTable, SharingRule
from spaces.costs.sharing.rules import table_faults
from spaces.reshaping.models import Reshaping


def check_table(table: ShareTable) -> None:
    """Raise all that is wrong with a table: units missing, not 100,000 in all, a changed sum."""
    parts = dict(table.rows.values_list("unit__code", "parts"))
    units = list(Space.objects.units().existing(table.valid_from).values_list("code", flat=True))
    texts = []
    for kind, what in table_faults(parts, units):
        if kind == "missing":
            texts.append(_("These units are missing: %(codes)s.") % {"codes": ", ".join(what)})
        elif kind == "unknown":
            text = _("These units do not exist on that day: %(codes)s.")
            texts.append(text % {"codes": ", ".join(what)})
        else:
            texts.append(_say_difference(what))
    texts += _changed_by_reshaping(table, parts)
    if texts:
        raise ValidationError(texts)


def ensure_says_why(table: ShareTable) -> None:
    if not table.resolution_id and not table.reason:
        raise ValidationError(_("Name the resolution that decided it, or give a reason."))


def ensure_decided_by(one: ShareTable | SharingRule, resolution: Resolution | None) -> None:
    """What is no draft any more was decided by this resolution, or nothing new was asked."""
    if resolution and one.resolution_id != resolution.pk:
        raise ValidationError(_("%(name)s is already in force.") % {"name": one})


def ensure_deletable_draft(draft: Any) -> None:
    """A table, a rule or a budget that is not in force, and that no proposal and no rule is about."""
    if not draft.is_draft:
        raise ValidationError(_("%(name)s is no longer a draft: it stays.") % {"name": draft})
    proposals = sorted(draft.proposed.values_list("proposal", flat=True).distinct())
    if proposals:
        numbers = ", ".join(map(str, proposals))
        text = ngettext(
            "It is part of proposal %(numbers)s: it stays.",
            "It is part of proposals %(numbers)s: it stays.",
            len(proposals),
        )
        raise ValidationError(text % {"numbers": numbers})
    if rules := SharingRule.objects.filter(table=draft) if isinstance(draft, ShareTable) else ():
        names = ", ".join(str(rule) for rule in rules)
        raise ValidationError(_("It is the table of %(rules)s: it stays.") % {"rules": names})


def check_proposed_rule(rule: SharingRule) -> None:
    """It is a draft: once in force, nothing of it is decided again."""
    if not rule.is_draft:
        raise ValidationError({"rule": _("%(name)s is already in force.") % {"name": rule}})


def check_proposed_table(table: ShareTable) -> None:
    """It is a draft that fits the units of its day."""
    if table.adopted_at:
        raise ValidationError({"table": _("%(name)s is already in force.") % {"name": table}})
    try:
        check_table(table)
    except ValidationError as error:
        raise ValidationError({"table": error.messages}) from None


def _say_difference(difference: int) -> str:
    if difference > 0:
        text = ngettext(
            "The parts sum to %(number)s more than 100,000.",
            "The parts sum to %(number)s more than 100,000.",
            difference,
        )
        return text % {"number": difference}
    text = ngettext(
        "The parts sum to %(number)s less than 100,000.",
        "The parts sum to %(number)s less than 100,000.",
        -difference,
    )
    return text % {"number": -difference}


def _changed_by_reshaping(table: ShareTable, parts: dict[str, int]) -> list[str]:
    """Dividing or joining units since the table before moves no part to the others."""
    before = ShareTable.objects.adopted().filter(name=table.name, valid_from__lt=table.valid_from).first()
    if before is None:
        return []
    old = dict(before.rows.values_list("unit__code", "parts"))
    texts = []
    for reshaping in Reshaping.objects.for_list().filter(
        day__gt=before.valid_from, day__lte=table.valid_from
    ):
        was, now = ([unit.code for unit in rows.all()] for rows in (reshaping.before, reshaping.after))
        if not set(was) <= set(old) or not set(now) <= set(parts):
            continue
        if sum(old[code] for code in was) != sum(parts[code] for code in now):
            text = _("%(now)s came from %(was)s: together they keep %(parts)s parts.")
            values = {"now": ", ".join(now), "was": ", ".join(was), "parts": sum(old[code] for code in was)}
            texts.append(text % values)
    return texts
