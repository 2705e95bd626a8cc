"""How the lists of the back-office are narrowed."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _


class IsCurrentFilter(admin.SimpleListFilter):
    """Rows that count today, or those that no longer do."""

    title = _("today")
    parameter_name = "today"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, Any]]:
        return [("current", _("current")), ("other", _("former or coming"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        current = queryset.model.objects.current().values("pk")
        if self.value() == "current":
            return queryset.filter(pk__in=current)
        return queryset.exclude(pk__in=current) if self.value() == "other" else queryset


class UnconfirmedFilter(admin.SimpleListFilter):
    """Companies that were asked whether their page is still right and have not answered in 30 days."""

    title = _("page")
    parameter_name = "page_is"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, Any]]:
        return [("unconfirmed", _("not confirmed"))]

    def queryset(self, request: HttpRequest, queryset: Any) -> QuerySet:
        return queryset.unconfirmed() if self.value() else queryset
