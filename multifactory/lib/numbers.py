"""Numbers as people write them."""

from typing import Any

from django import forms


def with_point(text: str) -> str:
    """A decimal number with a point, whether it was written 62.5, 62,5, 1.200,50 or 1,200.50.

    A single point or comma parts the decimals: 1,200 is one and a fifth, as the field shows back.
    """
    text = text.strip().replace(" ", "").replace("\u00a0", "").replace("'", "")
    last = max(text.rfind(","), text.rfind("."))
    if last < 0 or ",," in text or ".." in text:
        return text  # the field says what is wrong with it
    whole, decimals = text[:last], text[last + 1 :]
    return f"{whole.replace(',', '').replace('.', '')}.{decimals}"


class DecimalInput(forms.TextInput):
    """A box for figures in which a comma may be written; the browser's own box of numbers forbids one."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"inputmode": "decimal", "size": 8} | (attrs or {}))


class CommaDecimalField(forms.DecimalField):
    """A decimal number with comma or point."""

    widget = DecimalInput

    def to_python(self, value: Any) -> Any:
        return super().to_python(with_point(value) if isinstance(value, str) else value)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {}
