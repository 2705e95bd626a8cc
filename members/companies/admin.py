"""The multifactory in the back-office, and the list filter for what is current."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from members.companies.models import Multifactory
from multifactory.lib.admin import CoordinatorAdmin
from multifactory.lib.text.languages import TwoLanguagesForm


@admin.register(Multifactory)
class MultifactoryAdmin(CoordinatorAdmin):
    """The one row about this multifactory."""

    form = TwoLanguagesForm
    list_display = ["name", "tagline", "address"]
    fieldsets = (
        (
            None,
            {
                "fields": (
                    ("name", "language"),
                    *((name, f"other_{name}") for name in Multifactory.in_two_languages),
                    "address",
                )
            },
        ),
        (
            _("The address in parts"),
            {
                "fields": ("street", "postal_code", "locality", "region", "country"),
                "description": _("For search engines and maps: the same address once more."),
            },
        ),
        (_("Further"), {"fields": ("email", "founded_on", "takes_applications")}),
    )

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False  # a migration has made it


class IsCurrentFilter(admin.SimpleListFilter):
    """Rows that count today, or those that no longer do."""

    title = _("today")
    parameter_name = "today"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, Any]]:
        return [("current", _("current")), ("other", _("past or future"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        current = queryset.model.objects.current().values("pk")
        if self.value() == "current":
            return queryset.filter(pk__in=current)
        return queryset.exclude(pk__in=current) if self.value() == "other" else queryset
