"""What people enter about quotes and the parts of a fund."""

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from multifactory.lib.days import DayField
from multifactory.lib.images.forms import ACCEPT
from multifactory.lib.uploads import refuse_too_large
from spaces.costs.funds.models import FundCall, Quote
from spaces.costs.sharing.forms import AmountField


class AmountForm(forms.ModelForm):
    """Of a row whose `cents` are entered in euro."""

    euros = AmountField(label=_("Amount in €"))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("euros"):
            self.instance.cents = cleaned["euros"]
        return cleaned


class QuoteForm(AmountForm):
    upload = forms.FileField(
        label=_("The quote itself"),
        allow_empty_file=True,
        validators=[refuse_too_large],
        widget=forms.FileInput(attrs={"accept": f"application/pdf,{ACCEPT}"}),
        help_text=_("A PDF of at most 5 MB, or a picture. It becomes one of the proposal’s attachments."),
    )

    class Meta:
        model = Quote
        fields = ("supplier",)

    field_order = ["supplier", "euros", "upload"]


class FundCallForm(AmountForm):
    """`request_id` makes a form sent twice one part."""

    request_id = forms.UUIDField(initial=uuid.uuid4, widget=forms.HiddenInput)
    due_on = DayField(label=_("Due on"), help_text=_("By this day each company pays its share."))

    class Meta:
        model = FundCall
        fields = ("due_on", "words")
        help_texts = {"words": _("How far the works are, for example: “roof covered”.")}

    field_order = ["euros", "due_on", "words"]
