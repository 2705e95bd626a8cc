"""How often a password may be guessed: by account and address together, so that nobody locks another out.

A device on which the person has logged in before is counted by itself, and a code by e-mail stays open.
After OWASP's "Slow down online guessing attacks with device cookies".
"""

import secrets

from allauth.account.internal.userkit import filter_users_by_email
from allauth.core.internal import ratelimit
from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse

from members.people.models import User

APP = "allauth.account"  # whose limits these are: `ACCOUNT_RATE_LIMITS`


DEVICE_SECONDS = 180 * 24 * 3600


PEOPLE_A_DEVICE = 5


_SALT = "known device"


def consume_attempt(request: HttpRequest, email: str) -> ratelimit.RateLimitUsage | None:
    """Count one try of a password; None where there were too many. A right password takes it back."""
    device = known_device(request, email)
    limits = (
        [("login_failed_on_known_device", f"{email} {device}")]
        if device
        else [("login_failed", account_and_address(request, email)), ("login_failed_anywhere", email)]
    )
    usage = ratelimit.RateLimitUsage(usage=[])
    for action, key in limits:
        one = ratelimit.consume(request, app=APP, action=action, key=key)
        if one is None:
            return None
        usage.usage += one.usage
    return usage


def account_and_address(request: HttpRequest, email: str) -> str:
    return f"{email.lower()} {ratelimit.get_ip(request)}"


def owner_to_tell(request: HttpRequest, email: str) -> User | None:
    """Whose password is being guessed, if they have not been told today."""
    owner = _account(email)
    is_due = owner and ratelimit.consume(request, app=APP, action="login_failed_mail", key=str(owner.pk))
    return owner if is_due else None


def known_device(request: HttpRequest, email: str) -> str | None:
    """The mark that this device got when the person of this account logged in on it."""
    devices = _devices(request)
    account = _account(email) if devices else None
    return devices.get(str(account.pk)) if account else None


def remember_device(request: HttpRequest, response: HttpResponse, user: User) -> None:
    devices = _devices(request)
    mark = devices.pop(str(user.pk), "") or secrets.token_urlsafe(12)
    newest_last = [*devices.items(), (str(user.pk), mark)][-PEOPLE_A_DEVICE:]
    response.set_cookie(
        settings.DEVICE_COOKIE_NAME,
        signing.dumps(dict(newest_last), salt=_SALT),
        max_age=DEVICE_SECONDS,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def _devices(request: HttpRequest) -> dict[str, str]:
    """{account: mark} of the people who have logged in here."""
    try:
        cookie = request.COOKIES.get(settings.DEVICE_COOKIE_NAME, "")
        return signing.loads(cookie, salt=_SALT, max_age=DEVICE_SECONDS)
    except signing.BadSignature:
        return {}


def _account(email: str) -> User | None:
    found = filter_users_by_email(email, is_active=True, prefer_verified=True)
    return found[0] if found else None
