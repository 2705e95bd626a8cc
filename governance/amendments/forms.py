"""Another text for a proposal."""

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from governance.amendments.models import Amendment
from multifactory.lib.stamps import StampedMixin


class AmendmentForm(StampedMixin, forms.ModelForm):
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

    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.Meta.fields}
