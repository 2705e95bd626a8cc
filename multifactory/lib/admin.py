"""What all pages of the back-office share."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse

from multifactory.lib.admin_actions import selected_keys, warn_rows_gone


class CoordinatorMixin:
    """Open to coordinators. Nothing of record is deleted: deleting is off until a subclass has a reason."""

    def has_module_permission(self, request: HttpRequest) -> bool:
        return getattr(request.user, "is_coordinator", False)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return getattr(request.user, "is_coordinator", False)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return getattr(request.user, "is_coordinator", False)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return getattr(request.user, "is_coordinator", False)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class ReadOnlyMixin(CoordinatorMixin):
    """To look at, never to change."""

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class CoordinatorAdmin(CoordinatorMixin, admin.ModelAdmin):
    list_per_page = 50
    list_max_show_all = 200
    show_full_result_count = False

    def response_action(
        self, request: HttpRequest, queryset: QuerySet, *args: Any, **kwargs: Any
    ) -> HttpResponse | None:
        """Django fails where a row that was ticked has no number, or one that no row can have."""
        if selected_keys(self.model, request) is None:
            warn_rows_gone(request)
            return None
        return super().response_action(request, queryset, *args, **kwargs)


class CoordinatorInline(CoordinatorMixin, admin.TabularInline):
    extra = 0


class ReadOnlyAdmin(ReadOnlyMixin, CoordinatorAdmin):
    pass


class ReadOnlyInline(ReadOnlyMixin, CoordinatorInline):
    pass
