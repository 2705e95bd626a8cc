"""How much is said of how few companies, so that no figure speaks of a single one. Pure."""

from collections.abc import Mapping
from typing import TypeVar

SMALLEST = 3  # companies; below, nothing is said
FOR_INDICES = 8  # below, only counts
FOR_EVENNESS = 15  # below, no evenness and no line over the months: they say too little of so few
SMALLEST_PRIVATE_CELL = 5  # companies in a cell of what they keep to themselves, as statistical offices do

Key = TypeVar("Key")


def hide_small_cells(cells: Mapping[Key, int]) -> dict[Key, int | None] | None:
    """Companies by cell of a private field, None for each cell that hides; None where nothing can be shown.

    A cell of 1 to 4 hides (primary suppression). The hidden ones must be several and together again 5 or
    more: until then the next smallest hides with them, so that no sum gives one back (secondary
    suppression). Empty cells hide nobody. Source: Hundepool et al., Statistical Disclosure Control, 2012.
    """
    filled = sorted((key for key, count in cells.items() if count > 0), key=lambda key: cells[key])
    hidden = [key for key in filled if cells[key] < SMALLEST_PRIVATE_CELL]
    if hidden:
        for key in filled[len(hidden) :]:
            if len(hidden) > 1 and sum(cells[one] for one in hidden) >= SMALLEST_PRIVATE_CELL:
                break
            hidden.append(key)
    if len(hidden) == len(filled):
        return None
    return {key: None if key in hidden else count for key, count in cells.items()}
