"""What somebody enters who comes to an event."""

import uuid

from django import forms
from django.utils.translation import gettext_lazy as _

from multifactory.lib.text.forms import EmailField, LineField


class RegistrationForm(forms.Form):
    name = LineField(label=_("Name"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    email = EmailField(
        label=_("E-mail address"),
        max_length=254,
        help_text=_("We write there once now, and again only if the event changes."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    request_id = forms.UUIDField(required=False, initial=uuid.uuid4, widget=forms.HiddenInput)

    def clean_email(self) -> str:
        return self.cleaned_data["email"].lower()
