"""What people enter about bookings."""

import uuid
from copy import copy
from datetime import datetime
from typing import Any

from django import forms
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from members.companies.models import Company
from members.people.models import Membership, User
from multifactory.lib.days import MOMENT_INPUT, LocalDateTimeField
from multifactory.lib.stamps import StampedMixin
from multifactory.lib.text.forms import LineField
from spaces.bookings.models import Booking
from spaces.bookings.rules import SLOT, is_moved, quiet_warning
from spaces.bookings.terms import terms_of
from spaces.bookings.validation import check_booking
from spaces.building.forms import SkipConstraintsForm, choices_of
from spaces.building.models import Space
from spaces.policies.certificate_models import Certificate
from spaces.policies.models import BookingPolicy

NOTHING_BOOKABLE = _("No space can be booked yet. Coordinators choose in the back office which spaces can.")


class SlotInput(forms.DateTimeInput):
    """The browser's own picker of times, on the quarters of an hour."""

    def __init__(self) -> None:
        attrs = {"type": "datetime-local", "step": int(SLOT.total_seconds())}
        super().__init__(attrs=attrs, format=MOMENT_INPUT)


def offer_companies(form: forms.BaseForm, user: User) -> None:
    """The companies of a person, in the field `company`; to coordinators the community, too."""
    field = choices_of(form, "company")
    field.queryset = companies = Company.objects.filter(pk__in=user.memberships.current().values("company"))
    field.required = not user.is_coordinator
    field.empty_label = _("The community") if user.is_coordinator else None
    if companies.count() + user.is_coordinator < 2:
        field.widget = forms.HiddenInput()


def offer_operators(form: forms.BaseForm, user: User, booking: Booking | None = None) -> None:
    """People with a certificate whom the booking may name; nobody is asked where no space wants one.

    Of the companies of a person, or the one that booked; for the community coordinators name people of all.
    """
    if not BookingPolicy.objects.filter(certificate__isnull=False, spaces__is_bookable=True).exists():
        del form.fields["operators"]
        return
    places = Membership.objects.current()
    if booking is not None and booking.company is not None:
        places = places.filter(company=booking.company)
    elif not user.is_coordinator:
        places = places.filter(company__in=user.memberships.current().values("company"))
    certified = Certificate.objects.standing().filter(person__in=places.values("user"))
    named = Q(pk__in=certified.values("person"))
    if booking is not None:
        named |= Q(pk__in=booking.operators.values("pk"))
    field = choices_of(form, "operators")
    field.queryset = people = User.objects.filter(named).order_by("name", "pk")
    if not people.exists():
        field.help_text = _(
            "Only for machines that require a certificate. "
            "Nobody here has one yet: ask the company that grants it."
        )


class KeptMomentField(LocalDateTimeField):
    """The moment a booking has, kept where nobody changes it: also in an hour that comes twice."""

    def __init__(self, field: forms.Field, kept: datetime) -> None:
        super().__init__(label=field.label, widget=field.widget)
        self.kept = kept

    def to_python(self, value: Any) -> datetime | None:
        is_kept = value == timezone.localtime(self.kept).strftime(MOMENT_INPUT)
        return self.kept if is_kept else super().to_python(value)


class BookingForm(StampedMixin, SkipConstraintsForm):
    """A booking by a person for one of their companies, new or (with `booking`) to be changed.

    `request_id` makes sending it twice one booking, the stamp keeps two people from overwriting each other.
    """

    choices_missing_texts = {"space": NOTHING_BOOKABLE}

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
        # What is entered goes into a copy: the service asks the row itself what it was.
        kwargs["instance"] = copy(booking)
        super().__init__(*args, **kwargs)
        self.booking = booking
        if booking is not None:
            self.initial["override_reason"] = booking.override_reason
            del self.fields["company"], self.fields["request_id"]
            for name in ("starts_at", "ends_at"):
                self.fields[name] = KeptMomentField(self.fields[name], getattr(booking, name))
        else:
            offer_companies(self, user)
        choices_of(self, "space").queryset = (
            Space.objects.bookable().select_related("policy").order_by("code")
        )
        offer_operators(self, user, booking)
        if not user.is_coordinator:
            del self.fields["override_reason"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if {"space", "starts_at", "ends_at"} <= cleaned.keys() and self._asks_rules(cleaned):
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

    def _asks_rules(self, cleaned: dict[str, Any]) -> bool:
        """Other words for a booking that stays where it is meet no rule."""
        where = cleaned["space"], cleaned["starts_at"], cleaned["ends_at"]
        return self.booking is None or is_moved(self.booking, *where)

    def _warn_of_quiet(self, cleaned: dict[str, Any]) -> None:
        """Ask once whether to go on where children are about: nothing forbids it."""
        if cleaned.get("accepts_quiet"):
            return
        terms = terms_of(cleaned["space"].policy)
        if warning := quiet_warning(terms, cleaned["starts_at"], cleaned["ends_at"]):
            self.add_error("accepts_quiet", warning)

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
