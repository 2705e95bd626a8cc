"""The multifactory itself, and the words companies are sorted by."""

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from members import services
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


class TermForm(forms.ModelForm):
    def clean(self) -> dict[str, Any] | None:
        """The word in addresses follows the word, as it does for companies: one row however it is written."""
        data = super().clean() or {}
        slug = services.term_slug(data.get("name", ""))
        kind = data.get("kind") or self.instance.kind
        if data.get("name") and not slug:
            raise ValidationError({"name": _("Write a word with letters.")})
        if Term.objects.filter(kind=kind, slug=slug).exclude(pk=self.instance.pk).exists():
            raise ValidationError({"name": _("There is this word already.")})
        self.instance.slug = slug
        return data


@admin.register(Term)
class TermAdmin(CoordinatorAdmin):
    """Words companies have written. A word written badly is mended here for all of them."""

    form = TermForm
    fields = ["kind", "name"]
    list_display = ["name", "kind", "slug"]
    list_filter = ["kind"]
    search_fields = ["name", "slug"]
    ordering = ["kind", "name"]

    def get_readonly_fields(self, request: HttpRequest, obj: Term | None = None) -> list[str]:
        return ["kind"] if obj else []

    def save_model(self, request: HttpRequest, obj: Term, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        if change and form.changed_data:
            refresh_all()
