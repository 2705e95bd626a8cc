"""Public pages for visitors, from the memory of the process while they are true."""

from collections.abc import Callable

from django.conf import settings
from django.db import DatabaseError, InterfaceError
from django.http import HttpRequest, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.http import parse_http_date_safe
from django.utils.translation import get_language_from_request

from multifactory.lib.public_pages.asking import Clerk, Versions
from multifactory.lib.public_pages.pages import LONGEST, PublicPage, page_at
from multifactory.lib.public_pages.store import Store, StoredPage, encoded, encoding_for, said_by

_READS = ("GET", "HEAD")
_CONDITIONS = ("HTTP_IF_NONE_MATCH", "HTTP_IF_MODIFIED_SINCE", "HTTP_IF_MATCH", "HTTP_IF_UNMODIFIED_SINCE")


class PublicPagesMiddleware:
    """Stands below what checks the request and sets headers, above the session and all that asks more.

    A page is stored under the versions read before it was built, and shown while they are the same. So
    whoever asks after a change was committed sees it, whichever process made it and whichever answers.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.store = Store(settings.PUBLIC_PAGES_MB * 1_000_000)
        self.clerk = Clerk()

    def __call__(self, request: HttpRequest) -> HttpResponse:
        page = page_at(request.path_info) if request.method in _READS else None
        if page is None:
            return self.get_response(request)
        if settings.SESSION_COOKIE_NAME in request.COOKIES or not settings.PUBLIC_PAGES_MB:
            return _told_how_to_keep(self.get_response(request))
        request.get_host()  # a host that is not ours is refused before anything is looked up
        return self._answer(request, page)

    def _answer(self, request: HttpRequest, page: PublicPage) -> HttpResponse:
        conditions = _make_alike(request, page)
        encoding = encoding_for(request)
        address = (request.path_info, request.META["QUERY_STRING"])
        key = (*address, request.COOKIES[settings.LANGUAGE_COOKIE_NAME], encoding)
        try:
            versions = self.clerk.versions()
        except (DatabaseError, InterfaceError):
            return self.get_response(request)  # which says what there is to say
        stored = self.store.get(key)
        if stored is not None and stored.is_true(versions, timezone.now()):
            response = stored.response()
        else:
            response = self._build(request, page, versions, key)
        request.META.update(conditions)
        changed = parse_http_date_safe(response.headers.get("Last-Modified", ""))
        etag = response.headers.get("ETag")
        answer = get_conditional_response(request, etag, changed, response) or response
        if request.method == "HEAD" and answer.status_code == 200:
            answer.content = b""  # the headers say how long it would be
        return answer

    def _build(
        self, request: HttpRequest, page: PublicPage, versions: Versions, key: tuple[str, ...]
    ) -> HttpResponse:
        since = timezone.now()
        response = _told_how_to_keep(self.get_response(request))
        if not _is_whole(response):
            return response
        response = encoded(response, key[-1])
        if sum(map(len, key)) <= LONGEST:
            until = self.clerk.next_change(page.scopes, versions, since)
            headers = tuple(response.headers.items())
            self.store.put(
                key,
                StoredPage(response.content, headers, said_by(response), page.scopes, versions, since, until),
            )
        return response


def _make_alike(request: HttpRequest, page: PublicPage) -> dict[str, str]:
    """Leave of the request what may make a difference: the address, the parameters the page knows, and one of
    our languages. Gives back the conditions, which are about the answer and not about the page."""
    language = get_language_from_request(request)
    request.COOKIES = {settings.LANGUAGE_COOKIE_NAME: language}
    request.META["HTTP_ACCEPT_LANGUAGE"] = language
    query = page.query(request.META.get("QUERY_STRING", ""))
    request.META["QUERY_STRING"] = query
    request.GET = QueryDict(query)
    return {name: request.META.pop(name) for name in _CONDITIONS if name in request.META}


def _told_how_to_keep(response: HttpResponse) -> HttpResponse:
    """Whoever keeps it asks before showing it again, which costs nearly nothing (ETag)."""
    patch_vary_headers(response, ("Accept-Language", "Cookie", "Accept-Encoding"))
    response.headers.setdefault("Cache-Control", "no-cache")
    return response


def _is_whole(response: HttpResponseBase) -> bool:
    """A page, and one for everybody: no fault, no redirect, nothing for one person."""
    return (
        response.status_code == 200
        and not response.streaming
        and not response.cookies
        and "private" not in response.headers.get("Cache-Control", "")
        and "no-store" not in response.headers.get("Cache-Control", "")
        and not response.has_header("Content-Encoding")
    )
