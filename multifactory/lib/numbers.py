"""Numbers as people write them."""

import re
from decimal import Decimal
from typing import Any

from django import forms

_EURO = re.compile(r"^\s*(€|euro?\b)|(€|\beuro?)\s*$", re.IGNORECASE)


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


class MoneyField(CommaDecimalField):
    """An amount in euro as people write it, 1.200,50 or 1200.5 in every language; whole cents as it is kept.

    Shown back in the way of the reader's language.
    """

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"max_digits": 12, "decimal_places": 2, "min_value": 0, "localize": True} | kwargs)

    def to_python(self, value: Any) -> Any:
        return super().to_python(_EURO.sub("", value) if isinstance(value, str) else value)

    def prepare_value(self, value: Any) -> Any:
        if not isinstance(value, int):
            return value
        return Decimal(value).scaleb(-2) if value % 100 else Decimal(value // 100)

    def clean(self, value: Any) -> int | None:
        euros = super().clean(value)
        return None if euros is None else int(euros * 100)

    def has_changed(self, initial: Any, data: Any) -> bool:
        return super().has_changed(self.prepare_value(initial), data)


class ThousandthsField(CommaDecimalField):
    """An amount with up to three decimals, as a meter shows it; whole thousandths as it is kept."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"max_digits": 15, "decimal_places": 3, "min_value": 0} | kwargs)

    def prepare_value(self, value: Any) -> Any:
        return Decimal(value).scaleb(-3) if isinstance(value, int) else value

    def clean(self, value: Any) -> int | None:
        amount = super().clean(value)
        return None if amount is None else int(amount * 1000)

    def has_changed(self, initial: Any, data: Any) -> bool:
        return super().has_changed(self.prepare_value(initial), data)
