"""What the page of a company says of its events."""

from django.contrib.auth.models import AnonymousUser
from django.utils import timezone
from django.utils.translation import gettext as _

from events.models import Event
from members.hooks import Section
from members.models import Company, User
from members.rules.access import is_insider

SECTION_LENGTH = 5


def events_section(company: Company, user: User | AnonymousUser) -> Section | None:
    """The next events it makes, as the visitor may see them; the last ones where none is coming."""
    is_member = is_insider(user, user.memberships.current().first() if user.is_authenticated else None)
    events = (
        Event.objects.visible_to(is_member).filter(organisers=company).with_taken().select_related("space")
    )
    shown = list(events.upcoming()[:SECTION_LENGTH]) or list(events.past()[:SECTION_LENGTH])
    if not shown:
        return None
    context = {"events": shown, "this_year": str(timezone.localdate().year)}
    return Section(_("Events"), "events/_event_dates.html", context, anchor="events")
