"""Fields of forms for text people write: cleaned before it is checked, so that invisible text is none."""

from typing import Any

from django import forms

from multifactory.lib.text.clean import clean_line, clean_text


class _CleanedMixin:
    cleaner = staticmethod(clean_line)

    def to_python(self, value: Any) -> Any:
        return super().to_python(self.cleaner(value) if isinstance(value, str) else value)  # type: ignore[misc]


class LineField(_CleanedMixin, forms.CharField):
    pass


class TextField(_CleanedMixin, forms.CharField):
    cleaner = staticmethod(clean_text)
    widget: Any = forms.Textarea


class EmailField(_CleanedMixin, forms.EmailField):
    pass


class URLField(_CleanedMixin, forms.URLField):
    pass
