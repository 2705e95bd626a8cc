"""What all pages of the back-office share."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.utils.text import capfirst

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

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """What can be done to this row stands on its page, as buttons (`admin/change_form.html`)."""
        row = context.get("original")
        context["page_actions"] = self.page_actions(request, row) if row is not None else []
        return super().render_change_form(request, context, *args, **kwargs)

    def page_actions(self, request: HttpRequest, row: Any) -> list[tuple[str, Any]]:
        """Name and label of each action of the list that asks first and can be done to this row now."""
        found = []
        for action, name, _description in filter(None, self.get_actions(request).values()):
            confirmed = getattr(action, "confirmed", None)
            if confirmed and confirmed.offered_on(self, request, row):
                found.append((name, confirmed.label or confirmed.description))
        return found


class CoordinatorInline(CheckedKeysMixin, CoordinatorMixin, admin.TabularInline):
    extra = 0

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        """A cell of a table has no label of its own, so each box says the name of its column."""
        kwargs["form"] = stamped(kwargs.get("form", self.form))
        formset = super().get_formset(request, obj, **kwargs)
        for field in formset.form.base_fields.values():
            if field.label:
                box: Any = getattr(field.widget, "widget", field.widget)
                box.attrs.setdefault("aria-label", capfirst(field.label))
        return formset


class ReadOnlyAdmin(ReadOnlyMixin, CoordinatorAdmin):
    pass


class ReadOnlyInline(ReadOnlyMixin, CoordinatorInline):
    pass
