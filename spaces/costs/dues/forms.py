"""What a treasurer enters: payments, credits, what the bank says."""

import uuid
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from members.companies.models import Company
from multifactory.lib.csv_forms import PreviewedLinesForm, csv_file_field, csv_text_field
from multifactory.lib.days import DayField
from multifactory.lib.text.forms import LineField
from spaces.building.forms import choices_of, offer_adopted_resolutions
from spaces.costs.dues.bank_csv import BankLine, read_bank_file
from spaces.costs.dues.models import Credit, Payment
from spaces.costs.sharing.forms import AmountField


class MoneyForm(forms.ModelForm):
    """An entry of a company's account. `request_id` makes a form sent twice one entry."""

    request_id = forms.UUIDField(initial=uuid.uuid4, widget=forms.HiddenInput)
    euros = AmountField(label=_("Amount in €"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        company = choices_of(self, "company")
        company.queryset, company.empty_label = Company.objects.order_by("name"), _("choose a company")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("euros"):
            self.instance.cents = cleaned["euros"]
        return cleaned


class PaymentForm(MoneyForm):
    paid_on = DayField(label=_("Paid on"))

    class Meta:
        model = Payment
        fields = ("company", "paid_on", "words")

    field_order = ["company", "euros", "paid_on", "words"]

    def clean_paid_on(self) -> Any:
        if self.cleaned_data["paid_on"] > timezone.localdate():
            raise ValidationError(_("A payment is entered once it has come in."))
        return self.cleaned_data["paid_on"]


class CreditForm(MoneyForm):
    given_on = DayField(label=_("From"))
    until = DayField(
        label=_("Until"), required=False, help_text=_("The last day it can be used. Empty: no end.")
    )

    class Meta:
        model = Credit
        fields = ("company", "given_on", "until", "reason", "resolution")

    field_order = ["company", "euros", "reason", "resolution", "given_on", "until"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_adopted_resolutions(self)


class VoidEntryForm(forms.Form):
    reason = LineField(label=_("Why it was a mistake"), max_length=200)


class BankForm(PreviewedLinesForm):
    """The lines of a bank, shown with what fits before they are recorded."""

    file = csv_file_field(
        _("File of the bank"),
        _("CSV whose first line names the columns: date, amount, description, and if you like company."),
    )
    text = csv_text_field(_("Or its lines"))
    nothing_text = _("Choose a file, or paste its lines.")
    lines: list[BankLine] = []

    def read_lines(self, text: str) -> object:
        companies = {pk: (slug, name) for pk, slug, name in Company.objects.values_list("pk", "slug", "name")}
        self.lines = read_bank_file(text, companies, today=timezone.localdate())
        return self.lines

    @property
    def fitting(self) -> list[BankLine]:
        return [line for line in self.lines if line.company]
