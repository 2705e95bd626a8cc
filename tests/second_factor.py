"""Sessions that have used a second factor, for the tests in which staff need one."""

import base64
import time

from allauth.account.internal.flows.login import AUTHENTICATION_METHODS_SESSION_KEY
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from django.test import Client

from members.people.models import User

STEP = 30


def set_up_app(user: User) -> str:
    """The seed of the authenticator app that this person has from now on."""
    secret = generate_totp_secret()
    TOTP.activate(user, secret)
    return secret


def code_of(secret: str, *, steps: int = 0) -> str:
    """What the app shows now, or showed or will show some steps of 30 seconds away."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // STEP + steps))


def set_up_passkey(user: User) -> Authenticator:
    key = base64.urlsafe_b64encode(b"id").decode()
    data = {"name": "Key", "credential": {"id": key, "rawId": key}, "passwordless": True}
    return Authenticator.objects.create(user=user, type=Authenticator.Type.WEBAUTHN, data=data)


def mark_used(client: Client, user: User, authenticator: Authenticator, **passkey: bool) -> None:
    """This browser's session has used the factor; `passwordless=True` as a passkey does."""
    record = {"method": "mfa", "at": time.time(), "id": authenticator.pk, "type": authenticator.type}
    session = client.session
    session[AUTHENTICATION_METHODS_SESSION_KEY] = [record | passkey]
    session["account_authentication_methods_user"] = str(user.pk)
    session.save()


def use_second_factor(client: Client, user: User) -> None:
    """With an app, set up where there is none."""
    authenticator = user.authenticator_set.filter(type=Authenticator.Type.TOTP).first()
    if authenticator is None:
        set_up_app(user)
        authenticator = user.authenticator_set.get(type=Authenticator.Type.TOTP)
    mark_used(client, user, authenticator)
