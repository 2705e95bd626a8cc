"""How forms look everywhere, what they are filled with, and faults found elsewhere."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField
from django.forms.renderers import TemplatesSetting
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext as _


class PortalFormRenderer(TemplatesSetting):
    """Every form and field through our own two templates."""

    form_template_name = "forms/form.html"
    field_template_name = "forms/field.html"


def choices_missing(form: forms.BaseForm) -> list[BoundField]:
    """The fields that ask to choose where there is nothing to choose from: nobody can send such a form.

    What is looked up here is what is shown, so it is not looked up twice.
    """
    missing = []
    for name, field in form.fields.items():
        if isinstance(field, forms.ChoiceField) and field.required and not form[name].is_hidden:
            found: Any = field.choices
            choices = list(iter(found))  # a list asks for its length first, which is a query
            field.choices = choices
            if not any(value for value, _label in choices):
                missing.append(form[name])
    return missing


def contradiction() -> str:
    """What the database refuses at the last moment."""
    return _("This conflicts with what is already recorded, perhaps only a moment ago. Nothing was changed.")


def add_errors(form: forms.BaseForm, error: ValidationError) -> None:
    """Put faults found elsewhere beside the fields of a form they belong to, the others above all fields."""
    if hasattr(error, "error_dict"):
        for name, faults in error.error_dict.items():
            form.add_error(name if name in form.fields else None, faults)
    else:
        form.add_error(None, error)


def post_data(request: HttpRequest) -> QueryDict | None:
    """What was sent, even if it is nothing at all (boxes that are not ticked); None where nothing was."""
    return request.POST if request.method == "POST" else None
