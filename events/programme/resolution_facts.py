"""What the page of a resolution says of the programme: registered with governance.hooks."""

from collections.abc import Mapping, Sequence

from django.utils import timezone
from django.utils.translation import gettext as _

from events.programme.models import Event
from governance.resolutions.models import Resolution
from members.hooks import Fact
from multifactory.lib.formats import format_day


def events_decided_by(resolutions: Sequence[Resolution], is_member: bool) -> Mapping[int, Sequence[Fact]]:
    """The events that cite each. One query."""
    ids = {resolution.pk for resolution in resolutions}
    facts: dict[int, list[Fact]] = {pk: [] for pk in ids}
    events = Event.objects.visible_to(is_member).filter(resolution__in=ids).order_by("starts_at", "pk")
    for event in events:
        text = _("Event “%(event)s” on %(day)s") % {
            "event": event,
            "day": format_day(timezone.localdate(event.starts_at)),
        }
        facts[event.resolution_id].append(Fact(text, event.get_absolute_url()))
    return facts
