"""What applicants and companies write to each other."""

import uuid

from django import forms
from django.utils.translation import gettext_lazy as _

from members.applications.part_models import LONGEST_MESSAGE
from multifactory.lib.text.forms import TextField


class MessageForm(forms.Form):
    """A question, an answer, or the information asked for."""

    text = TextField(label=_("Text"), max_length=LONGEST_MESSAGE, widget=forms.Textarea(attrs={"rows": 4}))
    request_id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
