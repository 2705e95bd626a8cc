"""What people enter about bookings."""

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from members.companies.models import Company
from members.people.models import User
from multifactory.lib.days import MOMENT_INPUT, LocalDateTimeField
from multifactory.lib.text.forms import LineField
from spaces.bookings.models import Booking
from spaces.bookings.rules import SLOT
from spaces.bookings.validation import check_booking
from spaces.building.forms import SkipConstraintsForm, choices_of
from spaces.building.models import Space


class SlotInput(forms.DateTimeInput):
    """The browser's own picker of times, on the quarters of an hour."""

    def __init__(self) -> None:
        attrs = {"type": "datetime-local", "step": int(SLOT.total_seconds())}
        super().__init__(attrs=attrs, format=MOMENT_INPUT)


class BookingForm(SkipConstraintsForm):
    """A booking by a person for one of their companies. `request_id` makes sending it twice one booking."""

    starts_at = LocalDateTimeField(label=_("From"), widget=SlotInput)
    ends_at = LocalDateTimeField(label=_("Until"), widget=SlotInput)
    request_id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    class Meta:
        model = Booking
        fields = ["space", "company", "starts_at", "ends_at", "purpose"]
        labels = {"space": _("Space"), "company": _("For"), "purpose": _("What for")}
        help_texts = {"purpose": _("The other members read it in the calendar.")}

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        companies = Company.objects.filter(pk__in=user.memberships.current().values("company"))
        company = choices_of(self, "company")
        company.queryset = companies
        company.required = not user.is_coordinator
        company.empty_label = _("The community") if user.is_coordinator else None
        choices_of(self, "space").queryset = Space.objects.bookable().order_by("code")
        if companies.count() + user.is_coordinator < 2:
            company.widget = forms.HiddenInput()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if {"space", "starts_at", "ends_at"} <= cleaned.keys():
            check_booking(
                cleaned["space"],
                cleaned["starts_at"],
                cleaned["ends_at"],
                company=cleaned.get("company"),
            )
        return cleaned


class StopForm(forms.Form):
    """Cancel a booking or end it early. Who does so to another company's says why."""

    reason = LineField(
        label=_("Why"), max_length=200, help_text=_("The company reads it in the mail about its booking.")
    )

    def __init__(self, *args: Any, is_others: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not is_others:
            del self.fields["reason"]
