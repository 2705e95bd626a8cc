"""Bookings, to look at and to cancel."""

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from multifactory.lib.admin import ReadOnlyAdmin
from multifactory.lib.admin_actions import ConfirmedAction
from spaces.bookings.models import Booking
from spaces.bookings.services import cancel_booking
from spaces.building.formats import format_period


class CancelBooking(ConfirmedAction):
    name, description = "cancel", _("Cancel this booking")
    button = _("Cancel the booking")

    @classmethod
    def queryset(cls, model_admin: admin.ModelAdmin, request: HttpRequest) -> QuerySet[Booking]:
        return Booking.objects.for_list()

    @property
    def title(self) -> str:
        return gettext("Cancel the booking of %(space)s") % {"space": self.row.space}

    def facts(self) -> list[tuple[str, str]]:
        return [
            (gettext("For"), str(self.row.company)),
            (gettext("When"), format_period(self.row.starts_at, self.row.ends_at)),
            (gettext("What for"), self.row.purpose),
        ]

    def carry_out(self, form: forms.BaseForm) -> str:
        cancel_booking(self.row, by=self.by)
        return gettext("The booking is cancelled and its time is free again.")


@admin.register(Booking)
class BookingAdmin(ReadOnlyAdmin):
    list_display = ["space", "company", "starts_at", "ends_at", "purpose", "state"]
    list_filter = ["state", "space"]
    list_select_related = ["space", "company"]
    search_fields = ["purpose", "company__name", "space__code", "space__name"]
    date_hierarchy = "starts_at"
    ordering = ["-starts_at"]
    actions = [CancelBooking.as_action()]
