"""Fields of activity and words in the back-office, and what a company shows on its page."""

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from members.companies.models import Field
from members.profile.models import Link, Logo, Machine, Photo, Product, Term
from members.profile.search import refresh_all_search_texts
from members.profile.terms import term_slug
from multifactory.lib.admin import CoordinatorAdmin, CoordinatorInline
from multifactory.lib.images.admin import PictureInline

FIELDS_LIMIT = 25


class FieldForm(forms.ModelForm):
    def clean(self) -> dict[str, Any] | None:
        """A list nobody can overlook would sort companies into nothing."""
        if self.instance._state.adding and Field.objects.count() >= FIELDS_LIMIT:
            message = _("There are already %(limit)s fields of activity: rename one instead.")
            raise ValidationError(message % {"limit": FIELDS_LIMIT})
        return super().clean()


@admin.register(Field)
class FieldAdmin(CoordinatorAdmin):
    form = FieldForm
    list_display = ["name_en", "name_it", "code", "ateco", "company_count"]
    search_fields = ["name_en", "name_it", "code", "ateco"]
    ordering = ["name_en"]  # a queryset with a count forgets that of the model

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).annotate(number=Count("companies"))

    @admin.display(description=_("companies"), ordering="number")
    def company_count(self, field: Any) -> int:
        return field.number

    def save_model(self, request: HttpRequest, obj: Field, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        if change and form.changed_data:
            refresh_all_search_texts()


class TermForm(forms.ModelForm):
    def clean(self) -> dict[str, Any] | None:
        """The word in addresses follows the word, as it does for companies: one row however it is written."""
        data = super().clean() or {}
        slug = term_slug(data.get("name", ""))
        kind = data.get("kind") or self.instance.kind
        if data.get("name") and not slug:
            raise ValidationError({"name": _("The word must contain letters.")})
        if Term.objects.filter(kind=kind, slug=slug).exclude(pk=self.instance.pk).exists():
            raise ValidationError({"name": _("This word already exists.")})
        self.instance.slug = slug
        return data


@admin.register(Term)
class TermAdmin(CoordinatorAdmin):
    """Words companies have written. A misspelt word is corrected here for all of them."""

    form = TermForm
    fields = ["kind", "name", "name_en", "name_it"]
    list_display = ["name", "kind", "name_en", "name_it", "slug"]
    list_filter = ["kind"]
    search_fields = ["name", "name_en", "name_it", "slug"]
    ordering = ["kind", "name"]

    def get_readonly_fields(self, request: HttpRequest, obj: Term | None = None) -> list[str]:
        return ["kind"] if obj else []

    def save_model(self, request: HttpRequest, obj: Term, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        if change and form.changed_data:
            refresh_all_search_texts()


class ProfileInline(CoordinatorInline):
    """What a company shows on its page; it may go as it came."""

    template = "admin/edit_inline/stacked.html"  # the tabular one has no labels for who hears the page

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.has_change_permission(request, obj)


class ProductInline(ProfileInline):
    model = Product
    fields = ["name", "line", "terms", "position"]
    autocomplete_fields = ["terms"]


class MachineInline(ProfileInline):
    model = Machine
    fields = ["name", "line", "term", "position"]
    autocomplete_fields = ["term"]


class LinkInline(ProfileInline):
    model = Link
    fields = ["label", "url", "position"]


class LogoInline(PictureInline):
    model = Logo


class PhotoInline(PictureInline):
    model = Photo
    fields = [*PictureInline.fields, "position"]
