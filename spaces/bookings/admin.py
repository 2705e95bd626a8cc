"""Bookings, to look at and to cancel."""

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from multifactory.lib.admin import ReadOnlyAdmin
from multifactory.lib.admin_actions import ConfirmedAction
from multifactory.lib.text.forms import LineField
from spaces.bookings.approvals import approve_booking, reject_booking
from spaces.bookings.models import Booking
from spaces.bookings.services import cancel_booking
from spaces.building.formats import format_period


class CancelForm(forms.Form):
    reason = LineField(label=_("Why"), max_length=200, help_text=_("The company will read it in an e-mail."))


def booking_facts(booking: Booking) -> list[tuple[str, str]]:
    return [
        (gettext("For"), booking.holder),
        (gettext("When"), format_period(booking.starts_at, booking.ends_at)),
        (gettext("What for"), booking.purpose),
    ]


class CancelBooking(ConfirmedAction):
    name, description = "cancel", _("Cancel this booking")
    form_class = CancelForm
    button = _("Cancel the booking")

    @classmethod
    def queryset(cls, model_admin: admin.ModelAdmin, request: HttpRequest) -> QuerySet[Booking]:
        return Booking.objects.for_list()

    @property
    def title(self) -> str:
        return gettext("Cancel the booking of %(space)s") % {"space": self.row.space}

    def facts(self) -> list[tuple[str, str]]:
        return booking_facts(self.row)

    def carry_out(self, form: CancelForm) -> str:
        cancel_booking(self.row, by=self.by, reason=form.cleaned_data["reason"])
        return gettext("The booking is cancelled and its time is free again.")


class AnswerForm(forms.Form):
    """`stamp`: the last change of the booking when the page was shown."""

    stamp = forms.DateTimeField(widget=forms.HiddenInput)


class RejectForm(AnswerForm, CancelForm):
    pass


class ApproveBooking(ConfirmedAction):
    name, description = "approve", _("Approve this booking")
    form_class = AnswerForm
    button = _("Approve the booking")

    @classmethod
    def queryset(cls, model_admin: admin.ModelAdmin, request: HttpRequest) -> QuerySet[Booking]:
        return Booking.objects.for_list()

    def concerns(self, row: Booking) -> bool:
        return row.is_pending

    @property
    def title(self) -> str:
        return gettext("Approve the booking of %(space)s") % {"space": self.row.space}

    def facts(self) -> list[tuple[str, str]]:
        return booking_facts(self.row)

    def make_form(self, data: Any = None) -> forms.BaseForm:
        stamp = self.row.updated_at.isoformat()
        if data is not None and "stamp" not in data:  # the page is shown for the first time
            data = data.copy()
            data["stamp"] = stamp
        return self.form_class(data, initial={"stamp": stamp})

    def carry_out(self, form: Any) -> str:
        try:
            return self.answer(form.cleaned_data)
        except ValidationError:
            form.data = form.data.copy()
            form.data["stamp"] = self.row.updated_at.isoformat()  # as the page shows it now
            raise

    def answer(self, cleaned: dict[str, Any]) -> str:
        approve_booking(self.row, by=self.by, seen=cleaned["stamp"])
        return gettext("The booking is approved, and its company gets an e-mail.")


class RejectBooking(ApproveBooking):
    name, description = "reject", _("Do not approve this booking")
    form_class = RejectForm
    button = _("Do not approve it")

    @property
    def title(self) -> str:
        return gettext("Do not approve the booking of %(space)s") % {"space": self.row.space}

    def answer(self, cleaned: dict[str, Any]) -> str:
        reject_booking(self.row, by=self.by, reason=cleaned["reason"], seen=cleaned["stamp"])
        return gettext("The booking is not approved, and its time is free again.")


@admin.register(Booking)
class BookingAdmin(ReadOnlyAdmin):
    list_display = ["space", "held_by", "starts_at", "ends_at", "purpose", "state"]
    list_filter = ["state", "space"]
    list_select_related = ["space", "company"]
    search_fields = ["purpose", "company__name", "space__code", "space__name"]
    date_hierarchy = "starts_at"
    ordering = ["-starts_at"]
    actions = [action.as_action() for action in (ApproveBooking, RejectBooking, CancelBooking)]

    @admin.display(description=_("booked for"), ordering="company__name")
    def held_by(self, booking: Booking) -> str:
        return booking.holder
