"""What is asked of costs and tables before they are kept."""

from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from multifactory.lib.formats import format_euro
from multifactory.lib.shares import shares
from spaces.building.models import Space
from spaces.costs.cost_models import Cost
from spaces.costs.models import ShareTable
from spaces.costs.rules import table_faults
from spaces.reshaping.models import Reshaping


def check_dates(start: date, end: date, cents: int) -> None:
    """The days of a cost lie in one year; what goes over its end is divided by days, and entered as two."""
    if end <= start:
        raise ValidationError({"end_on": _("The first day after must come after the first day.")})
    new_year = date(start.year + 1, 1, 1)
    if end <= new_year:
        return
    if end > date(start.year + 2, 1, 1):
        raise ValidationError({"end_on": _("A cost lies within one year: enter one for each year.")})
    now, then = shares(cents, [(new_year - start).days, (end - new_year).days])
    text = _(
        "It goes over the end of the year. Enter it twice, by days: %(now)s in %(year)s, %(then)s after."
    )
    values = {"now": format_euro(now), "year": start.year, "then": format_euro(then)}
    raise ValidationError({"end_on": text % values})


def same_invoice(supplier: str, number: str) -> Cost | None:
    """A cost that stands with the same invoice of the same supplier."""
    if not supplier or not number:
        return None
    rows = Cost.objects.valid().filter(supplier__iexact=supplier, invoice_number__iexact=number)
    return rows.order_by("pk").first()


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
