"""How allauth behaves here: sign-up by invitation only; seeds of the second factor lie encrypted."""

import base64
import hashlib
from typing import Any
from urllib.parse import urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language, gettext_lazy, override
from django.utils.translation import gettext as _

from members.accounts.emails import send_password_guessed
from members.accounts.login_limits import account_and_address, consume_attempt, owner_to_tell, remember_device
from members.companies.models import the_multifactory
from members.people.current_membership import MEMBERSHIP_SESSION_KEY
from members.people.http import remember_language
from members.people.invitations import INVITATION_SESSION_KEY, invitation_in_session, invitation_path
from members.people.models import User
from members.people.services import accept_invitation
from multifactory.lib.mail import absolute_url


class AccountAdapter(DefaultAccountAdapter):
    error_messages = DefaultAccountAdapter.error_messages | {
        "too_many_passwords": gettext_lazy(
            "Too many failed login attempts. Log in with a code sent by e-mail, from a device you have used "
            "before, or try again in five minutes."
        ),
    }

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Wrong passwords count against the account at this address, not against the account everywhere."""
        email = credentials.get("email", "").lower()
        self._login_failed_rl_usage = consume_attempt(request, email)
        if self._login_failed_rl_usage is None:
            if owner := owner_to_tell(request, email):
                send_password_guessed(owner)
            raise self.validation_error("too_many_passwords")

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """Of what a new password clears."""
        return account_and_address(request, credentials.get("email", ""))

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Only for the person whose open invitation was followed in this session."""
        return invitation_in_session(request) is not None

    def save_user(self, request: HttpRequest, user: User, form: Any, commit: bool = True) -> User:
        user.name = form.cleaned_data.get("name", "")
        user.language = getattr(request, "LANGUAGE_CODE", settings.LANGUAGE_CODE)[:2]
        return super().save_user(request, user, form, commit)

    def is_safe_url(self, url: str | None) -> bool:
        """Where a `next` leads is ours. One that is no address at all (`http://[`) leads nowhere."""
        try:
            return super().is_safe_url(url)
        except ValueError:
            return False

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """In the language of the account, and with links to SITE_URL, whatever host the request came by."""
        user = context.get("user") or User.objects.filter(email__iexact=email).first()
        links = {
            name: absolute_url(urlsplit(value)._replace(scheme="", netloc="").geturl())
            for name, value in context.items()
            if name.endswith("_url")
        }
        portal = the_multifactory()
        site = {"name": portal.name, "domain": settings.SITE_URL}
        ours = {"portal": portal, "current_site": site}
        with override(getattr(user, "language", "") or get_language()):
            super().send_mail(template_prefix, email, context | links | ours)

    def post_login(self, request: HttpRequest, user: User, **kwargs: Any) -> HttpResponse:
        """The invitation followed before logging in is accepted; pages go on in the person's language."""
        response = super().post_login(request, user, **kwargs)
        remember_device(request, response, user)
        if path := _accept_followed_invitation(request, user):
            response["Location"] = path
        if user.language:
            remember_language(response, user.language)
        return response


def _accept_followed_invitation(request: HttpRequest, user: User) -> str:
    """With the account the invitation was sent to. With another one the page of the invitation asks first:
    its path; somebody else may have followed the link in this browser."""
    invitation = invitation_in_session(request)
    request.session.pop(INVITATION_SESSION_KEY, None)
    if invitation is None:
        return ""
    if invitation.email.lower() not in user.all_addresses():
        return invitation_path(invitation)
    try:
        membership = accept_invitation(invitation, user=user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        request.session[MEMBERSHIP_SESSION_KEY] = membership.pk
        messages.success(request, _("Welcome to %(company)s.") % {"company": invitation.company})
    return ""


def _fernet() -> MultiFernet:
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    digests = [hashlib.sha256(b"second factor" + key.encode()).digest() for key in keys]
    return MultiFernet([Fernet(base64.urlsafe_b64encode(digest)) for digest in digests])


class MFAAdapter(DefaultMFAAdapter):
    def encrypt(self, text: str) -> str:
        return _fernet().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _fernet().decrypt(encrypted_text.encode()).decode()
