"""What people type about whom they invite."""

import re
from email.utils import parseaddr

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from members.people.models import Membership
from multifactory.lib.text.forms import TextField

MOST_INVITED = 40


class InvitationForm(forms.Form):
    emails = TextField(
        label=_("E-mail addresses"),
        max_length=8000,
        widget=forms.Textarea(attrs={"rows": 3, "autocomplete": "off"}),
        help_text=_("One or more, each on a line of its own or with commas between them."),
    )
    role = forms.ChoiceField(
        label=_("Role"),
        choices=Membership.Role.choices,
        initial=Membership.Role.COLLABORATOR,
        widget=forms.RadioSelect,
        help_text=_("A representative can vote on behalf of the company and invite people."),
    )

    def clean_emails(self) -> list[str]:
        """Each address once, without the name that mail programs put before it."""
        parts = filter(str.strip, re.split(r"[,;\n]", self.cleaned_data["emails"]))
        addresses = list(dict.fromkeys((parseaddr(part)[1] or part).strip().lower() for part in parts))
        if not addresses:
            raise ValidationError(self.fields["emails"].error_messages["required"], code="required")
        if len(addresses) > MOST_INVITED:
            text = gettext("Invite at most %(most)d people at a time.")
            raise ValidationError(text % {"most": MOST_INVITED})
        return addresses
