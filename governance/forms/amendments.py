"""Another text for a proposal, and which two versions to compare."""

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from governance.models import Amendment


class AmendmentForm(forms.ModelForm):
    request_id = forms.UUIDField(required=False, initial=uuid.uuid4, widget=forms.HiddenInput)

    class Meta:
        model = Amendment
        fields = ("title", "text", "reason")
        widgets = {"text": forms.Textarea(attrs={"rows": 14}), "reason": forms.Textarea(attrs={"rows": 3})}
        help_texts = {
            "text": _(
                "The text of the proposal stands here: change what you want changed. All see what differs."
            ),
            "reason": _("Why your company wants it otherwise."),
        }

    def words(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.Meta.fields}


class ComparisonForm(forms.Form):
    """Two versions of a proposal, by their numbers."""

    before = forms.TypedChoiceField(label=_("From version"), coerce=int)
    after = forms.TypedChoiceField(label=_("to version"), coerce=int)

    def __init__(self, data: Any, *, numbers: list[int]) -> None:
        latest = numbers[-1]
        usual = {"before": str(max(latest - 1, numbers[0])), "after": str(latest)}
        super().__init__({name: data.get(name, value) for name, value in usual.items()})
        for name in usual:
            field = self.fields[name]
            field.choices = [(number, str(number)) for number in numbers]  # type: ignore[attr-defined]
