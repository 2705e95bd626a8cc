"""What is asked of a cost before it is kept."""

from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from multifactory.lib.formats import format_euro
from multifactory.lib.shares import shares
from spaces.costs.budgets.models import CostYear
from spaces.costs.spending.models import Cost


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


def check_year_open(year: int) -> None:
    """Said in the form; `record_cost` asks again under the lock of the year."""
    if CostYear.objects.filter(pk=year, is_closed=True).exists():
        text = _("The accounts of %(year)s are closed: only a decision opens them again.")
        raise ValidationError({"start_on": text % {"year": year}})


def same_invoice(supplier: str, number: str) -> Cost | None:
    """A cost that stands with the same invoice of the same supplier."""
    if not supplier or not number:
        return None
    rows = Cost.objects.valid().filter(supplier__iexact=supplier, invoice_number__iexact=number)
    return rows.order_by("pk").first()
