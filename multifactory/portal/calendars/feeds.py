"""What links to calendars open, without a log-in, a session or a cookie."""

from allauth.core.internal import ratelimit
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe
from django.views.defaults import page_not_found

from multifactory.portal.calendars.contents import contents_of
from multifactory.portal.calendars.models import CalendarLink
from multifactory.portal.calendars.rules import is_opening
from multifactory.portal.calendars.services import note_use
from spaces.feeds.door_board import door_board

RETRY_SECONDS = "3600"


@login_not_required
@require_safe
def calendar_feed(request: HttpRequest, token: str) -> HttpResponse:
    """A calendar as text. A program that has it already is answered by one query."""
    link = _open(token, is_door=False)
    if link is None:
        return _refuse(request)
    with translation.override(link.language):
        contents = contents_of(link)
        etag = f'"{contents.fingerprint()}"'
        response = get_conditional_response(request, etag=etag)
        if response is None:
            response = HttpResponse(contents.text(), content_type="text/calendar; charset=utf-8")
            response.headers["Content-Disposition"] = 'inline; filename="calendar.ics"'
    response.headers["ETag"] = etag
    return _for_bearer(response, link, "private, no-cache")


@login_not_required
@require_safe
def door(request: HttpRequest, token: str) -> HttpResponse:
    """The display at a door. Its template is given no request: it asks for no session and sets no cookie."""
    link = _open(token, is_door=True)
    if link is None or link.space is None:
        return _refuse(request)
    now = timezone.now()
    with translation.override(link.language):
        context = {"space": link.space, "board": door_board(link.space, now), "at": timezone.localtime(now)}
        response = HttpResponse(render_to_string("calendars/door.html", context))
    response.headers["Refresh"] = "60"  # of the page, in seconds; no script is needed
    return _for_bearer(response, link, "no-store")


def _open(token: str, *, is_door: bool) -> CalendarLink | None:
    link = CalendarLink.objects.for_token(token).first()
    return link if link is not None and link.is_door == is_door and is_opening(link) else None


def _refuse(request: HttpRequest) -> HttpResponse:
    """404; 429 to an address that tried too many. A house has one address: what is right always opens."""
    if ratelimit.consume(request, app="allauth.account", action="calendar_unknown", limit_get=True):
        response: HttpResponse = page_not_found(request, Http404())
    else:
        response = HttpResponse(status=429, headers={"Retry-After": RETRY_SECONDS})
    response.headers["Referrer-Policy"] = "no-referrer"
    return response


def _for_bearer(response: HttpResponse, link: CalendarLink, cache: str) -> HttpResponse:
    """Nobody else keeps it, and the address goes nowhere else."""
    note_use(link)
    response.headers["Cache-Control"] = cache
    response.headers["Content-Language"] = link.language
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response
