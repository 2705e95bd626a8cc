"""Requests as views see them, and the language a browser keeps."""

from typing import Literal, cast

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse

from members.people.models import Membership, User


class PortalRequest(HttpRequest):
    """A request of anybody; `acting` is the place they act from now, if any."""

    user: User | AnonymousUser
    acting: Membership | None


class MemberRequest(PortalRequest):
    """A request of a person who is logged in."""

    user: User


def request_user(request: HttpRequest) -> User:
    """Who is at work: the back-office opens to people with an account only."""
    return cast(User, request.user)


def remember_language(response: HttpResponse, language: str) -> None:
    """Show pages in this language from now on; without one the browser's own wish counts again."""
    if not language:
        response.delete_cookie(settings.LANGUAGE_COOKIE_NAME, path=settings.LANGUAGE_COOKIE_PATH)
        return
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        max_age=365 * 24 * 3600,
        path=settings.LANGUAGE_COOKIE_PATH,
        secure=settings.LANGUAGE_COOKIE_SECURE,
        httponly=settings.LANGUAGE_COOKIE_HTTPONLY,
        samesite=cast(Literal["Lax", "Strict"], settings.LANGUAGE_COOKIE_SAMESITE),
    )
