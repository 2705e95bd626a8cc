"""Months and states of works as people read them."""

from datetime import date, timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from spaces.works.models import DONE, PLANNED, UNDER_WAY


def format_months(start: date, end: date | None, today: date) -> str:
    """When works were, in months; `end` is the first day without them."""
    first = date_format(start, "F Y")
    if start > today:
        return _("from %(month)s") % {"month": first}
    if end is None or end > today:
        return _("since %(month)s") % {"month": first}
    last = date_format(end - timedelta(days=1), "F Y")
    return first if first == last else _("%(start)s to %(end)s") % {"start": first, "end": last}


def state_label(state: str) -> tuple[str, str]:
    """A state of works as a word and as a style of label."""
    return {
        PLANNED: (_("planned"), "draft"),
        UNDER_WAY: (_("under way"), "works"),
        DONE: (_("done"), "done"),
    }[state]
