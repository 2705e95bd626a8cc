"""What coordinators enter about a space."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from multifactory.lib.forms import hand_over
from multifactory.lib.numbers import CommaDecimalField
from spaces.models import Space
from spaces.rules import check_use


class SpaceForm(forms.ModelForm):
    class Meta:
        model = Space
        fields = "__all__"  # noqa: DJ007  the back-office lists them
        field_classes = {"area_m2": CommaDecimalField}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if self.instance.pk and not self.errors:
            try:
                check_use(self.instance, cleaned.get("valid_from"), cleaned.get("valid_to"))
            except ValidationError as error:
                hand_over(self, error)
        return cleaned
