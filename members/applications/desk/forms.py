"""What coordinators write to an applicant."""

from django import forms
from django.utils.translation import gettext_lazy as _

from members.applications.part_models import LONGEST_MESSAGE
from multifactory.lib.text.forms import TextField


class RequestForm(forms.Form):
    """A coordinator asks for information."""

    text = TextField(
        label=_("What is missing"),
        max_length=LONGEST_MESSAGE,
        help_text=_("The applicant reads this in an e-mail and can then change the application."),
        widget=forms.Textarea(attrs={"rows": 6}),
    )


class ReasonsForm(forms.Form):
    """A coordinator says why the companies decided so."""

    reasons = TextField(
        label=_("Reasons"),
        max_length=LONGEST_MESSAGE,
        help_text=_("The applicant reads them in an e-mail, with the last day for an appeal."),
        widget=forms.Textarea(attrs={"rows": 8}),
    )
