"""What coordinators enter on the page of a space."""

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from multifactory.lib.forms import add_errors
from multifactory.lib.numbers import CommaDecimalField
from spaces.allocations.forms import DecisionForm
from spaces.building.models import Space
from spaces.condition.models import Condition
from spaces.pages.validation import check_days_of_use


class SpaceForm(forms.ModelForm):
    area_m2 = CommaDecimalField(
        label=_("area in m²"), min_value=Decimal("0.01"), max_digits=8, decimal_places=2, required=False
    )

    class Meta:
        model = Space
        fields = "__all__"  # noqa: DJ007  the back-office lists them

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if self.errors:
            return cleaned
        kind = cleaned.get("kind") or self.instance.kind
        if kind != Space.Kind.MACHINE and cleaned.get("area_m2") is None:
            self.add_error("area_m2", _("Every space but a machine needs an area above zero."))
        if self.instance.pk:
            try:
                check_days_of_use(self.instance, cleaned.get("valid_from"), cleaned.get("valid_to"))
            except ValidationError as error:
                add_errors(self, error)
        return cleaned


class ChangeConditionForm(DecisionForm):
    state = forms.ChoiceField(label=_("Condition"), choices=Condition.State)
