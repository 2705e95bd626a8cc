"""Works in figures."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spaces.works.figures import built_m2, renewal_figures, sum_works
from tests.factories.spaces import RenewalFactory, SpaceFactory

TODAY = date(2026, 11, 25)


def works(**fields):
    return RenewalFactory.build(**fields)


def test_figures_count_m2_of_done_works_and_hours_and_money_of_begun_ones():
    some = [
        works(renewed_m2=Decimal(100), cost_cents=500_000, hours_given=Decimal("10.5")),
        works(renewed_m2=Decimal(300), cost_cents=1_000_000, end_on=None),
        works(renewed_m2=Decimal(900), cost_cents=9_000_000, start_on=date(2027, 1, 1), end_on=None),
    ]

    figures = sum_works(some, TODAY)

    assert (figures.done, figures.under_way, figures.planned, figures.works) == (1, 1, 1, 3)
    assert (figures.m2, figures.hours, figures.cost_cents) == (Decimal(100), Decimal("50.5"), 1_500_000)
    assert figures.cents_per_m2 == 5_000
    assert (figures.first, figures.last) == (date(2019, 1, 1), date(2019, 6, 30))


def test_works_are_done_on_the_first_day_without_them():
    one = works(end_on=TODAY)
    assert [one.state_on(day) for day in (date(2018, 12, 31), date(2026, 11, 24), TODAY)] == [
        "planned",
        "under_way",
        "done",
    ]


@pytest.mark.parametrize(
    "some",
    [
        [],
        [{"renewed_m2": Decimal(0)}],
        [{"end_on": None}],
        [{"cost_cents": None}],
    ],
    ids=["no works", "nothing renewed", "under way", "cost not known"],
)
def test_cost_of_a_renewed_m2_is_not_known_where_nothing_is_renewed_or_paid(some):
    assert sum_works([works(**fields) for fields in some], TODAY).cents_per_m2 is None


def test_cost_of_a_renewed_m2_leaves_out_works_that_renewed_none():
    some = [works(renewed_m2=Decimal(3), cost_cents=1_000), works(renewed_m2=Decimal(0), cost_cents=5_000)]
    assert sum_works(some, TODAY).cents_per_m2 == 333


@given(st.lists(st.tuples(st.integers(0, 10**9), st.decimals(0, 10**5, places=2)), max_size=8))
def test_cost_of_a_renewed_m2_is_within_half_a_cent(rows):
    figures = sum_works([works(cost_cents=cents, renewed_m2=m2) for cents, m2 in rows], TODAY)
    m2 = sum(m2 for _cents, m2 in rows)
    if figures.cents_per_m2 is None:
        assert m2 == 0
    else:
        paid = sum(cents for cents, one in rows if one)
        assert abs(figures.cents_per_m2 * m2 - paid) <= m2 / 2


@pytest.mark.django_db
def test_void_works_count_nowhere(django_assert_num_queries, client):
    one = RenewalFactory(voided_at="2026-01-01T00:00Z", void_reason="Twice")
    with django_assert_num_queries(1):
        assert renewal_figures().works == 0
    assert client.get(one.get_absolute_url()).status_code == 404


def test_built_m2_leave_out_machines_and_open_ground():
    some = [
        SpaceFactory.build(floor=None, area_m2=Decimal(50)),
        SpaceFactory.build(floor=None, area_m2=Decimal(20), use="residence"),
        SpaceFactory.build(floor=None, area_m2=Decimal(800), kind="area", use="outdoor"),
        SpaceFactory.build(floor=None, area_m2=None, kind="machine"),
    ]
    assert built_m2(some) == Decimal(70)
