"""Days and times in words."""

from datetime import date, datetime

from django.utils import timezone
from django.utils.formats import date_format, time_format
from django.utils.translation import gettext as _


def day_words(day: date) -> str:
    return date_format(day, "j M Y")


def moment_words(moment: datetime) -> str:
    """A moment in local words: 23 Nov 2026, 10:00."""
    moment = timezone.localtime(moment)
    return f"{day_words(moment.date())}, {time_format(moment, 'H:i')}"


def time_words(start: datetime, end: datetime) -> str:
    """A stretch of time in local words: 23 Nov 2026, 10:00–12:00."""
    start, end = timezone.localtime(start), timezone.localtime(end)
    values = {
        "day": day_words(start.date()),
        "start": time_format(start, "H:i"),
        "end": time_format(end, "H:i"),
    }
    if start.date() == end.date():
        return _("%(day)s, %(start)s–%(end)s") % values
    return _("%(day)s, %(start)s to %(end_day)s, %(end)s") % (values | {"end_day": day_words(end.date())})


def term_words(start: date, end: date | None) -> str:
    """The days of an allocation in words; `end` is the first free day."""
    if end is None:
        return _("since %(start)s") % {"start": day_words(start)}
    return _("from %(start)s, free from %(end)s") % {"start": day_words(start), "end": day_words(end)}
