"""What people enter about spaces."""

import uuid
from datetime import datetime
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from governance.models import Resolution
from members.models import Company, User
from multifactory.lib.forms import hand_over
from spaces.models import Allocation, Booking, ProposedAllocation, ProposedEnd, Space
from spaces.rules import (
    SLOT,
    check_allocation,
    check_booking,
    check_end,
    check_proposed_allocation,
    check_proposed_end,
    check_stamp,
    unit_stamp,
)

LOCAL_FORMAT = "%Y-%m-%dT%H:%M"


class LocalDateTimeField(forms.DateTimeField):
    """A local time from the browser's own picker; one the clock change skips or repeats is refused."""

    widget = forms.DateTimeInput(
        attrs={"type": "datetime-local", "step": int(SLOT.total_seconds())}, format=LOCAL_FORMAT
    )

    def to_python(self, value: Any) -> datetime | None:
        try:
            return super().to_python(value)
        except ValidationError as error:
            if error.code == "ambiguous_timezone":
                text = _(
                    "The clocks change in this hour: the time is missing or comes twice. Choose another."
                )
                raise ValidationError(text, code=error.code) from error
            raise


def choices_of(form: forms.BaseForm, name: str) -> forms.ModelChoiceField:
    return cast(forms.ModelChoiceField, form.fields[name])


class OwnWordsForm(forms.ModelForm):
    """Checks of its own say what the constraints of the row say, at the field and with names."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instance.validate_constraints = lambda exclude=None: None


class BookingForm(OwnWordsForm):
    """A booking by a person for one of their companies. `request_id` makes sending it twice one booking."""

    starts_at = LocalDateTimeField(label=_("From"))
    ends_at = LocalDateTimeField(label=_("Until"))
    request_id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    class Meta:
        model = Booking
        fields = ["space", "company", "starts_at", "ends_at", "purpose"]
        labels = {"space": _("Space"), "company": _("For"), "purpose": _("What for")}
        help_texts = {"purpose": _("The other members read it in the calendar.")}

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        companies = Company.objects.filter(pk__in=user.memberships.current().values("company"))
        choices_of(self, "company").queryset = companies
        choices_of(self, "company").empty_label = None
        choices_of(self, "space").queryset = Space.objects.bookable().order_by("code")
        if companies.count() < 2:
            self.fields["company"].widget = forms.HiddenInput()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if {"space", "starts_at", "ends_at"} <= cleaned.keys():
            check_booking(cleaned["space"], cleaned["starts_at"], cleaned["ends_at"])
        return cleaned


def _date_input() -> forms.DateInput:
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class StampedForm(OwnWordsForm):
    """About who holds a unit. `stamp` says what the unit was when the page was opened."""

    stamp = forms.CharField(widget=forms.HiddenInput, required=False)
    resolution_field = "resolution"

    def __init__(self, *args: Any, unit: Space | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.unit = unit
        if self.resolution_field in self.fields:
            choices_of(self, self.resolution_field).queryset = Resolution.objects.filter(outcome="adopted")
            choices_of(self, self.resolution_field).empty_label = _("No resolution")
        if unit is not None:
            self.fields["stamp"].initial = unit_stamp(unit)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not self.errors:
            try:
                if self.unit is not None:
                    check_stamp(self.unit, cleaned["stamp"])
                self.check(cleaned)
            except ValidationError as error:
                hand_over(self, error)
        return self.cleaned_data

    def check(self, cleaned: dict[str, Any]) -> None:
        """Raise what the service would refuse."""


class AllocateForm(StampedForm):
    """Give a unit to a company; the unit is chosen here, or before (`unit`)."""

    class Meta:
        model = Allocation
        fields = ["unit", "company", "kind", "start_on", "end_on", "resolution", "reason"]
        widgets = {"start_on": _date_input(), "end_on": _date_input()}

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


class EndForm(StampedForm):
    """Make a unit free from a day on."""

    resolution_field = "end_resolution"

    class Meta:
        model = Allocation
        fields = ["end_on", "end_resolution", "end_reason"]
        widgets = {"end_on": _date_input()}

    def check(self, cleaned: dict[str, Any]) -> None:
        if not self.has_changed():
            return
        if cleaned.get("end_on") is None:
            raise ValidationError({"end_on": _("Say from which day the unit is free.")})
        # The form has put its values into its own row; the rule looks at the row as it is kept.
        kept = Allocation.objects.get(pk=self.instance.pk)
        resolution, reason = cleaned["end_resolution"], cleaned["end_reason"]
        check_end(kept, end_on=cleaned["end_on"], resolution=resolution, reason=reason)


class ProposedForm(OwnWordsForm):
    """What a proposal would do to a unit. What stands in its way is said while it is written."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not self.errors:
            for name, value in cleaned.items():
                setattr(self.instance, name, value)
            try:
                self.check()
            except ValidationError as error:
                hand_over(self, error)
        return self.cleaned_data

    def check(self) -> None:
        """Raise what stands in the way of the row."""


class ProposedAllocationForm(ProposedForm):
    class Meta:
        model = ProposedAllocation
        fields = ["unit", "company", "kind", "start_on", "end_on"]
        widgets = {"start_on": _date_input(), "end_on": _date_input()}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices_of(self, "unit").queryset = Space.objects.units().existing().order_by("code")
        choices_of(self, "company").queryset = Company.objects.current()

    def check(self) -> None:
        check_proposed_allocation(self.instance)


class ProposedEndForm(ProposedForm):
    class Meta:
        model = ProposedEnd
        fields = ["allocation", "end_on"]
        widgets = {"end_on": _date_input()}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        running = Allocation.objects.on().select_related("unit", "company")
        choices_of(self, "allocation").queryset = running.order_by("unit__code")

    def check(self) -> None:
        check_proposed_end(self.instance)


class VoidForm(forms.Form):
    """Say why an allocation was a mistake."""

    reason = forms.CharField(label=_("Why it was a mistake"), max_length=200, strip=True)


class CancelForm(forms.Form):
    """Nothing to fill in: only to confirm."""
