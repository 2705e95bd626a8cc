"""Bookings, to look at and to cancel."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from members.people.http import request_user
from multifactory.lib.admin import ReadOnlyAdmin
from multifactory.lib.admin_actions import Change, Question, ask, the_one_chosen
from spaces.bookings.models import Booking
from spaces.bookings.services import cancel_booking
from spaces.building.formats import format_period
from spaces.building.forms import ConfirmForm


@admin.register(Booking)
class BookingAdmin(ReadOnlyAdmin):
    list_display = ["space", "company", "starts_at", "ends_at", "purpose", "state"]
    list_filter = ["state", "space"]
    list_select_related = ["space", "company"]
    search_fields = ["purpose", "company__name", "space__code", "space__name"]
    date_hierarchy = "starts_at"
    ordering = ["-starts_at"]
    actions = ["cancel"]

    @admin.action(description=_("Cancel this booking"))
    def cancel(self, request: HttpRequest, queryset: QuerySet[Booking]) -> HttpResponse | None:
        booking = the_one_chosen(request, Booking.objects.for_list())
        if booking is None:
            return None
        return ask(self, request, booking, "cancel", _cancel_question(request, booking))


def _cancel_question(request: HttpRequest, booking: Booking) -> Question:
    def carry_out(cleaned: dict[str, Any]) -> str:
        cancel_booking(booking, by=request_user(request))
        return gettext("The booking is cancelled and its time is free again.")

    def changes(cleaned: dict[str, Any]) -> list[Change]:
        return []

    return Question(
        title=gettext("Cancel the booking of %(space)s") % {"space": booking.space},
        button=gettext("Cancel the booking"),
        make_form=ConfirmForm,
        changes=changes,
        carry_out=carry_out,
        now=[
            (gettext("For"), str(booking.company)),
            (gettext("When"), format_period(booking.starts_at, booking.ends_at)),
            (gettext("What for"), booking.purpose),
        ],
    )
