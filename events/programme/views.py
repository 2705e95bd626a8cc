"""The programme: list, month, past years; one event for a calendar and on paper."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Page, Paginator
from django.db.models import Max, Min, Q
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from events.programme.filters import EventFilter
from events.programme.ical import render_calendar
from events.programme.models import Event, EventQuerySet
from events.programme.month_table import month_bounds, month_weeks, next_month, previous_month
from events.programme.validation import can_write_event, events_seen_by
from members.companies.models import the_multifactory
from members.people.current_membership import current_memberships
from members.people.http import PortalRequest
from members.people.rules import is_insider
from multifactory.lib.days import FIRST_DAY, last_day
from multifactory.lib.mail import absolute_url
from multifactory.lib.public_pages.content import Scope
from multifactory.lib.public_pages.pages import public_page
from multifactory.lib.qr import qr_svg

PAGE_SIZE = 20
SCOPES = (Scope.MEMBERS, Scope.SPACES, Scope.EVENTS)


def visible_events(request: PortalRequest) -> EventQuerySet:
    return Event.objects.visible_to(is_insider(request.user, request.acting))


def get_seen_event(request: PortalRequest, slug: str) -> Event:
    """An event this person may see, a draft of their company too; 404 for others."""
    events = events_seen_by(request.user, is_member=is_insider(request.user, request.acting))
    return get_object_or_404(events.for_list().with_waiting(), slug=slug)


def page_of(
    events: EventQuerySet,
    request: PortalRequest,
    read: Callable[[EventQuerySet], EventQuerySet] = EventQuerySet.for_rows,
) -> Page:
    """One page of these in their order, as `read` for what it shows: cut before anything is counted."""
    page = Paginator(events, PAGE_SIZE).get_page(request.GET.get("page"))
    first = (page.number - 1) * PAGE_SIZE
    keys = events.values("pk")[first : first + PAGE_SIZE]
    page.object_list = read(Event.objects.filter(pk__in=keys)).order_by(*events.query.order_by)
    return page


@public_page(*SCOPES, parameters=(*EventFilter.base_filters, "page", "past"))
@login_not_required
@require_safe
def event_list(request: PortalRequest) -> HttpResponse:
    is_past = request.GET.get("past") == "1"
    visible = visible_events(request)
    event_filter = EventFilter(
        request.GET, visible.past() if is_past else visible.upcoming(), request=request
    )
    today = timezone.localdate()
    context = {
        "page_obj": page_of(event_filter.qs, request),
        "filter": event_filter,
        "is_past": is_past,
        "is_filtered": event_filter.is_narrowed,
        "can_write": can_write_event(request.user, current_memberships(request)),
        "today": today,
        "this_year": str(today.year),
    }
    return render(request, "events/event_list.html", context)


@public_page(*SCOPES, parameters=(*EventFilter.base_filters,))
@login_not_required
@require_safe
def event_month(request: PortalRequest, year: int, month: int) -> HttpResponse:
    if not FIRST_DAY.year < year <= last_day().year or not 1 <= month <= 12:
        raise Http404
    start, end = month_bounds(year, month)
    visible = visible_events(request).filter(starts_at__lt=end, ends_at__gt=start)
    event_filter = EventFilter(request.GET, visible.order_by("starts_at", "pk"), request=request)
    events = event_filter.qs.select_related("space").prefetch_related("texts")
    context: dict[str, Any] = {
        "filter": event_filter,
        "is_filtered": event_filter.is_narrowed,
        "weeks": month_weeks(year, month, events),
        "first": start,
        "previous": previous_month(year, month),
        "next": next_month(year, month),
        "today": timezone.localdate(),
    }
    return render(request, "events/event_month.html", context)


@public_page(*SCOPES, parameters=(*EventFilter.base_filters, "page"))
@login_not_required
@require_safe
def event_archive(request: PortalRequest, year: int) -> HttpResponse:
    """What took place in a year, with pictures."""
    if not FIRST_DAY.year < year <= timezone.localdate().year:
        raise Http404
    past = visible_events(request).past()
    start, end = month_bounds(year, 1)[0], month_bounds(year, 12)[1]
    event_filter = EventFilter(
        request.GET, past.filter(starts_at__gte=start, starts_at__lt=end), request=request
    )
    context = {
        "page_obj": page_of(event_filter.qs, request, EventQuerySet.for_list),
        "filter": event_filter,
        "is_filtered": event_filter.is_narrowed,
        "year": year,
        "years": sorted({*years_with(past), year}, reverse=True),
        "today": timezone.localdate(),
    }
    return render(request, "events/event_archive.html", context)


def years_with(events: EventQuerySet) -> list[int]:
    """The local years in which any of these begins; two queries over an index, however many there are."""
    first = events.aggregate(first=Min("starts_at"))["first"]
    years = range(timezone.localdate(first).year, timezone.localdate().year + 1) if first else ()
    bounds = {year: (month_bounds(year, 1)[0], month_bounds(year, 12)[1]) for year in years}
    begins = {
        str(year): Max("pk", filter=Q(starts_at__gte=start, starts_at__lt=end))
        for year, (start, end) in bounds.items()
    }
    found = events.aggregate(**begins) if begins else {}
    return [int(year) for year, key in found.items() if key is not None]


@public_page(*SCOPES)
@login_not_required
@require_safe
def event_ics(request: PortalRequest, slug: str) -> HttpResponse:
    event = get_object_or_404(
        visible_events(request).select_related("space").prefetch_related("texts"), slug=slug
    )
    return HttpResponse(
        render_calendar(event.shown.title, [event], method="PUBLISH"),
        content_type="text/calendar; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{event.slug}.ics"'},
    )


@public_page(*SCOPES)
@login_not_required
@require_safe
def event_poster(request: PortalRequest, slug: str) -> HttpResponse:
    """A sheet for the door and the notice board: A4 when printed."""
    event = get_seen_event(request, slug)
    address = absolute_url(event.get_absolute_url())
    context = {
        "event": event,
        "portal": the_multifactory(),
        "address": address,
        "qr": qr_svg(address, _("QR code: the page of this event")),
    }
    return render(request, "events/event_poster.html", context)
