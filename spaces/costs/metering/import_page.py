"""The page on which readings are entered: each line with what was used since the reading before."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from multifactory.lib.csv_preview import Column, ImportPage, Mark, Row
from multifactory.lib.formats import format_day
from spaces.costs.metering.forms import ReadingsForm

NOTE = 4  # the place of its column


def readings_page() -> ImportPage:
    return ImportPage(
        title=_("Enter readings"),
        lede=_(
            "First you see what each meter counted since it was read before; nothing is saved before you say"
            " so."
        ),
        up=_("Meters"),
        up_name="spaces:meter_list",
        caption=_("Readings"),
        columns=[
            Column(_("Meter")),
            Column(_("Day")),
            Column(_("Value"), is_number=True),
            Column(_("Since the reading before"), is_number=True),
            Column(_("Note")),
        ],
        show=_("Show what was counted"),
        record=_("Record these readings"),
    )


def reading_lines(page: ImportPage, form: ReadingsForm) -> Iterator[Row]:
    for place, line in enumerate(form.lines):
        reading, meter = line.reading, line.reading.meter
        used = meter.amount_of(form.checked.used[place]) if place in form.checked.used else "–"
        texts = (meter.code, format_day(reading.day), reading.amount, used, reading.note)
        yield page.row(line.number, *texts, marks={NOTE: list(_marks(form, place))})


def _marks(form: ReadingsForm, place: int) -> Iterator[Mark]:
    if place in form.checked.known:
        yield Mark(_("already recorded"))
    if days := form.checked.gaps.get(place, 0):
        text = ngettext("not read for %(days)s day", "not read for %(days)s days", days)
        yield Mark(text % {"days": days}, is_fault=True)
