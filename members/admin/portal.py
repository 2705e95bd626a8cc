"""The multifactory itself, and the words companies are sorted by."""

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from members.models import Field, Multifactory, Term
from members.search import refresh_all
from multifactory.lib.admin import CoordinatorAdmin

FIELDS_LIMIT = 25


@admin.register(Multifactory)
class MultifactoryAdmin(CoordinatorAdmin):
    """The one row about this multifactory."""

    list_display = ["name", "tagline", "address"]

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False  # a migration has made it


class FieldForm(forms.ModelForm):
    def clean(self) -> dict[str, Any] | None:
        """A list nobody can overlook would sort companies into nothing."""
        if self.instance._state.adding and Field.objects.count() >= FIELDS_LIMIT:
            message = _("There are %(limit)s fields of activity already: rename one instead.")
            raise ValidationError(message % {"limit": FIELDS_LIMIT})
        return super().clean()


@admin.register(Field)
class FieldAdmin(CoordinatorAdmin):
    form = FieldForm
    list_display = ["name_en", "name_it", "code", "ateco", "company_count"]
    search_fields = ["name_en", "name_it", "code", "ateco"]

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).annotate(number=Count("companies"))

    @admin.display(description=_("companies"), ordering="number")
    def company_count(self, field: Any) -> int:
        return field.number

    def save_model(self, request: HttpRequest, obj: Field, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        if change and form.changed_data:
            refresh_all()


@admin.register(Term)
class TermAdmin(CoordinatorAdmin):
    """Words companies have written. A word written badly is mended here for all of them."""

    list_display = ["name", "kind", "slug"]
    list_filter = ["kind"]
    search_fields = ["name", "slug"]
    ordering = ["kind", "name"]
    prepopulated_fields = {"slug": ["name"]}

    def save_model(self, request: HttpRequest, obj: Term, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        if change and form.changed_data:
            refresh_all()
