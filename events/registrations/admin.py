"""Who is registered, in the back-office: to look at, to cancel, to download."""

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from events.registrations.models import Registration, RegistrationQuerySet
from events.registrations.services import cancel_registration
from multifactory.lib.admin import ReadOnlyAdmin, ReadOnlyInline
from multifactory.lib.admin_actions import ConfirmedAction
from multifactory.lib.csv import csv_response


def registrants_csv(registrations: RegistrationQuerySet) -> HttpResponse:
    rows = [
        (
            registration.event.title,
            timezone.localtime(registration.event.starts_at).strftime("%Y-%m-%d %H:%M"),
            registration.name,
            registration.email,
            registration.party,
            registration.get_state_display(),
            timezone.localtime(registration.created_at).strftime("%Y-%m-%d %H:%M"),
        )
        for registration in registrations.select_related("event").order_by(
            "event__starts_at", "created_at", "id"
        )
    ]
    header = (
        _("Event"),
        _("Starts"),
        _("Name"),
        _("E-mail address"),
        _("People"),
        _("State"),
        _("Registered on"),
    )
    return csv_response("registrations.csv", header, rows)


class RegistrationInline(ReadOnlyInline):
    model = Registration
    fields = ("name", "email", "party", "state", "created_at")
    readonly_fields = fields
    classes = ("collapse",)
    verbose_name_plural = _("registrations")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Registration]:
        return super().get_queryset(request).select_related("event")


class CancelRegistrations(ConfirmedAction):
    name, description = "cancel", _("Cancel the selected registrations…")
    label, permissions, most = _("Cancel this registration"), ["view"], 0
    title, button = _("Cancel these registrations?"), _("Yes, cancel and tell them")

    @classmethod
    def queryset(cls, model_admin: admin.ModelAdmin, request: HttpRequest) -> QuerySet[Registration]:
        return Registration.objects.select_related("event")

    def concerns(self, row: Registration) -> bool:
        return row.is_live

    def refusal(self) -> str:
        return "" if self.rows else gettext("These registrations have already been cancelled.")

    def lines(self) -> list[str]:
        text = gettext("%(name)s, %(event)s: will be notified by e-mail.")
        return [text % {"name": place.name, "event": place.event} for place in self.rows]

    def carry_out(self, form: forms.BaseForm) -> str:
        cancelled = self.for_each_row(lambda registration: cancel_registration(registration, notify=True))
        text = ngettext(
            "%(number)d registration cancelled.", "%(number)d registrations cancelled.", sum(cancelled)
        )
        return text % {"number": sum(cancelled)}


@admin.register(Registration)
class RegistrationAdmin(ReadOnlyAdmin):
    list_display = ("name", "email", "party", "event", "state", "created_at")
    list_filter = ("state",)
    linked_lookups = ("event__id__exact",)  # on the page of the event
    search_fields = ("name", "email", "event__title")
    list_select_related = ("event",)
    fields = (
        *("event", "name", "email", "language", "party", "state", "code", "created_at", "held_until"),
        *("queued_at", "offered_until", "confirmed_at", "cancelled_at", "is_walk_in"),
        *("checked_in_at", "checked_in_party", "checked_in_by", "erased_at"),
    )
    actions = (CancelRegistrations.as_action(), "download")

    @admin.action(description=_("Download the selected registrations (CSV)"), permissions=["view"])
    def download(self, request: HttpRequest, queryset: RegistrationQuerySet) -> HttpResponse:
        return registrants_csv(queryset)
