"""Which mails a person wants: a box for each kind."""

from typing import Any

from django import forms

from members.hooks import mail_kinds


class MailPreferencesForm(forms.Form):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for kind in mail_kinds:
            self.fields[kind.key] = forms.BooleanField(
                label=kind.label, help_text=kind.help_text, required=False
            )
