"""Nobody overwrites unseen what another saved meanwhile.

A form for a row that others may edit carries a stamp: a short fingerprint of each field as it was when the
page was opened. What would undo a later change is refused with what the row says now; the form that comes
back has a new stamp, so that saving again is done knowingly. Fields the person left alone then hold what the
other wrote.
"""

from collections.abc import Mapping
from datetime import datetime
from functools import cache
from hashlib import sha256
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.core.files import File
from django.db import IntegrityError, transaction
from django.db.models import Model, QuerySet
from django.forms.models import model_to_dict
from django.utils import timezone
from django.utils.formats import localize
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from multifactory.lib.forms import add_errors, contradiction

LONGEST_VALUE = 60  # of what a field says now, in characters
NAME = "stamp"  # of the hidden input


class StampedMixin(forms.BaseForm):
    """For a ModelForm. Its template shows `form.stamp` (`components/form_errors.html` does)."""

    instance: Any
    data: Any

    @property
    def stamp(self) -> SafeString | str:
        """The hidden input: what is stored now, also where a change was refused. Of a new row nothing."""
        if self.instance._state.adding:
            return ""
        text = ";".join(f"{name}:{mark}" for name, mark in self._marks().items())
        return format_html('<input type="hidden" name="{}" value="{}">', self._stamp_name(), text)

    def full_clean(self) -> None:
        super().full_clean()
        if self.is_bound and not self.instance._state.adding:
            seen, now = self._seen_marks(), self._marks()
            if changed := [name for name in now if name in seen and seen[name] != now[name]]:
                self._take_over(changed, seen)
                self.add_error(None, self._refusal(changed, self._stored_values()))

    def ensure_unchanged(self) -> None:
        """Lock the row until the transaction ends; ValidationError if it was changed since it was fetched."""
        model = type(self.instance)
        row = model._base_manager.select_for_update(of=("self",)).filter(pk=self.instance.pk).first()
        if row is None:
            raise ValidationError(_("Someone has deleted this in the meantime."))
        stored = {name: value for name, value in model_to_dict(row).items() if name in self._visible()}
        before = self._marks()
        if changed := [name for name in stored if before.get(name) != _mark(self.fields[name], stored[name])]:
            raise self._refusal(changed, stored)

    def _stamp_name(self) -> str:
        return str(self.add_prefix(NAME))

    def _visible(self) -> dict[str, forms.Field]:
        return {name: field for name, field in self.fields.items() if not field.widget.is_hidden}

    def _stored_values(self) -> dict[str, Any]:
        """As the row said when it was fetched for this request; without what only the form makes up."""
        values = {name: self.initial.get(name, field.initial) for name, field in self._visible().items()}
        return {name: value for name, value in values.items() if not callable(value)}

    def _marks(self) -> dict[str, str]:
        return {name: _mark(self.fields[name], value) for name, value in self._stored_values().items()}

    def _seen_marks(self) -> dict[str, str]:
        rows = str(self.data.get(self._stamp_name(), "")).split(";")
        return {name: mark for name, sign, mark in (row.partition(":") for row in rows) if sign}

    def _take_over(self, changed: list[str], seen: Mapping[str, str]) -> None:
        """Let the form that comes back say what is stored now, where the person had changed nothing."""
        self.data = self.data.copy()
        stored = self._stored_values()
        for name in changed:
            field = self.fields[name]
            is_untouched = name in self.cleaned_data and _mark(field, self.cleaned_data[name]) == seen[name]
            if is_untouched and not isinstance(field.widget, forms.MultiWidget | forms.FileInput):
                _put(self.data, self.add_prefix(name), field, stored[name])

    def _refusal(self, changed: list[str], values: Mapping[str, Any]) -> ValidationError:
        news = "; ".join(
            f"{self[name].label}: {_in_words(self.fields[name], values[name])}" for name in changed
        )
        text = _(
            "Someone changed this after you opened the page. Nothing was saved. Now it says: "
            "%(news)s. What you wrote is still below: check it and save again."
        )
        return ValidationError(text % {"news": news}, code="stale")


@cache
def stamped(form_class: type[forms.ModelForm]) -> type[forms.ModelForm]:
    """The same form with a stamp; one that has a stamp of its own keeps it."""
    if issubclass(form_class, StampedMixin) or NAME in form_class.base_fields:
        return form_class
    return type(form_class.__name__, (StampedMixin, form_class), {"__module__": form_class.__module__})


def save_form(form: Any) -> bool:
    """Save a valid stamped form, unless somebody was faster; what is refused stands in the form."""
    try:
        with transaction.atomic():
            if not form.instance._state.adding:
                form.ensure_unchanged()
            form.save()
    except ValidationError as error:
        add_errors(form, error)
        return False
    except IntegrityError as error:
        # Django asks constraints only of the fields that a form has; the database, of the whole row.
        form.add_error(None, _contradiction_in(form.instance, error))
        return False
    return True


def _contradiction_in(row: Model, error: IntegrityError) -> str:
    """The words of the constraint that the database names."""
    broken = (one for _model, some in row.get_constraints() for one in some if one.name in str(error))
    constraint = next(broken, None)
    return str(constraint.get_violation_error_message()) if constraint else contradiction()


def _plain(field: Any, value: Any) -> Any:
    """A value as it is compared: of a row its key, of several their keys in order."""
    value = field.prepare_value(value)
    if isinstance(value, Model):
        return str(value.pk)
    if isinstance(value, File):
        return value.name or ""
    if isinstance(value, datetime) and timezone.is_aware(value):
        return value.timestamp()
    if isinstance(value, list | tuple | set) or hasattr(value, "iterator"):
        return sorted(str(getattr(one, "pk", one)) for one in value)
    return "" if value is None else str(value).replace("\r\n", "\n")


def _mark(field: forms.Field, value: Any) -> str:
    return sha256(repr(_plain(field, value)).encode()).hexdigest()[:10]


def _put(data: Any, name: str, field: forms.Field, value: Any) -> None:
    if isinstance(field.widget, forms.CheckboxInput):
        data.pop(name, None)
        if value:
            data[name] = "on"
        return
    shown = field.widget.format_value(field.prepare_value(value))
    values = shown if isinstance(shown, list) else [shown]
    data.setlist(name, [str(one) for one in values if one is not None])


def _in_words(field: forms.Field, value: Any) -> str:
    if isinstance(value, bool):
        return str(_("yes") if value else _("no"))
    keys = _plain(field, value)
    keys = keys if isinstance(keys, list) else [keys]
    if isinstance(field, forms.ModelChoiceField):
        rows = cast(QuerySet, field.queryset).filter(pk__in=[key for key in keys if key])
        text = ", ".join(field.label_from_instance(row) for row in rows)
    elif isinstance(field, forms.ChoiceField):
        labels = {str(key): str(label) for key, label in cast(Any, field.choices)}
        text = ", ".join(labels.get(str(key), str(key)) for key in keys if key)
    else:
        text = " ".join(str(localize(field.prepare_value(value) if value is not None else "")).split())
    return Truncator(text).chars(LONGEST_VALUE) if text else _("(empty)")
