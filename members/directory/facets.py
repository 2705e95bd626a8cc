"""Counting for the directory: which companies the ticked boxes leave, and how many each box would show."""

from collections import Counter
from collections.abc import Collection, Hashable, Mapping
from itertools import chain
from typing import TypeVar

Key = TypeVar("Key", bound=Hashable)
Value = Hashable
Values = Mapping[str, Collection[Value]]  # of one company: group -> its values there, each once


def narrow(
    companies: Mapping[Key, Values], chosen: Mapping[str, Collection[Value]], groups: Collection[str]
) -> tuple[list[Key], dict[str, Counter[Value]]]:
    """The companies that fit, in their order, and for every group how many fit by value.

    Values chosen in one group are alternatives; the groups narrow each other. The counts of a group heed
    what is chosen in all the others but not in itself: each says how many its box would show if it alone
    of its group were ticked.
    """
    asked = [(group, frozenset(values)) for group, values in chosen.items() if values]
    fitting: list[Key] = []
    counted: dict[str, list[Collection[Value]]] = {group: [] for group in groups}
    for key, values in companies.items():
        missed = [group for group, wanted in asked if wanted.isdisjoint(values.get(group, ()))]
        if not missed:
            fitting.append(key)
            for group in groups:
                counted[group].append(values.get(group, ()))
        elif len(missed) == 1 and missed[0] in counted:
            counted[missed[0]].append(values.get(missed[0], ()))
    return fitting, {group: Counter(chain.from_iterable(lists)) for group, lists in counted.items()}
