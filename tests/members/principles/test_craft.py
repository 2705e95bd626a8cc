"""Shares of craft businesses."""

from hypothesis import given
from hypothesis import strategies as st

from members.principles.craft import CraftShare, craft_share, percentages

counts = st.lists(st.integers(min_value=0, max_value=60), max_size=25)


@given(st.lists(st.integers(min_value=0, max_value=1000), min_size=1, max_size=10))
def test_percentages_add_up_to_a_hundred(counts):
    shares = percentages(counts)
    assert sum(shares) == (100 if sum(counts) else 0)
    for share, count in zip(shares, counts, strict=True):
        assert not sum(counts) or abs(share - count * 100 / sum(counts)) < 1


def test_the_largest_remainder_gets_the_missing_hundredth():
    assert percentages([1, 1, 1]) == [34, 33, 33]
    assert percentages([2, 1]) == [67, 33]


def test_craft_share_counts_registered_and_self_declared():
    share = CraftShare(registered=8, self_declared=3, none=23)
    assert (share.craft, share.total, share.percentage) == (11, 34, 32)
    assert share.percentages == [23, 9, 68]


def test_craft_share_of_no_company_is_nothing():
    assert (CraftShare(0, 0, 0).percentage, CraftShare(0, 0, 0).percentages) == (0, [0, 0, 0])


def test_craft_is_counted_by_company_and_by_what_each_holds():
    crafts = {1: "registered", 2: "self_declared", 3: "none", 4: "none", 5: "registered"}
    assert craft_share(crafts) == CraftShare(registered=2, self_declared=1, none=2)
    # Who holds nothing counts 0 m², and what a company that is no member holds counts for nobody.
    assert craft_share(crafts, {1: 12050, 3: 4000, 9: 700}) == CraftShare(12050, 0, 4000)
