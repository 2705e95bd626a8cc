"""The words of an event in the reader's language, or, where these are missing, in the other."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from multifactory.lib.text.languages import Words, words_for_reader


@dataclass(frozen=True)
class Shown:
    title: Words
    summary: Words
    text: Words


def in_language(event: Any, others: Iterable[Any], language: str = "") -> Shown:
    """The words of an event for a reader of this language: each from the row of that language, or its own."""
    rows = {event.language: event} | {one.language: one for one in others if one.language != event.language}

    def word(name: str) -> Words:
        return words_for_reader({code: getattr(row, name) for code, row in rows.items()}, language)

    return Shown(word("title"), word("summary"), word("text"))
