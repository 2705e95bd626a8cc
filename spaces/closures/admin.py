"""Closures in the back-office: entered, looked at, cancelled; never changed."""

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from members.people.http import request_user
from multifactory.lib.admin import ReadOnlyAdmin
from multifactory.lib.admin_actions import ConfirmedAction
from multifactory.lib.forms import add_errors
from spaces.building.dry_run import dry_run
from spaces.building.formats import format_period
from spaces.closures.forms import ClosureForm
from spaces.closures.models import Closure
from spaces.closures.services import cancel_closure, close_spaces


class CancelClosure(ConfirmedAction):
    name, description = "cancel", _("Open the spaces again")
    button = _("Open them")

    @classmethod
    def queryset(cls, model_admin: admin.ModelAdmin, request: HttpRequest) -> QuerySet[Closure]:
        return Closure.objects.prefetch_related("spaces")

    def concerns(self, row: Closure) -> bool:
        return row.cancelled_at is None

    @property
    def title(self) -> str:
        return gettext("Open the spaces again: %(closure)s") % {"closure": self.row.reason}

    def facts(self) -> list[tuple[str, str]]:
        return [
            (gettext("Spaces"), ", ".join(str(space) for space in self.row.spaces.all())),
            (gettext("When"), format_period(self.row.starts_at, self.row.ends_at)),
        ]

    def carry_out(self, form: forms.Form) -> str:
        cancel_closure(self.row, by=self.by)
        return gettext("The spaces can be booked again. What was cancelled stays cancelled.")


@admin.register(Closure)
class ClosureAdmin(ReadOnlyAdmin):
    list_display = ["reason", "which", "starts_at", "ends_at", "cancelled_at"]
    search_fields = ["reason"]
    ordering = ["-starts_at", "-pk"]
    form = ClosureForm
    fields = ["spaces", ("starts_at", "ends_at"), ("reason", "resolution"), "cancels"]
    filter_horizontal = ["spaces"]
    actions = [CancelClosure.as_action()]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Closure]:
        return super().get_queryset(request).prefetch_related("spaces").select_related("resolution")

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.has_view_permission(request)

    def get_fields(self, request: HttpRequest, obj: Closure | None = None) -> Any:
        return self.fields[:-1] if obj else self.fields

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        """What the service would refuse is said beside the fields."""
        base, by = super().get_form(request, obj, change, **kwargs), request_user(request)

        class CheckedForm(base):  # type: ignore[misc, valid-type]
            def clean(self) -> dict[str, Any]:
                cleaned = super().clean()
                if not self.errors and obj is None:
                    terms = {name: value for name, value in cleaned.items() if name != "cancels"}
                    try:
                        dry_run(lambda: close_spaces(by=by, **terms), lambda: None)
                    except ValidationError as error:
                        add_errors(self, error)
                return cleaned

        return CheckedForm

    def save_model(self, request: HttpRequest, obj: Closure, form: Any, change: bool) -> None:
        terms = {name: value for name, value in form.cleaned_data.items() if name != "cancels"}
        obj.pk = close_spaces(by=request_user(request), **terms).pk

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """The service has written the spaces."""

    @admin.display(description=_("spaces"))
    def which(self, closure: Closure) -> str:
        return ", ".join(space.code for space in closure.spaces.all())
