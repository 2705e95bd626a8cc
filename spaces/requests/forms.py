"""Asking for a unit, and offering one."""

import uuid
from datetime import datetime, time, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from members.companies.models import Company
from members.people.models import Membership
from multifactory.lib.days import DayInput, LocalDateTimeField
from multifactory.lib.text.forms import LineField
from spaces.allocations.forms import AllocateForm
from spaces.bookings.forms import SlotInput
from spaces.building.forms import SkipConstraintsForm, choices_of
from spaces.building.models import Space, SpaceQuerySet
from spaces.requests.models import Offer, UnitRequest

ANSWER_DAYS = 14


class RequestForm(SkipConstraintsForm):
    """What somebody needs. Who acts for a company asks for it; everybody else says who they are."""

    request_id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    class Meta:
        model = UnitRequest
        fields = (
            *("name", "email", "unit", "takes_others", "field", "least_m2", "most_m2", "wanted_from"),
            *("needs", "note"),
        )
        labels = {"name": _("Your name, or your company’s"), "unit": _("Unit")}
        help_texts = {
            "email": _("We use this address only for this request."),
            "needs": _("For example three-phase power, extraction, loading, water, step-free"),
            "note": _("What you make, with how many people, and why here."),
        }
        widgets = {
            "name": forms.TextInput(attrs={"autocomplete": "name"}),
            "email": forms.EmailInput(attrs={"autocomplete": "email"}),
            "wanted_from": DayInput(),
            "note": forms.Textarea(attrs={"rows": 4}),
        }

    def __init__(
        self, *args: Any, units: SpaceQuerySet, acting: Membership | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        choices_of(self, "unit").queryset = units.order_by("code")
        choices_of(self, "unit").empty_label = _("any suitable unit")
        choices_of(self, "unit").to_field_name = "code"
        choices_of(self, "field").empty_label = _("not specified")
        if acting:  # lazy, so never None itself
            del self.fields["name"], self.fields["email"]
        else:
            self.fields["name"].required = True

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        least, most = cleaned.get("least_m2"), cleaned.get("most_m2")
        if least and most and most < least:
            self.add_error("most_m2", _("The maximum cannot be smaller than the minimum."))
        return cleaned


class RequestAdminForm(SkipConstraintsForm):
    """A request that came by telephone or on paper."""

    class Meta:
        model = UnitRequest
        fields = (
            *("company", "name", "email", "unit", "takes_others", "field", "least_m2", "most_m2"),
            *("wanted_from", "needs", "note"),
        )
        widgets = {"wanted_from": DayInput()}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "company" in self.fields:
            choices_of(self, "company").queryset = Company.objects.current()
            choices_of(self, "unit").queryset = Space.objects.units().existing().order_by("code")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if "company" in self.fields and not cleaned.get("company") and not cleaned.get("name"):
            self.add_error("name", _("Say who is asking: choose a company or enter a name."))
        least, most = cleaned.get("least_m2"), cleaned.get("most_m2")
        if least and most and most < least:
            self.add_error("most_m2", _("The maximum cannot be smaller than the minimum."))
        return cleaned


def _in_two_weeks() -> datetime:
    """The evening of a day a fortnight ahead, local time."""
    day = timezone.localdate() + timedelta(days=ANSWER_DAYS)
    return timezone.make_aware(datetime.combine(day, time(18)))


class OfferForm(SkipConstraintsForm):
    """Keep a unit for a request until a day and hour."""

    expires_at = LocalDateTimeField(label=_("Answer by"), initial=_in_two_weeks, widget=SlotInput)

    class Meta:
        model = Offer
        fields = ["unit", "free_from", "expires_at", "passes_on", "order_reason"]
        widgets = {"free_from": DayInput()}

    def __init__(self, *args: Any, units: SpaceQuerySet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices_of(self, "unit").queryset = units.order_by("code")


class RefuseForm(forms.Form):
    reason = LineField(
        label=_("Why"),
        max_length=300,
        strip=True,
        help_text=_("The person who asked will read it in an e-mail."),
    )


class AllocateOfferForm(AllocateForm):
    """Give the unit to who accepted it; a candidate is a company by now."""

    def __init__(self, *args: Any, offer: Offer, **kwargs: Any) -> None:
        super().__init__(*args, unit=offer.unit, **kwargs)
        if offer.request.company_id:
            choices_of(self, "company").queryset = Company.objects.filter(pk=offer.request.company_id)
