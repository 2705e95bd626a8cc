"""The waiting list of those who ask for a unit, and what they are offered."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from members.people.http import request_user
from multifactory.lib.admin import CoordinatorAdmin, ReadOnlyAdmin, ReadOnlyInline
from multifactory.lib.admin_actions import RefusedMixin
from spaces.requests.admin_actions import (
    AllocateOffer,
    OfferUnit,
    RefuseRequest,
    WithdrawOffer,
    format_size,
)
from spaces.requests.forms import RequestAdminForm
from spaces.requests.models import Offer, UnitRequest
from spaces.requests.offers import close_due_offers
from spaces.requests.services import ask_for_unit


class WaitingFilter(admin.SimpleListFilter):
    title = _("state")
    parameter_name = "line"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("free", _("Waiting without an offer")), *UnitRequest.State.choices]

    def queryset(self, request: HttpRequest, queryset: Any) -> QuerySet:
        if self.value() == "free":
            return queryset.without_offer()
        return queryset.filter(state=self.value()) if self.value() else queryset


WISH: list[Any] = ["company", "name", "email", ("unit", "takes_others"), "field", ("least_m2", "most_m2")]


WISH += ["wanted_from", "needs", "note"]


class OfferInline(ReadOnlyInline):
    model = Offer
    fk_name = "request"
    fields = ("unit", "free_from", "offered_at", "expires_at", "state", "passes_on", "order_reason")
    readonly_fields = fields
    ordering = ["-offered_at"]


@admin.register(UnitRequest)
class UnitRequestAdmin(RefusedMixin, CoordinatorAdmin):
    """The oldest first: that is the order in which they are served."""

    form = RequestAdminForm
    list_display = ["who", "asked_at", "unit", "size", "wanted_from", "needs", "state", "offer_now"]
    list_filter = [WaitingFilter, "field", "unit__floor__building"]
    list_select_related = ["company", "unit", "field"]
    search_fields = ["name", "company__name", "needs", "note", "email"]
    ordering = ["asked_at"]
    date_hierarchy = "asked_at"
    inlines = [OfferInline]
    actions = [OfferUnit.as_action(), RefuseRequest.as_action()]
    record = ["state", "asked_at", "asked_by", "closed_at", "refusal"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[UnitRequest]:
        live = Offer.objects.live().select_related("unit")
        return super().get_queryset(request).prefetch_related(Prefetch("offers", live, to_attr="offers_now"))

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        close_due_offers()
        return super().changelist_view(request, extra_context)

    # What somebody has asked is theirs: it is read here, answered by the actions, never rewritten.

    def get_fields(self, request: HttpRequest, obj: UnitRequest | None = None) -> Any:
        return [*WISH, *self.record] if obj else WISH

    def get_inlines(self, request: HttpRequest, obj: UnitRequest | None = None) -> Any:
        return self.inlines if obj else []

    def has_change_permission(self, request: HttpRequest, obj: UnitRequest | None = None) -> bool:
        return obj is None and super().has_change_permission(request)

    def save_model(self, request: HttpRequest, obj: UnitRequest, form: Any, change: bool) -> None:
        kept = ask_for_unit(
            **form.cleaned_data, request_id=obj.request_id, language="", by=request_user(request)
        )
        obj.pk = kept.pk
        obj.refresh_from_db()

    @admin.display(description=_("requested by"), ordering="name")
    def who(self, unit_request: UnitRequest) -> str:
        return str(unit_request)

    @admin.display(description="m²")
    def size(self, unit_request: UnitRequest) -> str:
        return format_size(unit_request)

    @admin.display(description=_("unit offered"))
    def offer_now(self, unit_request: Any) -> str:
        return ", ".join(f"{one.unit.code}, {one.get_state_display()}" for one in unit_request.offers_now)


@admin.register(Offer)
class OfferAdmin(ReadOnlyAdmin):
    list_display = ["unit", "request", "free_from", "offered_at", "expires_at", "state", "passes_on"]
    list_filter = ["state", "unit__floor__building"]
    list_select_related = ["unit", "request__company"]
    search_fields = ["unit__code", "request__name", "request__company__name"]
    date_hierarchy = "offered_at"
    ordering = ["-offered_at"]
    actions = [AllocateOffer.as_action(), WithdrawOffer.as_action()]

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        if closed := close_due_offers():
            text = ngettext(
                "%(number)d offer was not answered in time.",
                "%(number)d offers were not answered in time.",
                closed,
            )
            messages.info(request, text % {"number": closed})
        return super().changelist_view(request, extra_context)
