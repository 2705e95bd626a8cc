"""Telephone numbers as people write them."""

import re

# A plus, then digits with what may stand between them. Letters and the like end a number.
_NUMBER = re.compile(r"\+?(?:[0-9]|[\s./()\u2010-\u2015-](?=[\s./()\u2010-\u2015-]*[0-9]))+")
# What stands between two numbers as well as within one.
_BETWEEN = re.compile(r"\s*/\s*|\s+[\u2010-\u2015-]\s+|\s*\(")
_SHORTEST, _SHORTEST_ABROAD, _SHORTEST_AT_ALL = 7, 9, 3


def number_to_dial(text: str) -> str:
    """The first number of a text, digits and a leading plus only: no extension, no second number.

    "+39 0376 12345 int. 12" is +39037612345; empty without a number.
    """
    numbers = [_first(match[0]) for match in _NUMBER.finditer(text)]
    return next((number for number in numbers if len(number) >= _SHORTEST_AT_ALL), "")


def _first(written: str) -> str:
    """Up to the first mark at which a whole number is complete: "0376/123456" is one, "0376 123456/7" two."""
    shortest = _SHORTEST_ABROAD if "+" in written else _SHORTEST
    ends = (mark.start() for mark in _BETWEEN.finditer(written))
    complete = (end for end in ends if len(_digits(written[:end])) >= shortest)
    return _digits(written[: next(complete, len(written))])


def _digits(written: str) -> str:
    return re.sub(r"[^0-9+]", "", written)
