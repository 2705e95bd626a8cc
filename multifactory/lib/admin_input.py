"""What comes in at the back-office: lookups in addresses, keys, rows of formsets.

Django's admin takes any column as a filter of a list and trusts that keys are keys. Here only what is written
down filters a list, and what no page of ours sends is refused (400) or said beside its field.
"""

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import MAXYEAR
from functools import cache
from typing import Any, ClassVar

from django import forms
from django.contrib import messages
from django.contrib.admin.exceptions import DisallowedModelAdminLookup
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.contrib.admin.views.main import ChangeList
from django.contrib.admin.widgets import AutocompleteSelect, AutocompleteSelectMultiple
from django.core.exceptions import BadRequest, PermissionDenied, ValidationError
from django.db import DataError, IntegrityError, connection, models
from django.db.models.fields import BLANK_CHOICE_DASH
from django.forms.formsets import TOTAL_FORM_COUNT
from django.forms.models import _get_foreign_key  # the relation an inline follows; Django has no other name
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from multifactory.lib.admin_actions import (
    page_asked_from,
    selected_keys,
    to_key,
    warn_rows_gone,
)
from multifactory.lib.days import FIRST_DAY, DayInput
from multifactory.lib.forms import contradiction
from multifactory.lib.stamps import stamped

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
NO_CHOICE = BLANK_CHOICE_DASH[0][1]
MAX_SEARCH = 200  # letters; each word is a condition more, and SQLite takes a thousand


def refuse_control_signs(request: HttpRequest) -> None:
    """No value in an address holds NUL, which PostgreSQL refuses only when it is asked."""
    if any("\0" in text for name, values in request.GET.lists() for text in (name, *values)):
        raise BadRequest("NUL in an address.")


@contextmanager
def _impossible_values_refused(*also: type[Exception]) -> Iterator[None]:
    impossible: tuple[type[Exception], ...] = (ValueError, OverflowError, DataError, *also)
    try:
        yield
    except impossible as error:
        raise BadRequest("A value that no column can have.") from error


class WrittenLookupsChangeList(ChangeList):
    """A list filtered by its filters, its date hierarchy, and the lookups its admin writes down."""

    model_admin: Any

    def get_filters(self, request: HttpRequest) -> Any:
        found = super().get_filters(request)
        # What no filter has taken. Bounds of a date hierarchy come from its year, or else from a stranger.
        left, date = set(found[2]), self.date_hierarchy
        if date:
            bounds = (f"{date}__gte", f"{date}__lt") if f"{date}__year" in self.params else ()
            left -= {f"{date}__month", f"{date}__day", *bounds}
        if strange := left - set(self.model_admin.linked_lookups):
            raise DisallowedModelAdminLookup(f"Filtering by {', '.join(sorted(strange))} is not allowed.")
        return found

    def get_queryset(self, request: HttpRequest, exclude_parameters: Any = None) -> Any:
        self._refuse_far_years()
        with _impossible_values_refused(IncorrectLookupParameters):
            return super().get_queryset(request, exclude_parameters)

    def _refuse_far_years(self) -> None:
        """At either end of the calendar PostgreSQL answers where SQLite, which converts, cannot."""
        for name, values in self.get_filters_params().items():
            for text in values:
                year = re.fullmatch(r"\d{1,6}", text) if name.endswith("__year") else _DAY.match(text)
                if year and not FIRST_DAY.year <= int(year[0][:6].split("-")[0]) < MAXYEAR:
                    raise BadRequest("A year that no row can have.")

    def get_results(self, request: HttpRequest) -> None:
        """The database sees the values here for the first time."""
        if not self.get_filters_params():
            return super().get_results(request)
        with _impossible_values_refused():
            return super().get_results(request)


class _KnownKeysMixin:
    """Shows no choice for what cannot be a key; the field says what is wrong."""

    field: Any

    def optgroups(self, name: str, value: Sequence[Any], attr: Any = None) -> Any:
        model = self.field.remote_field.model
        known = [text for text in value if to_key(model, text) is not None]
        return super().optgroups(name, known, attr)  # type: ignore[misc]


class _KeySelect(_KnownKeysMixin, AutocompleteSelect):
    """Its first choice is none, and has a name: HTML asks both of a box that must be filled in."""

    def optgroups(self, name: str, value: Sequence[Any], attr: Any = None) -> Any:
        groups: Any = super().optgroups(name, value, attr)
        if self.is_required:
            groups[0][1].insert(0, self.create_option(name, "", "", False, 0))
        return groups

    def create_option(self, name: str, value: Any, label: Any, *args: Any, **kwargs: Any) -> Any:
        return super().create_option(name, value, label or NO_CHOICE, *args, **kwargs)


class _KeySelectMultiple(_KnownKeysMixin, AutocompleteSelectMultiple):
    pass


class KeysField(forms.ModelMultipleChoiceField):
    """Django asks the database for numbers larger than it holds."""

    def _check_values(self, value: Any) -> Any:
        queryset: Any = self.queryset
        for key in value:
            if to_key(queryset.model, key) is None:
                raise ValidationError(
                    self.error_messages["invalid_pk_value"], code="invalid_pk_value", params={"pk": key}
                )
        return super()._check_values(value)  # type: ignore[misc]


class CheckedKeysMixin:
    """For the page of a row and for the rows on it: choices whose keys are looked at first, the browser's own
    picker of days, and https where an address is typed without."""

    admin_site: Any
    formfield_overrides: ClassVar[Any] = {
        models.DateField: {"widget": DayInput},
        models.URLField: {"assume_scheme": "https"},
    }

    def formfield_for_foreignkey(self, db_field: Any, request: Any, **kwargs: Any) -> Any:
        if db_field.name in self.get_autocomplete_fields(request):  # type: ignore[attr-defined]
            kwargs.setdefault("widget", _KeySelect(db_field, self.admin_site, using=kwargs.get("using")))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)  # type: ignore[misc]

    def formfield_for_manytomany(self, db_field: Any, request: Any, **kwargs: Any) -> Any:
        kwargs.setdefault("form_class", KeysField)
        if db_field.name in self.get_autocomplete_fields(request):  # type: ignore[attr-defined]
            using = kwargs.get("using")
            kwargs.setdefault("widget", _KeySelectMultiple(db_field, self.admin_site, using=using))
        return super().formfield_for_manytomany(db_field, request, **kwargs)  # type: ignore[misc]


class _LabelsAboveMixin(forms.BaseForm):
    """A label that stands above its field needs no colon."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": ""} | kwargs)


@cache
def _without_colons(form_class: type[forms.BaseForm]) -> type[forms.BaseForm]:
    return type(form_class.__name__, (_LabelsAboveMixin, form_class), {"__module__": form_class.__module__})


class CheckedInputMixin(CheckedKeysMixin):
    """Every admin of a model has this: ours by their common class, those of libraries by the site."""

    linked_lookups: Sequence[str] = ()  # beside those of the filters: what links on our own pages filter by

    def lookup_allowed(self, lookup: str, value: str, request: Any = None) -> bool:
        """Django's rule lets every column through. Ours is in the list, which knows what its filters took."""
        return True

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return WrittenLookupsChangeList

    def get_search_results(self, request: HttpRequest, queryset: Any, search_term: str) -> Any:
        if len(search_term) > MAX_SEARCH:
            raise BadRequest("A search as long as a page.")
        return super().get_search_results(request, queryset, search_term)  # type: ignore[misc]

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """What the database refuses at the last moment is said in words; nothing is kept of it."""
        try:
            return super().changeform_view(request, *args, **kwargs)  # type: ignore[misc]
        except IntegrityError:
            messages.error(request, contradiction())
            return HttpResponseRedirect(request.get_full_path())

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        kwargs["form"] = _without_colons(stamped(kwargs.get("form", self.form)))  # type: ignore[attr-defined]
        return super().get_form(request, obj, change, **kwargs)  # type: ignore[misc]

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Any:
        """An empty name of a field is no name. Of two who save, the second reads what the first wrote."""
        row = super().get_object(request, object_id, from_field or None)  # type: ignore[misc]
        if row is None or request.method != "POST" or not connection.in_atomic_block:
            return row
        list(type(row)._base_manager.select_for_update(of=("self",)).filter(pk=row.pk).values("pk"))
        return super().get_object(request, object_id, from_field or None)  # type: ignore[misc]

    def response_action(
        self, request: HttpRequest, queryset: models.QuerySet, *args: Any, **kwargs: Any
    ) -> HttpResponse | None:
        """Django fails where a row that was ticked has no number, or one that no row can have.

        What was begun on the page of a row leads back to it.
        """
        model: type[models.Model] = self.model  # type: ignore[attr-defined]
        if selected_keys(model, request) is None:
            warn_rows_gone(request)
            return None
        response = super().response_action(request, queryset, *args, **kwargs)  # type: ignore[misc]
        is_over = response is None or getattr(response, "url", "") == request.get_full_path()
        page = page_asked_from(model, request) if is_over else ""
        return HttpResponseRedirect(page) if page else response

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """What the address of an empty form fills in, where the field would take it from a person too."""
        given: dict[str, Any] = super().get_changeform_initial_data(request)  # type: ignore[misc]
        if not given:
            return given
        fields = self.get_form(request, None, change=False).base_fields
        return {
            name: value for name, value in given.items() if name in fields and _takes(fields[name], value)
        }

    def get_formset_kwargs(self, request: HttpRequest, obj: Any, inline: Any, prefix: str) -> dict[str, Any]:
        """No more rows than are there and came: Django makes up to 2,000 forms for a number alone."""
        kwargs: dict[str, Any] = super().get_formset_kwargs(request, obj, inline, prefix)  # type: ignore[misc]
        if request.method == "POST":
            sent = len(request.POST) + len(request.FILES)
            rows = _number(request.POST.get(f"{prefix}-{TOTAL_FORM_COUNT}"))
            if rows > sent and rows > sent + _rows_of(obj, inline, kwargs["queryset"]):
                raise BadRequest("More rows than fields.")
        return kwargs


def _takes(field: forms.Field, value: Any) -> bool:
    if isinstance(field, forms.MultiValueField | forms.FileField):
        return False  # no address fills these in
    try:
        field.clean(value)
    except ValidationError:
        return False
    return True


def _number(text: Any) -> int:
    try:
        return forms.IntegerField().to_python(text) or 0
    except ValidationError:
        return 0  # said by the formset


def _rows_of(obj: Any, inline: Any, queryset: models.QuerySet) -> int:
    if obj.pk is None:
        return 0
    relation = _get_foreign_key(inline.parent_model, inline.model, fk_name=inline.fk_name)
    return queryset.filter(**{relation.name: obj}).count()


class OfferedFieldsJsonView(AutocompleteJsonView):
    """Choices for the fields that some page offers them for, and no others."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        wanted = tuple(request.GET.get(name) for name in ("app_label", "model_name", "field_name"))
        if wanted not in set(self._offered(request)):
            raise PermissionDenied
        return super().get(request, *args, **kwargs)

    def _offered(self, request: HttpRequest) -> Iterator[tuple[str, str, str]]:
        site: Any = self.admin_site
        for model_admin in site._registry.values():
            inlines = [inline(model_admin.model, site) for inline in model_admin.inlines]
            for part in (model_admin, *inlines):
                for name in part.get_autocomplete_fields(request):
                    yield part.opts.app_label, part.opts.model_name, name
