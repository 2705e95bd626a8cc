"""The list of events."""

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from events.programme.filters import EventFilter
from events.programme.models import Event, EventQuerySet
from members.people.http import PortalRequest
from members.people.rules import is_insider

PAGE_SIZE = 20


def visible_events(request: PortalRequest) -> EventQuerySet:
    return Event.objects.visible_to(is_insider(request.user, request.acting))


@login_not_required
@require_safe
def event_list(request: PortalRequest) -> HttpResponse:
    is_past = request.GET.get("past") == "1"
    visible = visible_events(request)
    event_filter = EventFilter(
        request.GET, visible.past() if is_past else visible.upcoming(), request=request
    )
    page_obj = Paginator(event_filter.qs.for_list(), PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "page_obj": page_obj,
        "filter": event_filter,
        "is_past": is_past,
        "is_filtered": bool(request.GET.get("q") or request.GET.get("company")),
        "this_year": str(timezone.localdate().year),
    }
    return render(request, "events/event_list.html", context)
