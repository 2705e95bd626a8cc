"""Events for programs: iCalendar, Atom, sitemap."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

import icalendar
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.contrib.syndication.views import Feed
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import conditional_page, require_safe
from django.views.decorators.vary import vary_on_headers

from events.programme.models import Event, EventQuerySet
from members.companies.models import the_multifactory
from multifactory.lib.mail import absolute_url
from multifactory.lib.sitemap import PortalSitemap
from multifactory.lib.text.clean import legal_text

UID_DOMAIN = "multifactory-portal"  # never the host: an event keeps its identity when the portal moves
REFRESH = timedelta(hours=6)
FEED_LENGTH = 50


def _title(event: Event) -> str:
    title = _("Cancelled: %(title)s") % {"title": event.title} if event.is_cancelled else event.title
    return legal_text(title)


def calendar_event(event: Event) -> icalendar.Event:
    """RFC 5545; times in UTC. Some programs ignore STATUS, so a cancelled event says it in its title too."""
    url = absolute_url(event.get_absolute_url())
    return icalendar.Event.new(
        uid=f"{event.uid}@{UID_DOMAIN}",
        summary=_title(event),
        description=legal_text(f"{event.summary}\n\n{url}"),
        location=legal_text(event.where),
        url=url,
        start=event.starts_at,
        end=event.ends_at,
        status=icalendar.STATUS.CANCELLED if event.is_cancelled else icalendar.STATUS.CONFIRMED,
        sequence=event.sequence,
        stamp=event.updated_at,
        last_modified=event.updated_at,
    )


def _name() -> str:
    return legal_text(_("%(name)s: events") % {"name": the_multifactory().name})


def render_calendar(name: str, events: Iterable[Event]) -> bytes:
    """A calendar as text: lines end in CRLF and are folded at 75 octets."""
    result = icalendar.Calendar.new(
        prodid="-//Multifactory portal//Events//EN",
        uid=f"events@{UID_DOMAIN}",
        name=name,
        language=get_language(),
        subcomponents=[calendar_event(event) for event in events],
    )
    # RFC 7986 wants the type of the value said, which the library leaves out.
    result["REFRESH-INTERVAL"] = icalendar.vDuration(REFRESH, params={"VALUE": "DURATION"})
    result["X-WR-CALNAME"] = icalendar.vText(name)
    result["X-WR-TIMEZONE"] = icalendar.vText(settings.TIME_ZONE)
    result["X-PUBLISHED-TTL"] = icalendar.vDuration(REFRESH)
    return result.to_ical()


@login_not_required
@require_safe
@conditional_page
@vary_on_headers("Accept-Language")
def calendar(_request: HttpRequest) -> HttpResponse:
    """Public events only, whoever asks: calendar programs do not log in."""
    return HttpResponse(
        render_calendar(_name(), Event.objects.for_calendar()),
        content_type="text/calendar; charset=utf-8",
        headers={"Content-Disposition": 'inline; filename="events.ics"'},
    )


@method_decorator([conditional_page, vary_on_headers("Accept-Language")], name="__call__")
class EventFeed(Feed):
    """Coming public events, the last changed first."""

    feed_type = Atom1Feed

    def title(self) -> str:
        return _name()

    def subtitle(self) -> str:
        return legal_text(the_multifactory().tagline)

    def link(self) -> str:
        return absolute_url(reverse("events:event_list"))

    def feed_url(self) -> str:
        return absolute_url(reverse("events:feed"))

    def items(self) -> Any:
        return (
            Event.objects.public()
            .filter(pk__in=Event.objects.upcoming())
            .order_by("-updated_at", "-id")[:FEED_LENGTH]
        )

    def item_title(self, item: Event) -> str:
        return _title(item)

    def item_description(self, item: Event) -> str:
        return legal_text(item.summary)

    def item_link(self, item: Event) -> str:
        return absolute_url(item.get_absolute_url())

    def item_guid(self, item: Event) -> str:
        return item.uid.urn

    def item_updateddate(self, item: Event) -> datetime:
        return item.updated_at


feed = login_not_required(require_safe(EventFeed()))


class EventSitemap(PortalSitemap):
    """Published public events, past ones too."""

    def items(self) -> EventQuerySet:
        return Event.objects.public().published().order_by("-starts_at", "-id")

    def lastmod(self, item: Event) -> datetime:
        return item.updated_at
