"""What coordinators enter on the page of a space."""

from copy import copy
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from multifactory.lib.forms import add_errors
from multifactory.lib.numbers import CommaDecimalField
from spaces.allocations.forms import DecisionForm
from spaces.bookings.leaves import change_leaves, leaf_faults
from spaces.building.dry_run import dry_run
from spaces.building.models import Space
from spaces.condition.models import Condition
from spaces.pages.validation import check_days_of_use, check_still_booked


class SpaceForm(forms.ModelForm):
    area_m2 = CommaDecimalField(
        label=capfirst(_("area in m²")),
        min_value=Decimal("0.01"),
        max_digits=8,
        decimal_places=2,
        required=False,
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
            self.add_error("area_m2", _("Every space except a machine needs an area greater than zero."))
        try:
            if self.instance.pk:
                check_days_of_use(self.instance, cleaned.get("valid_from"), cleaned.get("valid_to"))
                if "is_bookable" in self.changed_data and not cleaned["is_bookable"]:
                    check_still_booked(self.instance)
            self._try_leaves(kind, cleaned)
        except ValidationError as error:
            add_errors(self, error)
        return cleaned

    def _try_leaves(self, kind: str, cleaned: dict[str, Any]) -> None:
        """Refuse here what changing the leaves would be refused with, and take it back."""
        parts = list(cleaned.get("takes") or ())
        space = copy(self.instance)
        space.kind, space.valid_from, space.valid_to = kind, cleaned["valid_from"], cleaned["valid_to"]
        if faults := leaf_faults(space, parts):
            raise ValidationError({"takes": faults})
        if space.pk and "takes" in self.changed_data:
            dry_run(lambda: change_leaves(space, parts=parts), lambda: None)

    def _save_m2m(self) -> None:
        """The one thing of many that a space has is what it takes."""
        change_leaves(self.instance, parts=list(self.cleaned_data.get("takes") or ()))


class ChangeConditionForm(DecisionForm):
    state = forms.ChoiceField(label=_("Condition"), choices=Condition.State)
