"""Who is registered, in the back-office: to look at, to cancel, to download."""

from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from events.registrations.models import Registration, RegistrationQuerySet
from events.registrations.services import cancel_registration
from multifactory.lib.admin import ReadOnlyAdmin, ReadOnlyInline
from multifactory.lib.csv import csv_response

CONFIRM_TEMPLATE = "admin/events/confirm.html"


def registrants_csv(registrations: RegistrationQuerySet) -> HttpResponse:
    rows = [
        (
            one.event.title,
            timezone.localtime(one.event.starts_at).strftime("%Y-%m-%d %H:%M"),
            one.name,
            one.email,
            one.get_state_display(),
            timezone.localtime(one.created_at).strftime("%Y-%m-%d %H:%M"),
        )
        for one in registrations.select_related("event").order_by("event__starts_at", "created_at", "id")
    ]
    header = (_("Event"), _("Starts"), _("Name"), _("E-mail address"), _("State"), _("Registered on"))
    return csv_response("registrations.csv", header, rows)


class RegistrationInline(ReadOnlyInline):
    model = Registration
    fields = ("name", "email", "state", "created_at")
    readonly_fields = fields
    classes = ("collapse",)
    verbose_name_plural = _("registrations")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Registration]:
        return super().get_queryset(request).select_related("event")


@admin.register(Registration)
class RegistrationAdmin(ReadOnlyAdmin):
    list_display = ("name", "email", "event", "state", "created_at")
    list_filter = ("state",)
    search_fields = ("name", "email", "event__title")
    list_select_related = ("event",)
    fields = ("event", "name", "email", "language", "state", "created_at", "cancelled_at")
    actions = ("cancel", "download")

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest) -> bool:
        return lookup == "event__id__exact" or super().lookup_allowed(lookup, value, request)

    @admin.action(description=_("Cancel the selected registrations…"), permissions=["view"])
    def cancel(self, request: HttpRequest, queryset: RegistrationQuerySet) -> HttpResponse | None:
        registrations = list(queryset.confirmed())
        if not registrations:
            messages.error(request, _("These registrations are cancelled already."))
            return None
        if "confirm" not in request.POST:
            lines = [
                str(_("%(name)s, %(event)s: told by mail.")) % {"name": one.name, "event": one.event}
                for one in registrations
            ]
            return confirmation_page(
                self, request, "cancel", _("Cancel these registrations?"), registrations, lines
            )
        done = sum(cancel_registration(one, tell=True) for one in registrations)
        text = ngettext("%(number)d registration cancelled.", "%(number)d registrations cancelled.", done)
        messages.success(request, text % {"number": done})
        return None

    @admin.action(description=_("Download the selected registrations (CSV)"), permissions=["view"])
    def download(self, request: HttpRequest, queryset: RegistrationQuerySet) -> HttpResponse:
        return registrants_csv(queryset)


def confirmation_page(
    model_admin: admin.ModelAdmin,
    request: HttpRequest,
    action: str,
    title: object,
    objects: list[Any],
    lines: list[str],
) -> TemplateResponse:
    context = {
        **model_admin.admin_site.each_context(request),
        "title": title,
        "opts": model_admin.model._meta,
        "action": action,
        "action_checkbox_name": ACTION_CHECKBOX_NAME,
        "objects": objects,
        "lines": lines,
    }
    return TemplateResponse(request, CONFIRM_TEMPLATE, context)
