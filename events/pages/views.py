"""The page of an event: what it is, who makes it, what its hosts can do; and the form to register."""

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.db.models import Prefetch, prefetch_related_objects
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from events.programme.closed_rooms import closed_rooms
from events.programme.linked_data import event_json_ld, share_words
from events.programme.models import Event
from events.programme.parts import EventHost, EventMove
from events.programme.validation import can_edit_event, represented_companies, transitions_for
from events.programme.views import get_seen_event
from events.registrations.hosts import can_see_guests, is_of_host
from events.registrations.rules import refusal_of
from events.registrations.views import blank_form
from members.companies.models import Multifactory, the_multifactory
from members.people.http import PortalRequest
from members.people.rules import is_insider
from multifactory.lib.images.share_image import open_graph, share_answer
from multifactory.lib.mail import absolute_url
from multifactory.lib.public_pages.content import Scope
from multifactory.lib.public_pages.pages import public_page
from spaces.plans.floor_view import FloorView, floor_view


def _open_graph(event: Event, portal: Multifactory) -> dict[str, Any]:
    """Its picture, or one that is drawn of what visitors may read."""
    picture = getattr(event, "picture", None)
    if picture is None:
        is_public = event.is_out and not event.is_internal and not event.is_shown_later
        return open_graph(share_words(event, portal), "events:event_share", event.slug) if is_public else {}
    return {
        "og_image": absolute_url(picture.large.url),
        "og_image_alt": picture.alt,
        "og_image_width": picture.width,
        "og_image_height": picture.height,
    }


def _floor(event: Event) -> FloorView | None:
    """The floor with the room, where a plan of it is drawn."""
    floor = event.space.floor if event.space else None
    view = floor_view(floor, here=event.space.code) if event.space and floor else None
    return view if view and view.drawing else None


def _slots(event: Event) -> list[EventHost]:
    """What hosts show at hours of their own, in the order of the day."""
    hours = [(host.starts_at, host.pk, host) for host in event.confirmed_hosts if host.starts_at]
    return [host for _starts_at, _pk, host in sorted(hours)]


def _for_hosts(request: PortalRequest, event: Event) -> dict[str, Any]:
    """What the people of its hosts, of companies that are asked, and coordinators find on the page."""
    if not request.user.is_authenticated:
        return {}
    asked = event.hosts.asked().filter(company__in=represented_companies(request.user))
    can_edit = can_edit_event(request.user, event)
    return {
        "can_edit": can_edit,
        "transitions": transitions_for(request.user, event) if can_edit else [],
        "is_asked": asked.exists(),
        "asked": EventHost.objects.asked().filter(event=event).for_list() if can_edit else [],
    }


@public_page(Scope.MEMBERS, Scope.GOVERNANCE, Scope.SPACES, Scope.EVENTS)
@login_not_required
@require_safe
def event_detail(request: PortalRequest, slug: str) -> HttpResponse:
    event = get_seen_event(request, slug)
    event.is_mine = is_of_host(request.acting, event)
    prefetch_related_objects([event], Prefetch("moves", EventMove.objects.select_related("space")))
    portal = the_multifactory()
    resolution = event.resolution
    is_member = is_insider(request.user, request.acting)
    context = {
        "portal": portal,
        "event": event,
        "resolution": resolution if resolution and (is_member or resolution.is_published) else None,
        "refusal": refusal_of(event, now=timezone.now()),
        "can_see_guests": can_see_guests(request.user, event),
        "form": blank_form(request, event),
        "json_ld": event_json_ld(event, portal),
        "view": _floor(event),
        "slots": _slots(event),
        "closed_rooms": closed_rooms(event),
        **_for_hosts(request, event),
        **_open_graph(event, portal),
    }
    return render(request, "events/event_detail.html", context)


@login_not_required
@require_safe
def event_share(request: HttpRequest, slug: str, mark: str) -> HttpResponse:
    """What other sites show of a public event that has no picture."""
    events = Event.objects.public().select_related("space").prefetch_related("texts")
    event = get_object_or_404(events, slug=slug)
    return share_answer(
        request, lambda: share_words(event, the_multifactory()), "events:event_share", slug, mark=mark
    )
