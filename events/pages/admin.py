"""Events in the back-office: written in the form; what is done to several stands in `admin_actions`."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from events.pages.admin_actions import CancelEvents, PostponeEvents, PublishEvents, ReturnEvents
from events.programme.forms import EventForm
from events.programme.host_forms import ProgrammeForm
from events.programme.models import Event, EventQuerySet
from events.programme.parts import EventHost, EventPicture, EventText, Programme
from events.programme.services import save_event
from events.programme.validation import check_hosts
from events.registrations.admin import RegistrationInline, registrants_csv
from events.registrations.models import Registration
from members.people.http import request_user
from multifactory.lib.admin import CoordinatorAdmin, CoordinatorInline
from multifactory.lib.admin_actions import RefusedMixin
from multifactory.lib.images.admin import PictureInline


class EventPictureInline(PictureInline):
    model = EventPicture
    max_num = 1
    extra = 1


class HostFormSet(forms.BaseInlineFormSet):
    """An event that is out is somebody's."""

    def clean(self) -> None:
        super().clean()
        event = self.instance
        if event.state == Event.State.DRAFT or event.is_common or any(self.errors):
            return
        kept = [form for form in self.forms if form.instance.company_id and form not in self.deleted_forms]
        if not any(form.instance.is_confirmed for form in kept):
            raise ValidationError(_("A published event needs an organiser."))


class EventHostInline(CoordinatorInline):
    model = EventHost
    formset = HostFormSet
    fields = ("company", "role", "state", "contribution", "space", "starts_at", "ends_at")
    autocomplete_fields = ("company", "space")

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.has_change_permission(request, obj)


class EventTextInline(CoordinatorInline):
    model = EventText
    max_num = len(settings.LANGUAGES) - 1
    fields = ("language", "title", "summary", "text")
    template = "admin/edit_inline/stacked.html"

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.has_change_permission(request, obj)


@admin.register(Event)
class EventAdmin(RefusedMixin, CoordinatorAdmin):
    form = EventForm
    list_display = ("title", "starts_at", "where", "state", "visibility", "places")
    list_filter = ("state", "kind", "visibility", "starts_at")
    search_fields = ("title", "summary", "place", "hosts__company__name")
    ordering = ("-starts_at",)
    list_select_related = ("space",)
    autocomplete_fields = ("space", "resolution")
    readonly_fields = ("state", "registrations_link")
    inlines = (EventHostInline, EventTextInline, EventPictureInline, RegistrationInline)
    actions = (
        *(PublishEvents.as_action(), ReturnEvents.as_action(), PostponeEvents.as_action()),
        *(CancelEvents.as_action(), "download_registrants"),
    )
    fieldsets = (
        (None, {"fields": (("title", "slug"), "summary", "text", ("language", "kind", "state"))}),
        (
            _("When and where"),
            {
                "fields": (
                    ("starts_at", "ends_at", "is_all_day"),
                    ("space", "place", "is_elsewhere"),
                    "online_url",
                )
            },
        ),
        (
            _("Who"),
            {
                "fields": (
                    ("is_common", "visibility", "published_from"),
                    ("for_age_from", "price_cents", "registrations_link"),
                    ("capacity", "max_party", "releases_after"),
                    ("registration_opens_at", "registration_closes_at"),
                )
            },
        ),
        (_("Decision"), {"fields": ("resolution",)}),
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
        return self.inlines if obj else (EventHostInline, EventTextInline, EventPictureInline)

    def has_delete_permission(self, request: HttpRequest, obj: Event | None = None) -> bool:
        """Only a draft that nobody has seen; what is out is cancelled."""
        return obj is not None and _is_draft(obj) and self.has_change_permission(request, obj)

    def view_on_site(self, obj: Event) -> str:
        """A draft too: coordinators see it as a preview."""
        return obj.get_absolute_url()

    def save_model(self, request: HttpRequest, obj: Event, form: Any, change: bool) -> None:
        if not change:
            obj.created_by = request_user(request)
        save_event(obj, by=request_user(request))
        if change and obj.capacity is not None and obj.capacity < obj.taken:
            messages.warning(
                request,
                _("%(taken)d people are registered for %(capacity)d places. Nobody has been removed.")
                % {"taken": obj.taken, "capacity": obj.capacity},
            )

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """A host may have declined since the rows were checked: now that the event is ours, once more."""
        super().save_related(request, form, formsets, change)
        if not form.instance.is_draft:
            check_hosts(form.instance)

    @admin.display(description=_("location"))
    def where(self, obj: Event) -> str:
        return obj.where or "–"

    @admin.display(description=_("places left"))
    def places(self, obj: Event) -> str:
        if obj.capacity is None:
            return str(_("unlimited"))
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

    @admin.action(description=_("Download the list of registrations (CSV)"), permissions=["view"])
    def download_registrants(self, request: HttpRequest, queryset: EventQuerySet) -> HttpResponse:
        return registrants_csv(Registration.objects.confirmed().filter(event__in=queryset.values("pk")))


@admin.register(Programme)
class ProgrammeAdmin(CoordinatorAdmin):
    form = ProgrammeForm
    list_display = ("__str__", "hosts_publish")

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


def _is_draft(event: Event | None) -> bool:
    return event is None or event.is_draft
