"""What a company can answer under each method, and what is wrong with an answer that it cannot give."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

NONE = "none"  # "none of these", compulsory in a ranked round; never the key of an option

_CHOICES = {
    "motion": ("yes", "no", "abstain", "blank"),
    "consent": ("consent", "concern", "aside", "objection", "blank"),
    "ranked": ("ballot", "blank"),
    "approval": ("ballot", "blank"),
    "dots": ("ballot", "blank"),
}
METHODS = tuple(_CHOICES)

# The one key of the answer, beside `choice` and `reason`, that a ballot of the method has.
_BALLOT_KEY = {"ranked": "ranks", "approval": "options", "dots": "dots"}

# Every code `validate` can give, for whoever words them.
ERROR_CODES = (
    "malformed",  # not an answer at all, or with a key that does not belong to it
    "unknown_choice",
    "reason_missing",  # an objection says why
    "empty",  # a ballot that ranks nothing or sets no dot: that is a blank
    "unknown_option",
    "duplicate_option",
    "too_many_names",
    "rank_invalid",  # a rank is 1 to the number of options, "none" included
    "negative",
    "dots_exceeded",  # more dots than a company has
    "dots_per_option_exceeded",
)


def choices_of(method: str) -> tuple[str, ...]:
    return _CHOICES[method]


def count_choices(method: str, answers: Iterable[Mapping[str, Any]]) -> dict[str, int]:
    """Companies for each choice. KeyError for one the method lacks: such a round must not be counted."""
    counts = dict.fromkeys(_CHOICES[method], 0)
    for answer in answers:
        counts[answer["choice"]] += 1
    return counts


def names_allowed(seats: int, options: int) -> int:
    """How many names an approval ballot may hold: for one seat any number, for several as many as seats."""
    return options if seats == 1 else min(seats, options)


def validate(
    method: str,
    answer: Any,
    option_keys: Collection[str] = (),
    *,
    seats: int = 1,
    dots_total: int = 0,
    dots_per_option: int = 0,
) -> list[str]:
    """Codes of what is wrong, each once; empty for a good answer. Takes any JSON value and never raises.

    `option_keys` are the options of the round without "none".
    """
    if not isinstance(answer, Mapping) or not isinstance(answer.get("choice"), str):
        return ["malformed"]
    choice, reason = answer["choice"], answer.get("reason", "")
    if choice not in _CHOICES[method]:
        return ["unknown_choice"]
    ballot_key = _BALLOT_KEY.get(method) if choice == "ballot" else None
    keys = {"choice", "reason"} | ({ballot_key} if ballot_key else set())
    if not keys.issuperset(answer) or not _is_text(reason):
        return ["malformed"]
    if choice == "objection" and not reason.strip():
        return ["reason_missing"]
    if ballot_key is None:
        return []
    content = answer.get(ballot_key)
    if method == "ranked":
        return _check_ranks(content, {*option_keys, NONE})
    if method == "approval":
        return _check_names(content, option_keys, names_allowed(seats, len(option_keys)))
    return _check_dots(content, option_keys, dots_total, dots_per_option)


def _check_ranks(ranks: Any, keys: Collection[str]) -> list[str]:
    if not isinstance(ranks, Mapping):
        return ["malformed"]
    if not ranks:
        return ["empty"]
    return _codes(
        unknown_option=any(key not in keys for key in ranks),
        rank_invalid=any(not _is_whole(rank) or not 1 <= rank <= len(keys) for rank in ranks.values()),
    )


def _check_names(names: Any, keys: Collection[str], allowed: int) -> list[str]:
    """A ballot without a name is an answer: it approves of nobody, and weighs against a single winner."""
    if not isinstance(names, list | tuple) or not all(isinstance(name, str) for name in names):
        return ["malformed"]
    return _codes(
        unknown_option=any(name not in keys for name in names),
        duplicate_option=len(set(names)) < len(names),
        too_many_names=len(set(names)) > allowed,
    )


def _check_dots(dots: Any, keys: Collection[str], total: int, per_option: int) -> list[str]:
    if not isinstance(dots, Mapping) or not all(_is_whole(number) for number in dots.values()):
        return ["malformed"]
    numbers = list(dots.values())
    return _codes(
        empty=not any(numbers),
        unknown_option=any(key not in keys for key in dots),
        negative=any(number < 0 for number in numbers),
        dots_exceeded=sum(number for number in numbers if number > 0) > total,
        dots_per_option_exceeded=any(number > per_option for number in numbers),
    )


def _codes(**found: bool) -> list[str]:
    return [code for code, is_found in found.items() if is_found]


def _is_whole(value: Any) -> bool:
    """A whole number; true and false are none in JSON."""
    return isinstance(value, int) and not isinstance(value, bool)


def _is_text(value: Any) -> bool:
    """Text that can be hashed and stored: no half of a surrogate pair, no NUL."""
    return isinstance(value, str) and not any(sign == "\0" or "\ud800" <= sign <= "\udfff" for sign in value)
