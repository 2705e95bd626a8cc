"""Days, times, areas and decisions as people read them."""

from datetime import date, datetime
from decimal import Decimal

from django.utils import timezone
from django.utils.formats import date_format, number_format, time_format
from django.utils.translation import gettext as _

from spaces.allocations.models import Allocation
from spaces.condition.models import Condition
from spaces.reshaping.models import Reshaping
from spaces.works.models import Renewal


def format_day(day: date) -> str:
    return date_format(day, "j M Y")


def format_moment(moment: datetime) -> str:
    """A moment in local words: 23 Nov 2026, 10:00."""
    moment = timezone.localtime(moment)
    return f"{format_day(moment.date())}, {time_format(moment, 'H:i')}"


def format_period(start: datetime, end: datetime) -> str:
    """A stretch of time in local words: 23 Nov 2026, 10:00–12:00."""
    start, end = timezone.localtime(start), timezone.localtime(end)
    values = {
        "day": format_day(start.date()),
        "start": time_format(start, "H:i"),
        "end": time_format(end, "H:i"),
    }
    if start.date() == end.date():
        return _("%(day)s, %(start)s–%(end)s") % values
    return _("%(day)s, %(start)s to %(end_day)s, %(end)s") % (values | {"end_day": format_day(end.date())})


def format_term(start: date, end: date | None) -> str:
    """The days of an allocation in words; `end` is the first free day."""
    if end is None:
        return _("since %(start)s") % {"start": format_day(start)}
    return _("from %(start)s, free from %(end)s") % {"start": format_day(start), "end": format_day(end)}


def format_area(area: Decimal | None) -> str:
    """An area as people read it: 84, 1,200 or 62.5."""
    if area is None:
        return ""
    whole = area == area.to_integral_value()
    return number_format(area, decimal_pos=0 if whole else 1, use_l10n=True, force_grouping=True)


def format_decision(row: Allocation | Condition | Renewal | Reshaping, is_member: bool) -> tuple[str, str]:
    """The resolution in words, and its address for those who may read it."""
    resolution = row.resolution
    if resolution is None:
        return "", ""
    is_visible = is_member or resolution.is_published
    return resolution.reference, resolution.get_absolute_url() if is_visible else ""
