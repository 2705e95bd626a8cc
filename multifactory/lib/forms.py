"""How forms look everywhere, and numbers as people write them."""

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.renderers import TemplatesSetting


class PortalFormRenderer(TemplatesSetting):
    """Every form and field through our own two templates."""

    form_template_name = "forms/form.html"
    field_template_name = "forms/field.html"


def hand_over(form: forms.BaseForm, error: ValidationError) -> None:
    """Put faults found elsewhere beside the fields of a form they belong to, the others above all fields."""
    if hasattr(error, "error_dict"):
        for name, faults in error.error_dict.items():
            form.add_error(name if name in form.fields else None, faults)
    else:
        form.add_error(None, error)


class MeasureField(forms.DecimalField):
    """A number as people write it, with a comma or a point: 62,5 or 62.5, and 1.250,50 or 1,250.50.

    One sign alone is taken for the decimal one, so "1,250" has three decimals and is refused rather than
    misread where two are allowed.
    """

    widget = forms.TextInput(attrs={"inputmode": "decimal"})

    def to_python(self, value: Any) -> Decimal | None:  # type: ignore[override]
        if isinstance(value, str):
            text = value.strip().replace(" ", "").replace("\u00a0", "")
            decimal_sign = max(".,", key=text.rfind)
            thousands = {".": ",", ",": "."}[decimal_sign]
            if text.count(decimal_sign) == 1:
                value = text.replace(thousands, "").replace(decimal_sign, ".")
        return super().to_python(value)
