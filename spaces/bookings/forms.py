"""What people enter about bookings."""

import uuid
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from members.companies.models import Company
from members.people.models import Membership, User
from multifactory.lib.days import MOMENT_INPUT, LocalDateTimeField
from multifactory.lib.text.forms import LineField
from spaces.bookings.models import Booking
from spaces.bookings.rules import SLOT, explain_quiet
from spaces.bookings.terms import terms_of
from spaces.bookings.validation import check_booking
from spaces.building.forms import SkipConstraintsForm, choices_of
from spaces.building.models import Space
from spaces.policies.models import BookingPolicy, Certificate
from spaces.policies.rules import quiet_meeting


class SlotInput(forms.DateTimeInput):
    """The browser's own picker of times, on the quarters of an hour."""

    def __init__(self) -> None:
        attrs = {"type": "datetime-local", "step": int(SLOT.total_seconds())}
        super().__init__(attrs=attrs, format=MOMENT_INPUT)


class BookingForm(SkipConstraintsForm):
    """A booking by a person for one of their companies, new or (with `booking`) to be changed.

    `request_id` makes sending it twice one booking.
    """

    starts_at = LocalDateTimeField(label=_("From"), widget=SlotInput)
    ends_at = LocalDateTimeField(label=_("Until"), widget=SlotInput)
    override_reason = LineField(
        label=_("Book outside the rules, because"),
        max_length=200,
        required=False,
        help_text=_(
            "Only for coordinators. The reason stays with the booking; other people’s bookings and "
            "certificates still apply."
        ),
    )
    accepts_quiet = forms.BooleanField(label=_("Continue: we will be considerate"), required=False)
    request_id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    class Meta:
        model = Booking
        fields = ["space", "company", "starts_at", "ends_at", "purpose", "is_private", "operators"]
        labels = {
            "space": _("Space"),
            "company": _("For"),
            "purpose": _("What for"),
            "is_private": _("Keep the purpose private"),
            "operators": _("Who works the machine"),
        }
        help_texts = {
            "purpose": _("Other members will see it in the calendar."),
            "operators": _("People with the certificate, if the space requires one."),
        }
        widgets = {"operators": forms.CheckboxSelectMultiple}

    def __init__(self, *args: Any, user: User, booking: Booking | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.booking = booking
        companies = Company.objects.filter(pk__in=user.memberships.current().values("company"))
        if booking is not None:
            companies = Company.objects.filter(bookings=booking)
            del self.fields["company"], self.fields["request_id"]
        else:
            self._set_company(user, companies)
        choices_of(self, "space").queryset = (
            Space.objects.bookable().select_related("policy").order_by("code")
        )
        self._set_operators(companies)
        if not user.is_coordinator:
            del self.fields["override_reason"]

    def _set_company(self, user: User, companies: QuerySet[Company]) -> None:
        company = choices_of(self, "company")
        company.queryset = companies
        company.required = not user.is_coordinator
        company.empty_label = _("The community") if user.is_coordinator else None
        if companies.count() + user.is_coordinator < 2:
            company.widget = forms.HiddenInput()

    def _set_operators(self, companies: QuerySet[Company]) -> None:
        """People of the companies who have a certificate; nobody is asked where no space wants one."""
        if not BookingPolicy.objects.filter(certificate__isnull=False, spaces__is_bookable=True).exists():
            del self.fields["operators"]
            return
        current = Membership.objects.current().filter(company__in=companies)
        certified = Certificate.objects.standing().filter(person__in=current.values("user"))
        people = User.objects.filter(pk__in=certified.values("person")).order_by("name", "pk")
        choices_of(self, "operators").queryset = people

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if {"space", "starts_at", "ends_at"} <= cleaned.keys():
            company = self.booking.company if self.booking else cleaned.get("company")
            check_booking(
                cleaned["space"],
                cleaned["starts_at"],
                cleaned["ends_at"],
                company=company,
                operators=cleaned.get("operators") or (),
                besides=[self.booking.pk] if self.booking else (),
                is_overridden=bool(cleaned.get("override_reason")),
            )
            self._warn_of_quiet(cleaned)
        return cleaned

    def _warn_of_quiet(self, cleaned: dict[str, Any]) -> None:
        """Ask once whether to go on where children are about: nothing forbids it."""
        warning = terms_of(cleaned["space"].policy).warning
        rule = quiet_meeting(warning, cleaned["starts_at"], cleaned["ends_at"])
        if rule and not cleaned.get("accepts_quiet"):
            self.add_error("accepts_quiet", explain_quiet(rule))

    @property
    def asks_about_quiet(self) -> bool:
        """Whether the box is shown: where the time was said to be quiet, also if something else is wrong."""
        return "accepts_quiet" in self.errors or bool(self.data.get("accepts_quiet"))

    def terms(self) -> dict[str, Any]:
        """What the service is told."""
        return {name: value for name, value in self.cleaned_data.items() if name != "accepts_quiet"}


class StopForm(forms.Form):
    """Cancel a booking or end it early. Who does so to another company's says why."""

    reason = LineField(
        label=_("Why"),
        max_length=200,
        help_text=_("The company will read it in the e-mail about its booking."),
    )

    def __init__(self, *args: Any, is_others: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not is_others:
            del self.fields["reason"]
