"""To whom companies sell: what the directory of members and their applications both say."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _


class CustomerGroup(models.TextChoices):
    PRIVATE = "private", _("private people")
    TRADE = "trade", _("other companies")
    SHOPS = "shops", _("shops and dealers")
    PUBLIC = "public", _("public bodies")
    CULTURE = "culture", _("culture and schools")
    TOURISM = "tourism", _("hotels and restaurants")


def validate_customer_groups(groups: object) -> None:
    """A list of known groups, each once."""
    is_known = isinstance(groups, list) and all(group in CustomerGroup.values for group in groups)
    if not is_known or len(set(groups)) != len(groups):  # type: ignore[call-overload, arg-type]
        raise ValidationError(_("Choose customer groups from the list, each once."), code="unknown")


class CustomerGroupsField(models.JSONField):
    """A list of groups; a box for each in every form. To the database it is Django's own JSON."""

    def formfield(self, **kwargs: Any) -> Any:
        return forms.MultipleChoiceField(
            label=kwargs.get("label") or str(self.verbose_name).capitalize(),
            help_text=kwargs.get("help_text") or self.help_text,
            choices=CustomerGroup.choices,
            required=False,
            widget=forms.CheckboxSelectMultiple,
        )

    def deconstruct(self) -> Any:
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.JSONField", args, kwargs


def customer_group_labels(groups: Iterable[str]) -> list[str]:
    """In the order of the list, in the language of the page."""
    chosen = set(groups)
    return [str(group.label) for group in CustomerGroup if group in chosen]
