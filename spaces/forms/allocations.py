"""What coordinators enter about who holds a unit."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from members.models import Company
from spaces.forms.base import StampedForm, choices_of, date_input
from spaces.models import Allocation, Space
from spaces.rules import check_allocation, check_end


class AllocateForm(StampedForm):
    """Give a unit to a company; the unit is chosen here, or before (`unit`)."""

    class Meta:
        model = Allocation
        fields = ["unit", "company", "kind", "start_on", "end_on", "resolution", "reason"]
        widgets = {"start_on": date_input(), "end_on": date_input()}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices_of(self, "company").queryset = Company.objects.current()
        if self.unit is not None:
            del self.fields["unit"]
        else:
            choices_of(self, "unit").queryset = Space.objects.units().existing().order_by("code")

    def check(self, cleaned: dict[str, Any]) -> None:
        terms = ("company", "start_on", "end_on", "kind", "resolution", "reason")
        check_allocation(self.unit or cleaned["unit"], **{name: cleaned[name] for name in terms})


class ExtendForm(StampedForm):
    """Let a company go on after its end: until when, and why. Without a day, without an end."""

    class Meta:
        model = Allocation
        fields = ["end_on", "resolution", "reason"]
        widgets = {"end_on": date_input()}
        help_texts = {"end_on": _("The first day it is free again. Empty: without an end.")}


class EndForm(StampedForm):
    """Make a unit free from a day on."""

    resolution_field = "end_resolution"

    class Meta:
        model = Allocation
        fields = ["end_on", "end_resolution", "end_reason"]
        widgets = {"end_on": date_input()}

    def check(self, cleaned: dict[str, Any]) -> None:
        if not self.has_changed():
            return
        if cleaned.get("end_on") is None:
            raise ValidationError({"end_on": _("Say from which day the unit is free.")})
        # The form has put its values into its own row; the rule looks at the row as it is kept.
        kept = Allocation.objects.get(pk=self.instance.pk)
        resolution, reason = cleaned["end_resolution"], cleaned["end_reason"]
        check_end(kept, end_on=cleaned["end_on"], resolution=resolution, reason=reason)


class VoidForm(forms.Form):
    """Say why an allocation was a mistake."""

    reason = forms.CharField(label=_("Why it was a mistake"), max_length=200, strip=True)
