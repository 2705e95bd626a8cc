"""Events in the back-office: written in the form, published and cancelled by actions."""

from collections.abc import Sequence
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from events.forms import EventForm
from events.models import Event, EventPicture, Registration
from events.querysets import EventQuerySet, RegistrationQuerySet
from events.rules import is_cancelling_open
from events.services import cancel_event, cancel_registration, publish_event, save_event
from multifactory.lib.admin import CoordinatorAdmin, CoordinatorInline, ReadOnlyAdmin, ReadOnlyInline
from multifactory.lib.csv import csv_response
from multifactory.lib.images.admin import PictureInline

CONFIRM_TEMPLATE = "admin/events/confirm.html"


def _registrants_csv(registrations: RegistrationQuerySet) -> HttpResponse:
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


class EventPictureInline(PictureInline):
    model = EventPicture
    max_num = 1
    extra = 1


class RegistrationInline(ReadOnlyInline):
    model = Registration
    fields = ("name", "email", "state", "created_at")
    readonly_fields = fields
    classes = ("collapse",)
    verbose_name_plural = _("registrations")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Registration]:
        return super().get_queryset(request).select_related("event")


@admin.register(Event)
class EventAdmin(CoordinatorAdmin):
    form = EventForm
    list_display = ("title", "starts_at", "where", "state", "visibility", "places")
    list_filter = ("state", "visibility", "starts_at")
    search_fields = ("title", "summary", "place", "organisers__name")
    ordering = ("-starts_at",)
    list_select_related = ("space",)
    autocomplete_fields = ("space", "organisers")
    readonly_fields = ("state", "registrations_link")
    inlines = (EventPictureInline, RegistrationInline)
    actions = ("publish", "cancel", "download_registrants")
    fieldsets = (
        (None, {"fields": ("title", "slug", "summary", "text", "state")}),
        (_("When and where"), {"fields": ("starts_at", "ends_at", "space", "place")}),
        (_("Who"), {"fields": ("is_common", "organisers", "visibility", "capacity", "registrations_link")}),
    )

    def get_queryset(self, request: HttpRequest) -> EventQuerySet:
        return Event.objects.with_taken().order_by(*self.ordering)

    def get_readonly_fields(self, request: HttpRequest, obj: Event | None = None) -> tuple[str, ...]:
        """The address of a page that is out does not change."""
        return self.readonly_fields if _is_draft(obj) else (*self.readonly_fields, "slug")

    def get_prepopulated_fields(
        self, request: HttpRequest, obj: Event | None = None
    ) -> dict[str, Sequence[str]]:
        return {"slug": ("title",)} if _is_draft(obj) else {}

    def get_inlines(self, request: HttpRequest, obj: Event | None) -> tuple[type[CoordinatorInline], ...]:
        return self.inlines if obj else (EventPictureInline,)

    def has_delete_permission(self, request: HttpRequest, obj: Event | None = None) -> bool:
        """Only a draft that nobody has seen; what is out is cancelled."""
        return obj is not None and _is_draft(obj) and self.has_change_permission(request, obj)

    def view_on_site(self, obj: Event) -> str | None:
        return None if _is_draft(obj) else obj.get_absolute_url()

    def save_model(self, request: HttpRequest, obj: Event, form: Any, change: bool) -> None:
        save_event(obj)
        if change and obj.capacity is not None and obj.capacity < obj.taken:
            messages.warning(
                request,
                _("%(taken)d people are registered for %(capacity)d places. Nobody has been removed.")
                % {"taken": obj.taken, "capacity": obj.capacity},
            )

    @admin.display(description=_("place"))
    def where(self, obj: Event) -> str:
        return obj.where or "–"

    @admin.display(description=_("places left"))
    def places(self, obj: Event) -> str:
        if obj.capacity is None:
            return str(_("for all"))
        return str(_("%(left)d of %(capacity)d")) % {"left": obj.places_left, "capacity": obj.capacity}

    @admin.display(description=_("registrations"))
    def registrations_link(self, obj: Event) -> str:
        if obj.pk is None:
            return "–"
        address = f"{reverse('admin:events_registration_changelist')}?event__id__exact={obj.pk}"
        number = ngettext("%(number)d registered", "%(number)d registered", obj.taken) % {"number": obj.taken}
        return format_html(
            '{}: <a href="{}">{}</a>', number, address, _("open the list to cancel or download")
        )

    @admin.action(description=_("Publish the selected events"), permissions=["change"])
    def publish(self, request: HttpRequest, queryset: EventQuerySet) -> None:
        done = 0
        for event in queryset:
            try:
                publish_event(event)
                done += 1
            except ValidationError as error:
                messages.error(request, f"{event}: {' '.join(error.messages)}")
        if done:
            text = ngettext("%(number)d event published.", "%(number)d events published.", done)
            messages.success(request, text % {"number": done})

    @admin.action(description=_("Cancel the selected events…"), permissions=["change"])
    def cancel(self, request: HttpRequest, queryset: EventQuerySet) -> HttpResponse | None:
        events = [event for event in queryset.select_related("space") if is_cancelling_open(event)]
        if not events:
            messages.error(request, _("Only a published event that is not over can be cancelled."))
            return None
        if "confirm" not in request.POST:
            lines = [
                ngettext(
                    "%(event)s: %(number)d person is registered and will be told by mail.",
                    "%(event)s: %(number)d people are registered and will be told by mail.",
                    event.taken,
                )
                % {"event": event.title, "number": event.taken}
                for event in events
            ]
            return _confirmation(self, request, "cancel", _("Cancel these events?"), events, lines)
        told = sum(cancel_event(event) for event in events)
        text = ngettext(
            "Cancelled. %(number)d person is told.", "Cancelled. %(number)d people are told.", told
        )
        messages.success(request, text % {"number": told})
        return None

    @admin.action(description=_("Download who is registered (CSV)"), permissions=["view"])
    def download_registrants(self, request: HttpRequest, queryset: EventQuerySet) -> HttpResponse:
        return _registrants_csv(Registration.objects.confirmed().filter(event__in=queryset.values("pk")))


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
            return _confirmation(
                self, request, "cancel", _("Cancel these registrations?"), registrations, lines
            )
        done = sum(cancel_registration(one, tell=True) for one in registrations)
        text = ngettext("%(number)d registration cancelled.", "%(number)d registrations cancelled.", done)
        messages.success(request, text % {"number": done})
        return None

    @admin.action(description=_("Download the selected registrations (CSV)"), permissions=["view"])
    def download(self, request: HttpRequest, queryset: RegistrationQuerySet) -> HttpResponse:
        return _registrants_csv(queryset)


def _is_draft(event: Event | None) -> bool:
    return event is None or event.state == Event.State.DRAFT


def _confirmation(
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
