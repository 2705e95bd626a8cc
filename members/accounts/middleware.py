"""What every request of a person knows and must satisfy."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.middleware import LoginRequiredMiddleware, get_user
from django.contrib.auth.models import AnonymousUser
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from members.accounts.kept_forms import keep_form
from members.accounts.second_factor import second_factor_check, send_to_second_factor
from members.accounts.staff_sessions import is_staff_session_over
from members.people.current_membership import current_membership
from members.people.models import User


class CurrentMembershipMiddleware:
    """Sets `request.acting`: the membership the person acts for, or a lazy object that is false."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.acting = SimpleLazyObject(lambda: current_membership(request))  # type: ignore[attr-defined]
        return self.get_response(request)


class KeepingLoginRequiredMiddleware(LoginRequiredMiddleware):
    """Who writes long and was logged out meanwhile finds the form again after the log-in."""

    def handle_no_permission(self, request: HttpRequest, view_func: Any) -> HttpResponseRedirect:
        if keep_form(request):
            return redirect_to_login(reverse("members:kept_form"))
        return super().handle_no_permission(request, view_func)


class StaffMFAMiddleware:
    """Coordinators' powers rest until the session has used the second factor, which is where this leads them.

    Whoever is refused for that reason alone comes back afterwards to the page, or to the form as it was sent.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.user = SimpleLazyObject(lambda: _user_of_session(request))  # type: ignore[assignment]
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *view: Any) -> HttpResponse | None:
        match = request.resolver_match
        is_back_office = match is not None and "admin" in match.app_names
        # The log-in leads to the portal's, and who wants to log out may.
        if not is_back_office or (match and match.url_name in ("login", "logout")):
            return None
        return send_to_second_factor(request) if getattr(request.user, "is_held_back", False) else None

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, PermissionDenied) and getattr(request.user, "was_held_back", False):
            return send_to_second_factor(request)
        return None


def _user_of_session(request: HttpRequest) -> User | AnonymousUser:
    user = get_user(request)
    if isinstance(user, User) and user.is_staff and is_staff_session_over(request):
        request.session.flush()
        text = _("Sessions of coordinators end after 30 idle minutes, and after 12 hours. Log in again.")
        messages.info(request, text, fail_silently=True)
        return AnonymousUser()
    if isinstance(user, User):
        user.second_factor_check = second_factor_check(request, user)
    return user
