"""What coordinators enter about works."""

from decimal import Decimal
from typing import Any, cast

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from multifactory.lib.numbers import CommaDecimalField, MoneyField
from spaces.building.forms import offer_adopted_resolutions
from spaces.works.figures import built_m2
from spaces.works.models import Renewal


class RenewalForm(forms.ModelForm):
    """Money in euros is kept in cents; the m² left empty are those of the spaces."""

    renewed_m2 = CommaDecimalField(
        label=_("m² renewed"),
        min_value=0,
        max_digits=8,
        decimal_places=2,
        required=False,
        help_text=cast(Any, Renewal._meta.get_field("renewed_m2")).help_text,
    )
    hours_given = CommaDecimalField(
        label=capfirst(_("hours donated")),
        min_value=0,
        max_digits=7,
        decimal_places=1,
        required=False,
        help_text=cast(Any, Renewal._meta.get_field("hours_given")).help_text,
    )
    euros = MoneyField(
        label=capfirst(_("money spent in €")),
        required=False,
        help_text=_("Leave empty if not known. Works whose cost is not known are left out of all averages."),
    )

    class Meta:
        model = Renewal
        fields = (
            *("title", "slug", "text", "spaces", "start_on", "end_on"),
            *("company", "resolution", "helpers", "renewed_m2", "hours_given"),
        )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "resolution" in self.fields:  # works that are void are only looked at
            offer_adopted_resolutions(self)
        self.fields["euros"].initial = self.instance.cost_cents

    def clean_hours_given(self) -> Decimal:
        return self.cleaned_data["hours_given"] or Decimal(0)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("renewed_m2") is None and "spaces" in cleaned and "renewed_m2" not in self.errors:
            cleaned["renewed_m2"] = built_m2(cleaned["spaces"])
        start, end = cleaned.get("start_on"), cleaned.get("end_on")
        if start and end and end <= start:
            self.add_error("end_on", _("The first day without works must come after the day they begin."))
        self.instance.cost_cents = cleaned.get("euros")
        return cleaned
