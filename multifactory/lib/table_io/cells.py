"""What may be written in the cells of a table, by kind of column."""

import unicodedata
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import override
from import_export import widgets

from multifactory.lib.numbers import with_point

DAY_FORMATS = ("%Y-%m-%d", "%d/%m/%Y", "%d.%m.%Y", "%d-%m-%Y")
_APOSTROPHES = dict.fromkeys(map(ord, "`´‘’ʼ′＇"), "'")


def same_name(text: str) -> str:
    """What two spellings of one name share: small letters, composed (NFC), with one kind of apostrophe."""
    return unicodedata.normalize("NFC", text).translate(_APOSTROPHES).casefold()


def in_every_language(label: str | Promise) -> list[str]:
    """A label as people may write it: in each language of the portal, small letters."""
    labels = []
    for code, _name in settings.LANGUAGES:
        with override(code):
            labels.append(same_name(str(label)))
    return labels


class Text(widgets.Widget):
    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> Any:
        return value

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> str:
        return "" if value is None else str(value)


class Whole(Text):
    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> int:
        if not value.isascii() or not value.isdigit():
            raise ValueError(_("“%(text)s” is not a whole number.") % {"text": value})
        return int(value)


class Area(Text):
    """62.5, or 62,5 as in Italy."""

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> Decimal:
        try:
            area = Decimal(with_point(value))
        except InvalidOperation:
            area = Decimal("NaN")
        if not area.is_finite():
            raise ValueError(_("“%(text)s” is not a number: write 62.5 or 62,5.") % {"text": value})
        return area

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> str:
        return "" if value is None else f"{Decimal(value).normalize():f}"


class Address(Text):
    """A web address, with or without https:// before it."""

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> str:
        return value if "://" in value else f"https://{value}"


class Day(Text):
    """2024-03-31, or 31/03/2024 as in Italy."""

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> date:
        for pattern in DAY_FORMATS:
            try:
                return datetime.strptime(value, pattern).date()
            except ValueError:
                continue
        raise ValueError(_("“%(text)s” is not a date: write 2024-03-31 or 31/03/2024.") % {"text": value})

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> str:
        return value.isoformat() if value else ""


class YesNo(Text):
    words = {"yes": True, "sì": True, "si": True, "true": True, "vero": True, "1": True, "x": True} | {
        "no": False,
        "false": False,
        "falso": False,
        "0": False,
    }

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> bool:
        if value.casefold() not in self.words:
            raise ValueError(_("“%(text)s” is neither yes nor no.") % {"text": value})
        return self.words[value.casefold()]

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> str:
        return "yes" if value else "no"


class OneOf(Text):
    """One of a list: `known` gives what may be written, with what it means; or none, if `is_optional`."""

    def __init__(
        self,
        known: Callable[[], Mapping[str, Any]],
        write: Callable[[Any], str] = str,
        *,
        is_optional: bool = False,
    ) -> None:
        super().__init__()
        self.known = known
        self.write = write
        self.is_optional = is_optional

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> Any:
        if self.is_optional and not str(value or "").strip():
            return None
        known = {same_name(name): meant for name, meant in self.known().items()}
        if same_name(value) not in known:
            choices = dict.fromkeys(self.write(one) for one in known.values())
            raise ValueError(
                _("“%(text)s” is not known. Write one of: %(choices)s.")
                % {"text": value, "choices": ", ".join(choices)}
            )
        return known[same_name(value)]

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> str:
        return self.write(value) if value else ""


def choices_in_words(choices: Iterable[tuple[str, str | Promise]]) -> dict[str, str]:
    """Each choice under its code and its label in every language."""
    words: dict[str, str] = {}
    for value, label in choices:
        words |= dict.fromkeys([value, *in_every_language(label)], value)
    return words


class SeveralOf(Text):
    """Some of a list, between commas; written by their codes."""

    def __init__(self, known: Callable[[], Mapping[str, Any]]) -> None:
        super().__init__()
        self.one = OneOf(known)

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> list[Any]:
        return list(dict.fromkeys(self.one.clean(word.strip()) for word in value.split(",") if word.strip()))

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> str:
        return ", ".join(value or ())
