"""The page on which the file of a bank is taken over: each line with the company it fits."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from members.companies.models import Company
from multifactory.lib.csv_preview import Column, ImportPage, Mark, Row
from multifactory.lib.formats import format_day, format_euro
from spaces.costs.dues.forms import BankForm
from spaces.costs.dues.models import Payment

COMPANY = 2  # the place of its column


def payments_page() -> ImportPage:
    return ImportPage(
        title=_("Take over from the bank"),
        lede=_(
            "First you see which line fits which company; nothing is saved before you say so. What was paid"
            " out is left aside."
        ),
        up=_("Balances and payments"),
        up_name="spaces:balance_list",
        caption=_("What fits"),
        columns=[
            Column(_("Day")),
            Column(_("Words")),
            Column(_("Company")),
            Column(_("Amount"), is_number=True),
        ],
        show=_("Show what fits"),
        record=_("Record the payments that fit"),
    )


def payment_lines(page: ImportPage, form: BankForm) -> Iterator[Row]:
    fitting = Company.objects.filter(pk__in=[line.company for line in form.fitting])
    names = dict(fitting.values_list("pk", "name"))
    same = Payment.objects.filter(request_id__in=[line.request_id for line in form.lines])
    known = set(same.values_list("request_id", flat=True))
    for line in form.lines:
        name = names.get(line.company or 0, "")
        marks = [] if name else [Mark(_("fits no company: left out"), is_fault=True)]
        if name and line.request_id in known:
            marks = [Mark(_("already recorded"))]
        texts = (format_day(line.day), line.words, name, format_euro(line.cents, with_cents=True))
        yield page.row(line.number, *texts, marks={COMPANY: marks})
