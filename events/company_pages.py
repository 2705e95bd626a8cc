"""What the page of a company says of its events."""

from django.utils import timezone
from django.utils.translation import gettext as _

from events.models import Event
from members.hooks import Section
from members.models import Company

SECTION_LENGTH = 5


def events_section(company: Company, is_insider: bool) -> Section | None:
    """The next events it makes, as the visitor may see them; the last ones where none is coming."""
    events = (
        Event.objects.visible_to(is_insider).filter(organisers=company).with_taken().select_related("space")
    )
    shown = list(events.upcoming()[:SECTION_LENGTH]) or list(events.past()[:SECTION_LENGTH])
    if not shown:
        return None
    context = {"events": shown, "this_year": str(timezone.localdate().year)}
    return Section(_("Events"), "events/_event_dates.html", context, anchor="events")
