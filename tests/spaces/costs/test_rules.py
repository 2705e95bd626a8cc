"""Values of sharing, each by hand; then what holds for all."""

from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise
from math import floor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from multifactory.lib.shares import shares
from spaces.costs.sharing.rules import NoWeightsError, parts_of_rule, split_cost, table_faults
from spaces.costs.sharing.weights import (
    Facts,
    Hold,
    Scope,
    Table,
    Unit,
    by_area,
    by_heads,
    by_minutes,
    by_table,
    equally,
    weight_of,
)

EVERYBODY = Scope()


def cents_of(split) -> dict:
    return {share.payer: share.cents for share in split.shares}


def facts(start, end, units=(), holds=(), **more) -> Facts:
    """Units as (pk, m²), holds as (unit, company, start, end); areas are those of the units."""
    areas = {pk: round(m2 * 100) for pk, m2 in units}
    by_unit = {}
    for unit, company, first, last in holds:
        by_unit.setdefault(unit, []).append(Hold(unit, company, first, last, areas[unit]))
    found = [Unit(pk, 1, 1, area, start, end) for pk, area in areas.items()]
    return Facts(start, end, found, by_unit, **more)


def ones(count) -> dict:
    return {company: {1: 1} for company in range(1, count + 1)}


# --- 1: equal, and the turn --------------------------------------------------------------------------------


def test_equal_shares_begin_at_the_turn_of_the_cost():
    paid = cents_of(split_cost(1_234_56, ones(40), turn=7))

    assert [company for company, cents in paid.items() if cents == 30_87] == list(range(8, 24))
    assert sorted(set(paid.values())) == [30_86, 30_87]
    assert sum(paid.values()) == 1_234_56


def test_forty_turns_make_all_pay_the_same():
    total = dict.fromkeys(range(1, 41), 0)
    for turn in range(1, 41):
        for company, cents in cents_of(split_cost(100_01, ones(40), turn=turn)).items():
            total[company] += cents

    assert set(total.values()) == {100_01}


def test_the_turn_goes_round():
    paid = cents_of(split_cost(3, ones(40), turn=38))

    assert [company for company, cents in paid.items() if cents] == [1, 39, 40]


# --- 2: by m², empty units ---------------------------------------------------------------------------------


def year_by_area() -> dict:
    units = [(company, 20 + company) for company in range(1, 41)] + [(41, 45.5), (42, 34.5)]
    start, end = date(2027, 1, 1), date(2028, 1, 1)
    holds = [(company, company, start, end) for company in range(1, 41)]
    return by_area(facts(start, end, units, holds), EVERYBODY)


def test_a_year_by_area_leaves_empty_units_to_the_community():
    paid = cents_of(split_cost(10_000_00, year_by_area()))

    assert [paid[one] for one in (1, 2, 3, 20, 39, 40)] == [123_53, 129_41, 135_29, 235_29, 347_06, 352_94]
    assert paid[None] == 470_59
    assert shares(paid[None], [45_50, 34_50]) == [267_65, 202_94]
    assert sum(cents for company, cents in paid.items() if company) == 9_529_41


def test_the_cents_of_a_year_go_to_the_largest_remainders():
    """The floors sum to 9,999.80: twenty payers have a cent more, those that a floor cut most."""
    paid = cents_of(split_cost(10_000_00, year_by_area()))
    weighed = {company: (20 + company) * 100 for company in range(1, 41)} | {None: 80_00}
    exact = {payer: Fraction(10_000_00 * weight, 1_700_00) for payer, weight in weighed.items()}

    assert sum(map(floor, exact.values())) == 9_999_80
    by_remainder = sorted(exact, key=lambda payer: floor(exact[payer]) - exact[payer])
    assert {payer for payer in paid if paid[payer] > floor(exact[payer])} == set(by_remainder[:20])


def test_empty_units_are_shared_again_as_a_part_of_its_own():
    split = split_cost(10_000_00, year_by_area(), shares_empty_again=True)

    more = {share.payer: share.empty_cents for share in split.shares}
    assert [more[one] for one in (1, 20, 40)] == [6_10, 11_62, 17_43]
    assert (split.empty_cents, cents_of(split)[None]) == (470_59, 0)
    assert sum(cents_of(split).values()) == 10_000_00


# --- 3–5: days ---------------------------------------------------------------------------------------------

QUARTER = (date(2027, 1, 1), date(2027, 4, 1))


def test_a_unit_that_changes_hands_is_shared_by_days():
    start, end = QUARTER
    holds = [(1, 1, start, date(2027, 3, 11)), (1, 2, date(2027, 3, 20), end)]
    weights = by_area(facts(start, end, [(1, 60)], holds), EVERYBODY)

    assert weights == {1: {60_00: 69}, None: {60_00: 9}, 2: {60_00: 12}}
    assert cents_of(split_cost(900_00, weights)) == {1: 690_00, None: 90_00, 2: 120_00}
    assert cents_of(split_cost(1_000_00, weights)) == {1: 766_67, None: 100_00, 2: 133_33}


def test_four_holders_of_three_units():
    start, end = QUARTER
    units = [(1, 100), (2, 60), (3, 42.5)]
    holds = [
        (1, 1, start, end),
        (2, 2, start, date(2027, 3, 11)),
        (2, 3, date(2027, 3, 20), end),
        (3, 4, date(2027, 2, 1), end),
    ]
    paid = cents_of(split_cost(5_000_00, by_area(facts(start, end, units, holds), EVERYBODY)))

    assert paid == {1: 2_469_14, 2: 1_135_80, 3: 197_53, 4: 687_93, None: 509_60}


@pytest.mark.parametrize(
    ("cents", "start", "end", "handover", "expected"),
    [
        (290_00, date(2028, 2, 1), date(2028, 3, 1), date(2028, 2, 15), {1: 140_00, 2: 150_00}),
        (366_00, date(2028, 1, 1), date(2029, 1, 1), date(2028, 3, 1), {1: 60_00, 2: 306_00}),
    ],
)
def test_a_leap_year_has_its_day(cents, start, end, handover, expected):
    holds = [(1, 1, start, handover), (1, 2, handover, end)]

    assert cents_of(split_cost(cents, by_area(facts(start, end, [(1, 50)], holds), EVERYBODY))) == expected


# --- 6: heating --------------------------------------------------------------------------------------------

HEATED = {1: {100_00: 1}, 2: {60_00: 1}, 3: {40_00: 1}, None: {50_00: 1}}


def test_heating_is_shared_by_area_and_by_use():
    used = {1: {1_200_000: 1}, 2: {300_000: 1}}
    paid = cents_of(split_cost(4_000_00, HEATED, used, fixed_percent=30))

    assert paid == {1: 2_720_00, 2: 848_00, 3: 192_00, None: 240_00}
    assert parts_of_rule(4_000_01, 30) == (1_200_00, 2_800_01)


def test_where_nobody_used_anything_the_other_key_shares_all():
    split = split_cost(4_000_00, HEATED, {}, fixed_percent=30)

    assert (split.fell_back, split.fixed_cents, split.variable_cents) == (True, 4_000_00, 0)
    assert cents_of(split) == {1: 1_600_00, 2: 960_00, 3: 640_00, None: 800_00}


def test_common_parts_and_losses_are_shared_by_the_first_key():
    """2,800.00 by 1,200 + 300 kWh and 250 of nobody alone: 400.00 more for the first key."""
    used = {1: {1_200_000: 1}, 2: {300_000: 1}}
    split = split_cost(4_000_00, HEATED, used, fixed_percent=30, common=250_000)

    assert (split.fixed_cents, split.variable_cents, split.common_cents) == (1_600_00, 2_400_00, 400_00)
    assert cents_of(split) == {1: 640_00 + 1_920_00, 2: 384_00 + 480_00, 3: 256_00, None: 320_00}


def test_where_all_use_is_common_the_first_key_shares_all():
    split = split_cost(4_000_00, HEATED, {}, fixed_percent=30, common=250_000)

    assert (split.fell_back, split.common_cents, split.fixed_cents) == (False, 2_800_00, 4_000_00)


# --- 7: tables ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("parts", "cents", "expected"),
    [
        ((8_123, 12_877, 31_415, 47_585), 10_000_00, [812_30, 1_287_70, 3_141_50, 4_758_50]),
        ((33_333, 33_333, 33_334), 100_01, [33_34, 33_33, 33_34]),
    ],
)
def test_a_table_shares_by_its_parts(parts, cents, expected):
    weights = {company: {part: 1} for company, part in enumerate(parts, 1)}

    assert list(cents_of(split_cost(cents, weights)).values()) == expected


@pytest.mark.parametrize(("parts", "difference"), [(99_999, -1), (100_001, 1)])
def test_a_table_that_is_not_whole_says_the_difference(parts, difference):
    assert table_faults({"A1": parts}, ["A1"]) == [("sum", difference)]


def test_a_table_has_every_unit_once():
    assert table_faults({"A1": 100_000, "X": 0}, ["A1", "A2"]) == [("missing", ["A2"]), ("unknown", ["X"])]


# --- 8: years and refunds ----------------------------------------------------------------------------------


def test_a_year_is_divided_into_months():
    year = shares(12_000_00, [82_00, 2_416_00 - 82_00])[0]

    assert (year, shares(year, [1] * 12)) == (407_28, [33_94] * 12)
    assert shares(3_086_41, [1] * 12) == [257_21] + [257_20] * 11


def test_a_refund_is_shared_like_a_cost():
    assert list(cents_of(split_cost(-10_01, ones(3))).values()) == [-3_34, -3_34, -3_33]


# --- 10: edges ---------------------------------------------------------------------------------------------


def test_one_cent_is_paid_by_one():
    assert sorted(cents_of(split_cost(1, ones(40))).values()) == [0] * 39 + [1]


@pytest.mark.parametrize("again", [True, False])
def test_where_all_units_are_empty_the_community_bears_all(again):
    weights = by_area(facts(*QUARTER, [(1, 60)]), EVERYBODY)

    assert cents_of(split_cost(900_00, weights, shares_empty_again=again)) == {None: 900_00}


def test_without_any_weight_nothing_is_shared():
    with pytest.raises(NoWeightsError):
        split_cost(900_00, {})


def test_each_day_is_weighed_by_its_own_table():
    start, end = QUARTER
    change = date(2027, 2, 1)
    tables = [Table(date(2020, 1, 1), {1: 60_000, 2: 40_000}), Table(change, {1: 30_000, 2: 70_000})]
    holds = [(1, 1, start, change), (1, 2, change, end), (2, 3, start, end)]
    weights = by_table(facts(start, end, [(1, 10), (2, 20)], holds, tables=tables), EVERYBODY)

    assert weights == {1: {60_000: 31}, 2: {30_000: 59}, 3: {40_000: 31, 70_000: 59}}


def test_a_unit_that_cannot_be_used_weighs_nothing_or_counts_as_empty():
    start, end = QUARTER
    spring = date(2027, 3, 1)
    found = facts(start, end, [(1, 60), (2, 40)], [(1, 1, start, end)], unusable={1: [(spring, end)]})

    assert by_area(found, EVERYBODY) == {1: {60_00: 59}, None: {40_00: 90}}
    as_empty = by_area(found, Scope(unusable_is_empty=True))
    assert as_empty == {1: {60_00: 59}, None: {60_00: 31, 40_00: 90}}


def test_a_floor_is_paid_by_those_who_are_there():
    start, end = QUARTER
    units = [Unit(1, 1, 1, 60_00, start, end), Unit(2, 2, 1, 40_00, start, end)]
    holds = {1: [Hold(1, 1, start, date(2027, 2, 1), 60_00)], 2: [Hold(2, 2, start, end, 40_00)]}
    found = Facts(start, end, units, holds, members=[(1, start, end), (2, start, end)])

    assert by_area(found, Scope(floor=1)) == {1: {60_00: 31}, None: {60_00: 59}}
    assert equally(found, Scope(floor=1)) == {1: {1: 31}}
    assert equally(found, Scope(building=1)) == {1: {1: 31}, 2: {1: 90}}


def test_named_companies_pay_alone():
    start, end = QUARTER
    found = facts(start, end, [(1, 60), (2, 40)], [(1, 1, start, end)])

    assert by_area(found, Scope(companies=frozenset({1}))) == {1: {60_00: 90}}


def test_heads_are_counted_by_day():
    start, end = QUARTER
    heads = [(1, start, date(2027, 2, 1), 1), (1, date(2027, 2, 1), end, 2), (2, start, date(2027, 1, 11), 1)]

    weights = by_heads(Facts(start, end, heads=heads), EVERYBODY)

    assert weights == {1: {1: 31, 2: 59}, 2: {1: 10}}


# --- 11: bookings ------------------------------------------------------------------------------------------


def test_booked_minutes_share_a_room():
    weights = by_minutes(Facts(*QUARTER, minutes={1: 2_700, 2: 900, 3: 45}), EVERYBODY)

    assert list(cents_of(split_cost(200_00, weights)).values()) == [148_15, 49_38, 2_47]


# --- What holds for all ------------------------------------------------------------------------------------

amounts = st.dictionaries(
    st.integers(1, 60),
    st.dictionaries(st.integers(0, 10_000_00), st.integers(1, 366), min_size=1, max_size=3),
    min_size=1,
    max_size=12,
)
costs = st.integers(-(10**9), 10**9)


@given(
    costs,
    amounts,
    amounts,
    st.integers(0, 3_000_00),
    st.integers(0, 100),
    st.integers(0, 99),
    st.booleans(),
    st.integers(0, 10**9),
)
def test_sums_are_exact_and_signs_are_kept(cents, fixed, variable, empty, percent, turn, again, common):
    fixed = {**fixed, None: {empty: 30}}
    terms = {"fixed_percent": percent, "turn": turn, "shares_empty_again": again, "common": common}
    try:
        split = split_cost(cents, fixed, variable, **terms)
    except NoWeightsError:
        assert not any(weight_of(pieces) for pieces in [*fixed.values(), *variable.values()])
        return

    paid = [share.cents for share in split.shares]
    assert sum(paid) == cents == split.fixed_cents + split.variable_cents
    assert all(one * cents >= 0 for one in paid)


@given(st.integers(0, 10**9), amounts, st.integers(0, 99), st.booleans())
def test_more_weight_never_pays_less(cents, weights, turn, again):
    weights = {company: pieces for company, pieces in weights.items() if weight_of(pieces)}
    weights[None] = {500_00: 7}
    split = split_cost(cents, weights, turn=turn, shares_empty_again=again)

    ranked = sorted((weight_of(share.fixed), share.cents) for share in split.shares if share.payer)
    for (lighter, paid_less), (heavier, paid_more) in pairwise(ranked):
        assert lighter == heavier or paid_less <= paid_more


@given(st.integers(0, 10**9), st.lists(st.integers(1, 10_000), min_size=1, max_size=40), st.data())
def test_the_order_of_companies_matters_to_equals_alone(cents, weights, data):
    order = data.draw(st.permutations(range(len(weights))))
    whole = sum(weights)

    def rounded(ordered: list[int]) -> list[tuple[int, int]]:
        """Of each remainder how many got a cent more: whom that was among equals is up to the turn."""
        parts = zip(ordered, shares(cents, ordered), strict=True)
        return sorted((cents * weight % whole, share - cents * weight // whole) for weight, share in parts)

    assert rounded(weights) == rounded([weights[place] for place in order])


@given(st.integers(0, 10**9), amounts)
def test_a_share_is_less_than_a_cent_from_the_exact_fraction(cents, weights):
    weighed = {company: weight_of(pieces) for company, pieces in weights.items() if weight_of(pieces)}
    if not weighed:
        return
    whole = sum(weighed.values())

    for company, paid in cents_of(split_cost(cents, weights)).items():
        assert abs(paid - Fraction(cents * weighed[company], whole)) < 1


@given(costs, amounts, amounts, st.integers(0, 100), st.integers(0, 10**9))
def test_a_share_of_two_parts_is_less_than_a_cent_a_part_from_the_exact_fraction(
    cents, fixed, variable, percent, common
):
    """Each of the three parts (first key, common, use) is rounded once, and shared with one rounding."""
    fixed[1], variable[1] = {1: 1}, {1: 1}  # so that neither part falls to the other
    weighed = [
        {company: Fraction(weight_of(pieces)) for company, pieces in part.items()}
        for part in (fixed, variable)
    ]
    by_first, by_use = sum(weighed[0].values()), sum(weighed[1].values())
    use = Fraction(cents * (100 - percent), 100)
    lost = use * common / (common + by_use)

    for company, paid in cents_of(
        split_cost(cents, fixed, variable, fixed_percent=percent, common=common)
    ).items():
        exact = (cents - use + lost) * weighed[0].get(company, 0) / by_first
        exact += (use - lost) * weighed[1].get(company, 0) / by_use
        assert abs(paid - exact) < 4


@given(st.integers(0, 10**9), amounts, st.integers(0, 39), st.data())
def test_companies_in_another_order_pay_the_same(cents, weights, turn, data):
    order = data.draw(st.permutations(list(weights)))
    again = {company: weights[company] for company in order}
    try:
        assert cents_of(split_cost(cents, weights, turn=turn)) == cents_of(
            split_cost(cents, again, turn=turn)
        )
    except NoWeightsError:
        assert not any(weight_of(pieces) for pieces in weights.values())


@given(st.integers(0, 10**9), st.integers(1, 364))
def test_the_parts_of_a_year_sum_to_the_year(cents, cut):
    """A cost over two pieces of a year, divided by days as the form says it."""
    parts = shares(cents, [cut, 365 - cut])
    weights = {company: {company * 100: 1} for company in range(1, 8)}
    paid = [cents_of(split_cost(part, weights)) for part in parts]

    assert sum(parts) == cents == sum(sum(one.values()) for one in paid)
    whole = cents_of(split_cost(cents, weights))
    assert all(abs(sum(one[company] for one in paid) - whole[company]) <= 2 for company in weights)


@given(st.lists(st.integers(1, 364), max_size=8, unique=True))
def test_the_days_of_a_year_are_all_weighed_once(cuts):
    start = date(2027, 1, 1)
    days = [start, *(start + timedelta(cut) for cut in sorted(cuts)), date(2028, 1, 1)]
    spans = pairwise(days)
    holds = [(1, place, first, last) for place, (first, last) in enumerate(spans) if place % 2]
    weights = by_area(facts(start, date(2028, 1, 1), [(1, 0.01)], holds), EVERYBODY)

    assert sum(weight_of(pieces) for pieces in weights.values()) == 365
