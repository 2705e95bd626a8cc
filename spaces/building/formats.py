"""Periods, areas and decisions as people read them."""

from datetime import date, datetime
from decimal import Decimal

from django.utils import timezone
from django.utils.formats import number_format, time_format
from django.utils.translation import gettext as _

from governance.resolutions.models import Resolution
from multifactory.lib.formats import TIME_FORMAT, format_day


def format_period(start: datetime, end: datetime) -> str:
    """A period on the clock of the multifactory: 23 Nov 2026, 10:00–12:00."""
    start, end = timezone.localtime(start), timezone.localtime(end)
    values = {
        "day": format_day(start.date()),
        "start": time_format(start, TIME_FORMAT),
        "end": time_format(end, TIME_FORMAT),
    }
    if start.date() == end.date():
        return _("%(day)s, %(start)s–%(end)s") % values
    return _("%(day)s, %(start)s to %(end_day)s, %(end)s") % (values | {"end_day": format_day(end.date())})


def format_term(start: date, end: date | None) -> str:
    """The days of an allocation; `end` is the first free day."""
    if end is None:
        return _("since %(start)s") % {"start": format_day(start)}
    return _("from %(start)s, free from %(end)s") % {"start": format_day(start), "end": format_day(end)}


def format_area(area: Decimal | None) -> str:
    """An area in m²: 84, 1,200 or 62.5."""
    if area is None:
        return ""
    is_whole = area == area.to_integral_value()
    return number_format(area, decimal_pos=0 if is_whole else 1, use_l10n=True, force_grouping=True)


def format_decision(resolution: Resolution | None, is_member: bool) -> tuple[str, str]:
    """The reference of a resolution, and its address for those who may read it."""
    if resolution is None:
        return "", ""
    is_visible = is_member or resolution.is_published
    return resolution.reference, resolution.get_absolute_url() if is_visible else ""
