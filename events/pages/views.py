"""The page of an event: what it is, and the form to register."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from events.programme.linked_data import event_json_ld
from events.programme.models import Event
from events.programme.views import visible_events
from events.registrations.hosts import can_see_guests, with_host
from events.registrations.rules import refusal_of
from events.registrations.views import blank_form
from members.companies.models import the_multifactory
from members.people.http import PortalRequest
from multifactory.lib.mail import absolute_url


def _open_graph(event: Event) -> dict[str, str]:
    picture = getattr(event, "picture", None)
    if picture is None:
        return {}
    return {"og_image": absolute_url(picture.large.url), "og_image_alt": picture.alt}


@login_not_required
@require_safe
def event_detail(request: PortalRequest, slug: str) -> HttpResponse:
    is_coordinator = request.user.is_authenticated and request.user.is_coordinator
    events = Event.objects.all() if is_coordinator else visible_events(request)  # drafts: a preview
    event = get_object_or_404(with_host(events.for_list(), request.acting), slug=slug)
    portal = the_multifactory()
    context = {
        "portal": portal,
        "event": event,
        "refusal": refusal_of(event, now=timezone.now()),
        "can_see_guests": can_see_guests(request.user, event),
        "form": blank_form(request, event),
        "json_ld": event_json_ld(event, portal),
        **_open_graph(event),
    }
    return render(request, "events/event_detail.html", context)
