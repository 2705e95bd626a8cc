"""What people wrote, in a mail to somebody else: each value is one line and makes no link.

A registration's name could otherwise be a mail of its own to a stranger. This holds for every value of every
mail, whatever a template does with it. What the portal itself says in several words is a `Trusted` text.
"""

from collections.abc import Mapping
from datetime import date, time, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import Manager, QuerySet
from django.utils.functional import Promise

from multifactory.lib.text.clean import clean_line, without_addresses

PLAIN = (int, float, Decimal, date, time, timedelta, type(None))  # a moment is a day too


class Trusted(str):
    """Text of the portal's own for a mail: an address of it, a quotation behind its marks."""


def harmless(value: Any) -> Any:
    """The value for the template of a mail, with all that it leads to."""
    if isinstance(value, Trusted | Promise):
        return value
    if isinstance(value, str):
        return clean_line(without_addresses(value))
    if isinstance(value, Mapping):
        return {key: harmless(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple | QuerySet):
        return [harmless(inner) for inner in value]
    return value if isinstance(value, PLAIN) else Harmless(value)


class Harmless:
    """An object whose words are harmless, and those of its attributes."""

    def __init__(self, value: Any) -> None:
        self._value = value

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._value, name)
        if name == "email":  # of an account, which has been confirmed; a template that shows it means it
            return found
        if callable(found) and not isinstance(found, Manager):
            return lambda: harmless(found())
        return harmless(found)

    def __str__(self) -> str:
        return str(harmless(str(self._value)))

    def __bool__(self) -> bool:
        return bool(self._value)
