"""Columns for text people write, cleaned on its way in: by form, import, back-office or shell.

To the database and its migrations they are Django's own. What was stored before is read as it is: what was
voted on keeps its hash. Words of the program (choices, hashes, tokens) stay in Django's fields.
"""

from typing import Any

from django.db import models

from multifactory.lib.text import forms
from multifactory.lib.text.clean import clean_line, clean_text


class _CleanedMixin:
    cleaner = staticmethod(clean_line)
    form_class: Any = forms.LineField

    def to_python(self, value: Any) -> Any:
        """Asked by forms, by imports, and for every value on its way to the database."""
        value = super().to_python(value)  # type: ignore[misc]
        return self.cleaner(value) if isinstance(value, str) else value

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        """The row in memory says what the database says, so that a hash is that of what is stored."""
        value = super().pre_save(model_instance, add)  # type: ignore[misc]
        if isinstance(value, str):  # and no expression
            value = self.cleaner(value)
            setattr(model_instance, self.attname, value)  # type: ignore[attr-defined]
        return value

    def formfield(self, **kwargs: Any) -> Any:
        return super().formfield(**{"form_class": self.form_class, **kwargs})  # type: ignore[misc]

    def deconstruct(self) -> Any:
        name, _path, args, kwargs = super().deconstruct()  # type: ignore[misc]
        return name, f"django.db.models.{type(self).__name__}", args, kwargs


class CharField(_CleanedMixin, models.CharField):
    pass


class TextField(_CleanedMixin, models.TextField):
    cleaner = staticmethod(clean_text)
    form_class = forms.TextField


class EmailField(_CleanedMixin, models.EmailField):
    form_class = forms.EmailField


class URLField(_CleanedMixin, models.URLField):
    form_class = forms.URLField

    def formfield(self, **kwargs: Any) -> Any:
        return super().formfield(**{"assume_scheme": "https"} | kwargs)
