"""The form by which people ask to be erased."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from members.people.models import User
from multifactory.lib.text.forms import EmailField


class ErasureForm(forms.Form):
    """Typing one's own address shows that this is meant."""

    email = EmailField(
        label=_("Type your e-mail address to confirm"),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        self.fields["email"].help_text = _("It is %(email)s.") % {"email": user.email}

    def clean_email(self) -> str:
        email = self.cleaned_data["email"]
        if email.lower() != self.user.email.lower():
            raise ValidationError(_("This is not the address of your account."))
        return email
