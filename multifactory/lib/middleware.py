"""What every answer carries."""

from collections.abc import Callable
from contextlib import suppress

from django.conf import settings
from django.db import connections
from django.http import HttpRequest, HttpResponse, UnreadablePostError
from django.template.loader import render_to_string

from multifactory.lib.busy import BusyError, Turn

_PERMISSIONS = "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()"
_LIVENESS = "/health/live"  # asks nobody, so it waits for nobody
_RETRY_SECONDS = "10"


class HeadersMiddleware:
    """Headers Django has no setting for; pages of somebody with a session are kept by nobody."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", _PERMISSIONS)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        # Asked of the cookie: the answer that the database is away must not ask the database again.
        is_for_all = "public" in response.headers.get("Cache-Control", "")  # pictures, static files
        if settings.SESSION_COOKIE_NAME in request.COOKIES and not is_for_all:
            response.headers["Cache-Control"] = "no-store"
        return response


class ConnectionsMiddleware:
    """As many requests at once as the process has connections to the database; the others wait in line.

    They hold nothing while they wait, no connection and so no row. In a rush everybody is answered, a little
    later. An answer that is written needs the database no more, however slowly its client reads it.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.turn = Turn(
            at_once=settings.DATABASE_CONNECTIONS, wait_seconds=settings.DATABASE_CONNECTION_WAIT_SECONDS
        )

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path == _LIVENESS:
            return self.get_response(request)
        with suppress(UnreadablePostError):  # whoever stops midway gets the answer to an empty form
            _ = request.POST  # sent as slowly as its client likes: read before a place is taken
        try:
            with self.turn.taken():
                return self._answer(request)
        except BusyError:
            return _busy_answer()

    def _answer(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        for connection in connections.all(initialized_only=True):
            if not connection.in_atomic_block:  # in a test, the transaction of the test
                connection.close()
        return response


class BusyMiddleware:
    """A process that has too much to do at this moment says so, and when to come back."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        return _busy_answer() if isinstance(exception, BusyError) else None


def _busy_answer() -> HttpResponse:
    headers = {"Retry-After": _RETRY_SECONDS}
    return HttpResponse(render_to_string("503_busy.html"), status=503, headers=headers)
