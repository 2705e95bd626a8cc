"""Input about decisions."""

import uuid
from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from governance.models import Comment, Proposal, Vote
from members.models import Company

MINUTE = "%Y-%m-%dT%H:%M"  # what <input type="datetime-local"> sends and shows


class LocalMomentField(forms.DateTimeField):
    """A day and time on the clock of the multifactory (`MULTIFACTORY_TIME_ZONE`)."""

    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format=MINUTE)

    def to_python(self, value: Any) -> datetime | None:
        try:
            return super().to_python(value)
        except ValidationError as error:
            if error.code != "ambiguous_timezone":
                raise
            text = _(
                "The clocks change on that day: this time does not exist or comes twice. Choose another one."
            )
            raise ValidationError(text, code=error.code) from error


class ProposalForm(forms.ModelForm):
    request_id = forms.UUIDField(required=False, initial=uuid.uuid4, widget=forms.HiddenInput)

    class Meta:
        model = Proposal
        fields = ("title", "matter", "text")
        widgets = {"text": forms.Textarea(attrs={"rows": 14})}
        help_texts = {
            "title": _("What is to be done, in a few words."),
            "matter": _("It chooses the rule of the rulebook that decides."),
            "text": _(
                "What, why, who answers for it, what it costs, from when. Markdown: **bold**, lists, links."
            ),
        }

    def values(self) -> dict[str, Any]:
        """What people typed, without the mark of the request."""
        return {name: self.cleaned_data[name] for name in self.Meta.fields}


class CompanyForm(forms.Form):
    """Spoken for the company the page named, even if the person has switched to another one since."""

    company = forms.ModelChoiceField(queryset=Company.objects.all(), widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        # Two of these stand on one page, and no two elements may share an id.
        super().__init__(*args, **{"auto_id": f"{type(self).__name__.lower()}_%s"} | kwargs)


class CommentForm(CompanyForm):
    kind = forms.ChoiceField(label=_("Kind"), choices=Comment.Kind, initial=Comment.Kind.QUESTION)
    text = forms.CharField(
        label=_("What you want to say"), max_length=4000, widget=forms.Textarea(attrs={"rows": 5})
    )
    request_id = forms.UUIDField(initial=uuid.uuid4, widget=forms.HiddenInput)


class VoteForm(CompanyForm):
    choice = forms.ChoiceField(
        label=_("Your company’s vote"),
        choices=Vote.Choice,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose yes, no or abstain.")},
    )


class VotingForm(forms.Form):
    closes_at = LocalMomentField(label=_("Voting closes on"))
