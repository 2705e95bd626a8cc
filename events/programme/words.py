"""Words in the reader's language, or, where these are missing, in another that is named."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language


class Words(str):
    """A text that knows its language where it is not the reader's: pages name it (`lang`)."""

    lang: str

    def __new__(cls, text: str, lang: str = "") -> "Words":
        words = super().__new__(cls, text)
        words.lang = lang
        return words


@dataclass(frozen=True)
class Shown:
    title: Words
    summary: Words
    text: Words


def in_language(event: Any, others: Iterable[Any], language: str = "") -> Shown:
    """The words of an event for a reader of this language: each from the row of that language, or its own."""
    wanted = (language or get_language() or "").partition("-")[0]
    row = next((one for one in others if one.language == wanted), None)
    own = "" if event.language == wanted else event.language

    def word(name: str) -> Words:
        translated = getattr(row, name) if row is not None and own else ""
        return Words(translated) if translated else Words(getattr(event, name), own)

    return Shown(word("title"), word("summary"), word("text"))
