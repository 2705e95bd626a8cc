"""Hiding cells of what companies keep to themselves."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from members.principles.disclosure import SMALLEST_PRIVATE_CELL, hide_small_cells


@pytest.mark.parametrize(
    ("cells", "shown"),
    [
        ([7, 5, 4, 9], [7, None, None, 9]),
        ([7, 5, 9], [7, 5, 9]),
        ([3, 12], None),
        ([7, 0, 9], [7, 0, 9]),
        ([0, 4, 7, 9], [0, None, None, 9]),
        # Two of one each would be known by their sum: the next hides too.
        ([1, 1, 7, 9], [None, None, None, 9]),
        ([2, 3, 9], [None, None, 9]),
        ([4], None),
        ([0, 0], None),
        ([], None),
    ],
)
def test_small_cells_hide_so_that_no_sum_gives_them_back(cells, shown):
    hidden = hide_small_cells(dict(enumerate(cells)))
    assert (hidden and list(hidden.values())) == shown


@given(st.lists(st.integers(min_value=0, max_value=40), max_size=6))
def test_what_hides_is_several_cells_that_are_large_together(cells):
    shown = hide_small_cells(dict(enumerate(cells)))
    if shown is None:
        return
    hidden = [cells[key] for key, count in shown.items() if count is None]
    assert not hidden or (len(hidden) > 1 and sum(hidden) >= SMALLEST_PRIVATE_CELL)
    assert all(count is None or count in (0, cells[key]) for key, count in shown.items())
    assert all(count is None or count == 0 or count >= SMALLEST_PRIVATE_CELL for count in shown.values())
