"""How the common spaces may be booked, in the back-office."""

from typing import Any

from django.contrib import admin
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from multifactory.lib.admin import CoordinatorAdmin, CoordinatorInline
from multifactory.lib.weekdays import describe_weekdays
from spaces.building.forms import offer_adopted_resolutions
from spaces.policies.certificate_models import CertificateKind
from spaces.policies.models import BookingPolicy, OpeningHours, QuietHours, Quota
from spaces.policies.rules import format_minutes


class OpeningHoursInline(CoordinatorInline):
    model = OpeningHours

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.has_change_permission(request, obj)


@admin.register(BookingPolicy)
class BookingPolicyAdmin(CoordinatorAdmin):
    list_display = ["name", "lengths", "needs_approval", "is_loud", "certificate", "quota", "used_by"]
    list_select_related = ["certificate", "quota"]
    search_fields = ["name"]
    ordering = ["name"]
    fieldsets = [
        (
            None,
            {"fields": [("name",), ("min_minutes", "max_minutes"), ("cleanup_minutes", "notice_minutes")]},
        ),
        (
            _("When"),
            {"fields": [("horizon_days", "cancel_hours"), ("is_by_night", "closed_on_holidays"), "is_loud"]},
        ),
        (_("Who"), {"fields": ["needs_approval", ("certificate", "certified_people"), "quota"]}),
    ]
    inlines = [OpeningHoursInline]

    def get_queryset(self, request: HttpRequest) -> QuerySet[BookingPolicy]:
        return super().get_queryset(request).annotate(space_count=Count("spaces"))

    @admin.display(description=_("length"))
    def lengths(self, policy: BookingPolicy) -> str:
        return f"{format_minutes(policy.min_minutes)} – {format_minutes(policy.max_minutes)}"

    @admin.display(description=_("spaces"), ordering="space_count")
    def used_by(self, policy: Any) -> int:
        return policy.space_count


@admin.register(Quota)
class QuotaAdmin(CoordinatorAdmin):
    list_display = ["name", "minutes_a_week", "open_bookings"]
    search_fields = ["name"]


@admin.register(CertificateKind)
class CertificateKindAdmin(CoordinatorAdmin):
    list_display = ["name", "months_valid", "company"]
    list_select_related = ["company"]
    search_fields = ["name"]


@admin.register(QuietHours)
class QuietHoursAdmin(CoordinatorAdmin):
    list_display = ["name", "days", "starts", "ends", "valid_from", "valid_to", "resolution", "warns_others"]
    list_select_related = ["resolution"]
    search_fields = ["name", "reason"]
    filter_horizontal = ["policies"]
    fields = [
        "name",
        "weekdays",
        ("starts", "ends"),
        ("valid_from", "valid_to"),
        ("resolution", "reason"),
        "policies",
        "warns_others",
    ]

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        base = super().get_form(request, obj, change, **kwargs)

        class QuietHoursForm(base):  # type: ignore[misc, valid-type]
            def __init__(self, *args: Any, **form_kwargs: Any) -> None:
                super().__init__(*args, **form_kwargs)
                offer_adopted_resolutions(self)

        return QuietHoursForm

    @admin.display(description=_("days"), ordering="weekdays")
    def days(self, rule: QuietHours) -> str:
        return describe_weekdays(rule.weekdays)
