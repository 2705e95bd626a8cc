"""Events for programs: iCalendar, Atom, sitemap."""

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from hashlib import sha256
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.contrib.syndication.views import Feed
from django.db.models import Count, Max, Sum
from django.http import HttpRequest, HttpResponse, QueryDict
from django.urls import reverse
from django.utils import translation
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _
from django.views.decorators.http import condition, require_safe
from django.views.decorators.vary import vary_on_headers

from events.programme.filters import NARROWED_BY, narrowed
from events.programme.ical import event_title, render_calendar
from events.programme.models import Event, EventQuerySet
from members.companies.models import the_multifactory
from multifactory.lib.mail import absolute_url
from multifactory.lib.markdown import render_markdown
from multifactory.lib.public_pages.content import Scope
from multifactory.lib.public_pages.pages import public_page
from multifactory.lib.sitemap import PortalSitemap
from multifactory.lib.text.clean import legal_text

FEED_LENGTH = 50


def in_chosen_language(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """`?lang=it` fixes the language, whatever the program that reads prefers."""

    @wraps(view)
    def chosen(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        language = request.GET.get("lang", "")
        if language not in dict(settings.LANGUAGES):
            return view(request, *args, **kwargs)
        with translation.override(language):
            return view(request, *args, **kwargs)

    return chosen


def _name() -> str:
    return legal_text(_("%(name)s: events") % {"name": the_multifactory().name})


def _state(events: EventQuerySet, *, names_rooms: bool) -> tuple[str, datetime | None]:
    """A fingerprint of what a feed says, and when it last changed: one query, and one for the names of its
    rooms, so that who has it already is answered without writing it again."""
    facts = events.order_by().aggregate(
        number=Count("pk"), keys=Sum("pk"), changed=Max("updated_at"), shown=Max("public_since")
    )
    moments = [moment for moment in (facts["changed"], facts["shown"]) if moment]
    rooms = (
        events.order_by("space_id").values_list("space__code", "space__name").distinct()
        if names_rooms
        else ()
    )
    portal = the_multifactory()
    said = (translation.get_language(), portal.name, portal.shown["tagline"], *rooms)
    text = repr((sorted(facts.items(), key=str), said))
    return f'"{sha256(text.encode()).hexdigest()[:32]}"', max(moments, default=None)


def _conditional(
    events_for: Callable[[QueryDict], EventQuerySet], *, names_rooms: bool = False
) -> Callable[..., Any]:
    def state(request: HttpRequest, *_args: Any, **_kwargs: Any) -> tuple[str, datetime | None]:
        known: Any = request
        if not hasattr(known, "feed_state"):
            known.feed_state = _state(events_for(request.GET), names_rooms=names_rooms)
        return known.feed_state

    return condition(
        etag_func=lambda *args, **kwargs: state(*args, **kwargs)[0],
        last_modified_func=lambda *args, **kwargs: state(*args, **kwargs)[1],
    )


def _calendar_events(query: QueryDict) -> EventQuerySet:
    return narrowed(query, Event.objects.for_calendar())


@public_page(Scope.MEMBERS, Scope.SPACES, Scope.EVENTS, parameters=(*NARROWED_BY, "lang"))
@login_not_required
@require_safe
@vary_on_headers("Accept-Language")
@in_chosen_language
@_conditional(_calendar_events, names_rooms=True)
def calendar(request: HttpRequest) -> HttpResponse:
    """Public events only, whoever asks: calendar programs do not log in."""
    return HttpResponse(
        render_calendar(_name(), _calendar_events(request.GET)),
        content_type="text/calendar; charset=utf-8",
        headers={"Content-Disposition": 'inline; filename="events.ics"'},
    )


class AtomWithContent(Atom1Feed):
    """RFC 4287 has a place for the whole text."""

    def add_item_elements(self, handler: Any, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, item)
        if item.get("content"):
            handler.addQuickElement("content", item["content"], {"type": "html"})


class EventFeed(Feed):
    """Coming public events, the last changed first."""

    feed_type = AtomWithContent

    def get_object(self, request: HttpRequest) -> QueryDict:
        return request.GET

    def title(self, obj: QueryDict) -> str:
        return _name()

    def subtitle(self, obj: QueryDict) -> str:
        return legal_text(the_multifactory().shown["tagline"])

    def author_name(self, obj: QueryDict) -> str:
        return legal_text(the_multifactory().name)

    def author_link(self, obj: QueryDict) -> str:
        return absolute_url("/")

    def link(self, obj: QueryDict) -> str:
        return absolute_url(reverse("events:event_list"))

    def feed_url(self, obj: QueryDict) -> str:
        return absolute_url(reverse("events:feed") + (f"?{obj.urlencode()}" if obj else ""))

    def items(self, obj: QueryDict) -> Any:
        return _feed_events(obj).prefetch_related("texts").order_by("-updated_at", "-id")[:FEED_LENGTH]

    def item_title(self, item: Event) -> str:
        return event_title(item)

    def item_description(self, item: Event) -> str:
        return legal_text(item.shown.summary)

    def item_extra_kwargs(self, item: Event) -> dict[str, str]:
        return {"content": legal_text(render_markdown(item.shown.text))}

    def item_link(self, item: Event) -> str:
        return absolute_url(item.get_absolute_url())

    def item_guid(self, item: Event) -> str:
        return item.uid.urn

    def item_pubdate(self, item: Event) -> datetime | None:
        return item.public_since

    def item_updateddate(self, item: Event) -> datetime:
        return item.updated_at


def _feed_events(query: QueryDict) -> EventQuerySet:
    return narrowed(query, Event.objects.public().upcoming())


feed = public_page(Scope.MEMBERS, Scope.SPACES, Scope.EVENTS, parameters=(*NARROWED_BY, "lang"))(
    login_not_required(
        require_safe(
            vary_on_headers("Accept-Language")(in_chosen_language(_conditional(_feed_events)(EventFeed())))
        )
    )
)


class EventSitemap(PortalSitemap):
    """Published public events, past ones too."""

    def items(self) -> EventQuerySet:
        return Event.objects.public().published().order_by("-starts_at", "-id")

    def lastmod(self, item: Event) -> datetime:
        return max(item.updated_at, item.public_since or item.updated_at)
