"""The second factor of coordinators: whether this session has used it, and the way there and back."""

from collections.abc import Callable
from functools import cache

from allauth.account.internal.flows.login import get_authentication_records
from allauth.account.internal.flows.reauthentication import STATE_SESSION_KEY
from allauth.core.internal.cryptokit import compare_user_code
from allauth.core.internal.httpkit import serialize_request
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from allauth.mfa.utils import decrypt
from django.conf import settings
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from members.people.http import is_never_kept
from members.people.models import User

# What was refused for want of the factor: {"next": address, "request": the form that was sent, if any}.
REFUSED_SESSION_KEY = "before_second_factor"


def second_factor_check(request: HttpRequest, user: User) -> Callable[[], bool]:
    """Whether coordinators' powers hold in this session; anew each time, as a request may change it."""

    @cache
    def is_any_kept(authenticators: frozenset[int]) -> bool:
        return Authenticator.objects.filter(user=user, pk__in=authenticators).exists()

    def check() -> bool:
        if not settings.REQUIRE_STAFF_MFA:
            return True
        used = frozenset(
            record["id"]
            for record in get_authentication_records(request, user)
            if record.get("method") == "mfa" and "id" in record
        )
        # A factor that was lost and removed gives nothing any more, in no session that is still open.
        return bool(used) and is_any_kept(used)

    return check


def send_to_second_factor(request: HttpRequest) -> HttpResponse:
    """Keep what was asked, and go to use the factor or, without one, to set it up.

    Only for requests that have passed the check against forged ones: a form that is kept is sent again.
    """
    is_form = request.method == "POST" and not is_never_kept(request)
    request.session[REFUSED_SESSION_KEY] = {
        "next": request.path if is_form else request.get_full_path(),
        "request": serialize_request(request) if is_form else None,
    }
    if is_form and request.FILES:
        messages.warning(request, _("The files you chose were not kept. Please add them again."))
    return resume_after_second_factor(request)


def resume_after_second_factor(request: HttpRequest) -> HttpResponse:
    """Go to the factor, and from there to what was refused: a page again, a form with what was typed."""
    page = _page_of_factor(request.user.pk)
    if page is None:
        messages.warning(
            request, _("Coordinators need a second factor. Set one up here, then continue where you were.")
        )
        return redirect("mfa_index")
    refused = request.session.pop(REFUSED_SESSION_KEY, None) or {"next": reverse("dashboard")}
    if refused.get("request"):
        request.session[STATE_SESSION_KEY] = {"request": refused["request"]}
    else:
        request.session.pop(STATE_SESSION_KEY, None)
    messages.info(request, _("Confirm with your second factor, then continue where you were."))
    return HttpResponseRedirect(f"{page}?{urlencode({'next': refused['next']})}")


def can_resume(request: HttpRequest) -> bool:
    """Something was refused for want of a factor that has since been set up."""
    is_waiting = REFUSED_SESSION_KEY in request.session
    return is_waiting and request.user.is_authenticated and _page_of_factor(request.user.pk) is not None


def _page_of_factor(user_pk: int | None) -> str | None:
    kinds = set(Authenticator.objects.filter(user_id=user_pk).values_list("type", flat=True))
    if Authenticator.Type.TOTP in kinds:
        return reverse("mfa_reauthenticate")
    if Authenticator.Type.WEBAUTHN in kinds:
        return reverse("mfa_reauthenticate_webauthn")
    return None


def use_code_once(authenticator: Authenticator, code: str) -> bool:
    """Whether this code of an app, which is right, is used for the first time (RFC 6238, 5.2).

    allauth forgets a used code after 30 seconds, in a cache that may forget it sooner; it is right for 90.
    """
    with transaction.atomic():
        row = Authenticator.objects.select_for_update().get(pk=authenticator.pk)
        secret, counters = decrypt(row.data["secret"]), list(totp.yield_hotp_counters_from_time())
        used = [counter for counter in row.data.get("used", []) if counter >= counters[0]]
        codes = {counter: totp.format_hotp_value(totp.hotp_value(secret, counter)) for counter in counters}
        fresh = [
            counter
            for counter in counters
            if counter not in used and compare_user_code(actual=code, expected=codes[counter])
        ]
        row.data["used"] = used + fresh
        row.save(update_fields=["data"])
    return bool(fresh)
