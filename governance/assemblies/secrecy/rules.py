"""How many make a vote secret, and how much its result says; nothing here reads the database."""

import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import combinations_with_replacement
from typing import Any

FEWEST_SCRUTINEERS = 2
LONGEST_PHRASE = 80
_MOST_CASES = 2_000


def companies_that_must_ask(present: int, numerator: int, denominator: int) -> int:
    """⌈present · n/d⌉, at least one."""
    return max(1, -(-present * numerator // denominator))


def is_unanimous(answers: Iterable[Mapping[str, Any]]) -> bool:
    """More than one, and all alike: then everybody knows what each company voted."""
    texts = [json.dumps(answer, sort_keys=True) for answer in answers]
    return len(texts) > 1 and len(set(texts)) == 1


def could_be_otherwise(
    answers: Sequence[Mapping[str, Any]], taken: int, is_same: Callable[[list[Mapping[str, Any]]], bool]
) -> bool:
    """Whether the result could be another without `taken` of these answers, of which nobody knows which.

    Every way of taking them away is counted anew (`is_same`); where there are too many ways, it could.
    """
    alike = Counter(json.dumps(answer, sort_keys=True) for answer in answers)
    if taken > len(answers):
        return True
    cases = [
        gone
        for gone in map(Counter, combinations_with_replacement(sorted(alike), taken))
        if all(number <= alike[text] for text, number in gone.items())
    ]
    if len(cases) > _MOST_CASES:
        return True
    return not all(is_same([json.loads(text) for text in (alike - gone).elements()]) for gone in cases)
