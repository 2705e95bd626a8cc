"""What all pages of the back-office share."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from multifactory.lib.admin_input import CheckedInputMixin, CheckedKeysMixin
from multifactory.lib.stamps import stamped


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


class CoordinatorAdmin(CheckedInputMixin, CoordinatorMixin, admin.ModelAdmin):
    list_per_page = 50
    list_max_show_all = 200
    show_full_result_count = False


class CoordinatorInline(CheckedKeysMixin, CoordinatorMixin, admin.TabularInline):
    extra = 0

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        return super().get_formset(request, obj, **{"form": stamped(self.form), **kwargs})


class ReadOnlyAdmin(ReadOnlyMixin, CoordinatorAdmin):
    pass


class ReadOnlyInline(ReadOnlyMixin, CoordinatorInline):
    pass
