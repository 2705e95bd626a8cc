"""What every answer carries."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

_PERMISSIONS = "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()"


class HeadersMiddleware:
    """Headers Django has no setting for; pages of somebody with a session are kept by nobody."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", _PERMISSIONS)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        # Asked of the cookie: the answer that the database is away must not ask the database again.
        is_for_all = "immutable" in response.headers.get("Cache-Control", "")  # pictures
        if settings.SESSION_COOKIE_NAME in request.COOKIES and not is_for_all:
            response.headers["Cache-Control"] = "no-store"
        return response
