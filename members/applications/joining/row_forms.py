"""Products, and what is offered and needed: rows of the draft, always some empty ones below.

A row without a title is no row; the rows sent take the place of those before. `stamp` says which these were.
"""

from collections.abc import Iterable
from hashlib import sha256
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from members.applications.models import Application
from members.applications.part_models import ApplicationListing
from members.applications.rules import MAX_LISTINGS, MAX_PRODUCTS
from members.companies.models import Field
from members.profile.forms import WordsField
from members.profile.models import Stage
from multifactory.lib.text.forms import LineField, TextField

EMPTY_ROWS = 2
WORDS_LENGTH = 200


class RowForm(forms.Form):
    """`title_field` says whether there is a row at all."""

    title_field = "name"

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        others = [value for name, value in data.items() if name not in (self.title_field, "kind")]
        if any(others) and not data.get(self.title_field) and self.title_field not in self.errors:
            self.add_error(self.title_field, _("Give it a name, or empty the whole row."))
        for name in ("kinds", "materials", "terms"):
            if len(data.get(name) or "") > WORDS_LENGTH:
                self.add_error(name, _("At most %(most)d characters.") % {"most": WORDS_LENGTH})
        return data

    def row(self) -> dict[str, Any] | None:
        return dict(self.cleaned_data) if self.cleaned_data.get(self.title_field) else None


class ProductRowForm(RowForm):
    name = LineField(label=_("Product or service"), max_length=80, required=False)
    kinds = WordsField(
        label=_("Kinds of product"), help_text=_("Words with commas between them: table, chair, repair.")
    )
    materials = WordsField(
        label=_("Materials"), help_text=_("Words with commas between them: oak, linen, steel.")
    )
    stages = forms.MultipleChoiceField(
        label=_("What you do in-house"),
        choices=Stage.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )


class ListingRowForm(RowForm):
    title_field = "title"

    kind = forms.ChoiceField(label=_("Kind"), choices=ApplicationListing.Kind.choices)
    title = LineField(label=_("In a few words"), max_length=80, required=False)
    text = TextField(
        label=_("More about it"), max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    field = forms.ModelChoiceField(label=_("Field of activity"), queryset=Field.objects.all(), required=False)
    terms = WordsField(label=_("Kinds and materials"), help_text=_("Words with commas between them."))


class RowsFormSet(forms.BaseFormSet):
    """Knows the rows it was made from, and refuses to put others in the place of rows it never showed."""

    rows_before: list[dict[str, Any]]

    @property
    def stamp_name(self) -> str:
        return f"{self.prefix}-stamp"

    @property
    def stamp(self) -> SafeString:
        return format_html(
            '<input type="hidden" name="{}" value="{}">', self.stamp_name, _mark(self.rows_before)
        )

    def clean(self) -> None:
        if any(self.errors):
            return
        seen = self.data.get(self.stamp_name, "")
        if seen and seen != _mark(self.rows_before) and _mark(self.rows()) != _mark(self.rows_before):
            raise ValidationError(
                _(
                    "Someone changed these rows after you opened the page. What you wrote is still below: "
                    "check it and save again."
                ),
                code="stale",
            )

    def rows(self) -> list[dict[str, Any]]:
        found = (form.row() for form in self.forms)
        return [row for row in found if row is not None]


def _mark(rows: Iterable[dict[str, Any]]) -> str:
    plain = [
        sorted((name, str(getattr(value, "pk", value) or "")) for name, value in row.items()) for row in rows
    ]
    return sha256(repr(plain).encode()).hexdigest()[:10]


def _formset(form: type[RowForm], most: int) -> Any:
    return forms.formset_factory(
        form, formset=RowsFormSet, extra=EMPTY_ROWS, max_num=most, absolute_max=most, validate_max=True
    )


PRODUCT_NAMES = ("name", "kinds", "materials", "stages")
LISTING_NAMES = ("kind", "title", "text", "field", "terms")


def product_rows(application: Application, data: Any = None) -> RowsFormSet:
    rows = [{name: getattr(row, name) for name in PRODUCT_NAMES} for row in application.products.all()]
    return _bound(_formset(ProductRowForm, MAX_PRODUCTS), rows, data, "products")


def listing_rows(application: Application, data: Any = None) -> RowsFormSet:
    listings = application.listings.select_related("field")
    rows = [{name: getattr(row, name) for name in LISTING_NAMES} for row in listings]
    return _bound(_formset(ListingRowForm, MAX_LISTINGS), rows, data, "listings")


def _bound(factory: Any, rows: list[dict[str, Any]], data: Any, prefix: str) -> RowsFormSet:
    formset = factory(data, initial=rows, prefix=prefix)
    formset.rows_before = rows
    return formset
