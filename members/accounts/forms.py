"""One's own account: signing up, the second factor, a code by mail."""

from typing import Any, cast

from allauth.account.adapter import get_adapter as get_account_adapter
from allauth.account.forms import RequestLoginCodeForm, SignupForm
from allauth.core import context
from allauth.core.internal import ratelimit
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.models import Authenticator
from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

from members.accounts.login_limits import APP, account_and_address
from members.accounts.second_factor import use_code_once
from members.people.invitations import invitation_in_session
from members.people.models import User
from members.people.services import accept_invitation
from multifactory.lib.stamps import StampedMixin
from multifactory.lib.text.forms import LineField


class AccountForm(StampedMixin, forms.ModelForm):
    class Meta:
        model = User
        fields = ["name", "language"]
        help_texts = {"language": _("For these pages and the e-mails you receive.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].required = True
        self.fields["name"].widget.attrs["autocomplete"] = "name"
        language = cast(forms.ChoiceField, self.fields["language"])
        language.choices = [("", _("same as the browser")), *settings.LANGUAGES]


class InvitedSignupForm(SignupForm):
    """An account for the address that was invited, and the place in the company with it."""

    name = LineField(
        label=_("Name and surname"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    field_order = ["name", "email", "password1", "password2"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].widget.attrs["readonly"] = True
        self.fields["email"].help_text = _("The address the invitation came to.")

    def clean_email(self) -> str:
        email = super().clean_email()
        invitation = invitation_in_session(context.request)
        if invitation is None or email.lower() != invitation.email.lower():
            raise ValidationError(_("Use the address the invitation came to."))
        return email

    def try_save(self, request: HttpRequest) -> tuple[User | None, HttpResponse | None]:
        """Account and place are made together or not at all."""
        try:
            with transaction.atomic():
                user, response = super().try_save(request)
                invitation = invitation_in_session(request)
                if user is not None:
                    if invitation is None:
                        raise ValidationError(_("This invitation is no longer open."))
                    accept_invitation(invitation, user=user)
                    messages.success(request, _("Welcome to %(company)s.") % {"company": invitation.company})
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
            return None, redirect("account_signup")
        except IntegrityError:  # the same form, sent twice at once
            messages.info(request, _("There is already an account with this address: log in."))
            return None, redirect("account_login")
        return user, response


class OneTimeCodeMixin:
    """A code of an authenticator app opens once, as long as it would be right."""

    authenticator: Authenticator

    def clean_code(self) -> str:
        code = super().clean_code()  # type: ignore[misc]
        is_app = self.authenticator.type == Authenticator.Type.TOTP
        if is_app and not use_code_once(self.authenticator, code):
            raise get_adapter().validation_error("incorrect_code")
        return code


class SecondFactorForm(OneTimeCodeMixin, AuthenticateForm):
    pass


class SecondFactorAgainForm(OneTimeCodeMixin, ReauthenticateForm):
    pass


class LoginCodeForm(RequestLoginCodeForm):
    def clean_email(self) -> str:
        """As with passwords: who asks for somebody's codes elsewhere does not keep them from their own."""
        email = super().clean_email()
        key = account_and_address(context.request, email)
        if not ratelimit.consume(context.request, app=APP, action="login_code_mail", key=key):
            raise get_account_adapter().validation_error("too_many_login_attempts")
        return email
