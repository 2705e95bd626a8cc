"""What the page of a company says of its events."""

from django.db.models import Case, Q, When
from django.utils import timezone
from django.utils.translation import gettext as _

from events.programme.models import Event
from members.companies.models import Company
from members.hooks import Section

SECTION_LENGTH = 5


def events_section(company: Company, is_insider: bool) -> Section | None:
    """The next events it makes, as the visitor may see them; the last ones where none is coming."""
    coming = Q(ends_at__gt=timezone.now())
    events = (
        Event.objects.visible_to(is_insider)
        .made_by(company)
        .for_rows()
        .annotate(is_coming=Case(When(coming, then=1), default=0))
        .alias(next=Case(When(coming, then="starts_at")))
        .order_by("-is_coming", "next", "-starts_at")[:SECTION_LENGTH]
    )
    shown = [event for event in events if event.is_coming == events[0].is_coming]
    if not shown:
        return None
    context = {"events": shown, "this_year": str(timezone.localdate().year)}
    return Section(_("Events"), "events/_event_dates.html", context, anchor="events")
