"""The programme inside the pages of other sites: no cookie, no script, links that open the portal."""

from urllib.parse import urlsplit

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import conditional_page, require_safe

from events.programme.feeds import in_chosen_language
from events.programme.filters import NARROWED_BY, narrowed
from events.programme.models import Event
from events.programme.validation import the_programme
from multifactory.lib.public_pages.content import Scope
from multifactory.lib.public_pages.pages import public_page

LENGTH, MOST = 10, 50


def number_of(text: str) -> int:
    """`?n=`: from 1 to 50; what is no number counts as not said."""
    if not (text.isascii() and text.isdigit()) or len(text) > 9:
        return LENGTH if not text.isdigit() else MOST
    return min(max(int(text), 1), MOST)


def origins(text: str) -> list[str]:
    """The sites listed in the back-office, as the policy of the page names them."""
    parts = [urlsplit(line) for line in text.split()]
    return [f"{part.scheme}://{part.netloc}" for part in parts if part.scheme == "https" and part.netloc]


@public_page(Scope.MEMBERS, Scope.SPACES, Scope.EVENTS, parameters=(*NARROWED_BY, "n", "lang"))
@login_not_required
@require_safe
@conditional_page
@in_chosen_language
def event_embed(request: HttpRequest) -> HttpResponse:
    coming = Event.objects.public().upcoming().exclude(state=Event.State.CANCELLED)
    keys = list(
        narrowed(request.GET, coming).values_list("pk", flat=True)[: number_of(request.GET.get("n", ""))]
    )
    events = Event.objects.filter(pk__in=keys).for_list().order_by("starts_at", "id")
    response = render(request, "events/event_embed.html", {"events": events})
    patch_vary_headers(response, ["Accept-Language"])
    if allowed := origins(the_programme().embed_origins):
        response.xframe_options_exempt = True
        response._csp_replace = {"frame-ancestors": allowed}  # type: ignore[attr-defined]
        response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response
