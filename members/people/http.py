"""Requests as views see them, who may make them, and the language a browser keeps."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, Literal, ParamSpec, TypeVar, cast

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from members.people.models import Membership, User
from members.people.rules import is_insider
from multifactory.lib.access import require


class PortalRequest(HttpRequest):
    """A request of anybody; `acting` is the place they act from now, if any."""

    user: User | AnonymousUser
    acting: Membership | None


class MemberRequest(PortalRequest):
    """A request of a person who is logged in."""

    user: User


AnyRequest = TypeVar("AnyRequest", bound=HttpRequest)
Request = TypeVar("Request", bound=PortalRequest)
Params = ParamSpec("Params")
Answer = TypeVar("Answer")


def insider_required(
    view: Callable[Concatenate[Request, Params], Answer],
) -> Callable[Concatenate[Request, Params], Answer]:
    """For a view, or what several views begin with, that only insiders reach: 403 for all others.

    It answers before anything is looked up, so that nobody outside learns by a 404 what there is.
    """

    @wraps(view)
    def checked(request: Request, /, *args: Params.args, **kwargs: Params.kwargs) -> Answer:
        require(is_insider(request.user, request.acting))
        return view(request, *args, **kwargs)

    return checked


def csrf_by_origin(
    view: Callable[Concatenate[AnyRequest, Params], HttpResponse],
) -> Callable[Concatenate[AnyRequest, Params], HttpResponse]:
    """For a form on a page that visitors only read: it needs no token, so the page sets no cookie.

    The browser's word that the form comes from a page of ours (the header Origin) stands for the token.
    Without that word the token is asked for.
    """
    checked = csrf_protect(view)

    @csrf_exempt
    @wraps(view)
    def either(request: AnyRequest, /, *args: Params.args, **kwargs: Params.kwargs) -> HttpResponse:
        is_ours = request.headers.get("Origin") == f"{request.scheme}://{request.get_host()}"
        return (view if is_ours else checked)(request, *args, **kwargs)

    return either


def never_kept(
    view: Callable[Concatenate[AnyRequest, Params], HttpResponse],
) -> Callable[Concatenate[AnyRequest, Params], HttpResponse]:
    """The outermost decorator of a view whose forms say what nobody else may read, such as a secret ballot.

    A session is a row of the database: a form sent after the log-out is not kept in it over the log-in.
    """
    view.is_never_kept = True  # type: ignore[attr-defined]
    return view


def is_never_kept(request: HttpRequest) -> bool:
    match = request.resolver_match
    return match is not None and getattr(match.func, "is_never_kept", False)


def request_user(request: HttpRequest) -> User:
    """Who is at work: the back-office opens to people with an account only."""
    return cast(User, request.user)


def local_address(request: HttpRequest, target: str, default: str) -> str:
    """The address a page was told to go on to (`next`), unless it leads away from the portal."""
    is_ours = url_has_allowed_host_and_scheme(
        target, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return target if is_ours else default


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
