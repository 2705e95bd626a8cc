"""The values of the issue, each by its number, from rows to the frozen shares of a recorded cost."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction

from spaces.allocations.services import end_allocation
from spaces.costs.budgets.models import MonthlyQuota
from spaces.costs.budgets.rules import divide_into_months
from spaces.costs.dues.account_page import account_view
from spaces.costs.sharing.services import adopt_table, fill_table
from spaces.costs.spending.models import CostTurn
from spaces.costs.spending.services import void_cost
from tests.factories.costs import (
    CostFactory,
    CreditFactory,
    ShareTableFactory,
    SharingRuleFactory,
    adopted_budget,
    metered_rule,
    read_meter,
)
from tests.factories.members import CompanyFactory, MembershipFactory, UserFactory
from tests.factories.spaces import AllocationFactory, BookingFactory, RoomFactory, SpaceFactory

pytestmark = pytest.mark.django_db

WINTER = {"start_on": date(2027, 1, 1), "end_on": date(2027, 4, 1)}
YEAR = {"start_on": date(2027, 1, 1), "end_on": date(2028, 1, 1)}
READ = {"first": WINTER["start_on"], "last": WINTER["end_on"]}


def paid(cost) -> dict:
    return dict(cost.shares.values_list("company", "cents"))


def held(m2, *terms, unit=None):
    """A unit and the companies that hold it, each (start, end)."""
    unit = unit or SpaceFactory(area_m2=m2)
    return [
        AllocationFactory(unit=unit, area_m2=m2, start_on=start, end_on=end).company_id
        for start, end in terms
    ]


ALWAYS = (date(2020, 1, 1), None)


def test_value_1_equal_shares_begin_at_the_turn():
    companies = [company.pk for company in CompanyFactory.create_batch(40)]
    rule = SharingRuleFactory(fixed_key="equal")
    CostTurn.objects.create(pk=1, last=6)
    seventh = paid(CostFactory(cents=1_234_56, rule=rule))
    assert [place for place, pk in enumerate(companies, 1) if seventh[pk] == 30_87] == list(range(8, 24))
    assert sum(seventh.values()) == 1_234_56

    CostTurn.objects.update(last=37)
    three = paid(CostFactory(cents=3, rule=rule))
    assert [place for place, pk in enumerate(companies, 1) if three[pk]] == [1, 39, 40]


def test_value_2_a_year_by_area_with_empty_units():
    companies = [held(20 + place, ALWAYS)[0] for place in range(1, 41)]
    SpaceFactory(area_m2="45.50"), SpaceFactory(area_m2="34.50")
    cost = paid(CostFactory(cents=10_000_00, rule=SharingRuleFactory(), **YEAR))
    again = CostFactory(cents=10_000_00, rule=SharingRuleFactory(empty="again"), **YEAR)

    assert [cost[companies[place - 1]] for place in (1, 2, 3, 20, 39, 40)] == [
        *(123_53, 129_41, 135_29, 235_29, 347_06, 352_94)
    ]
    assert (cost[None], sum(cost.values())) == (470_59, 10_000_00)
    more = dict(again.shares.values_list("company", "empty_cents"))
    assert [more[companies[place - 1]] for place in (1, 20, 40)] == [6_10, 11_62, 17_43]


@pytest.mark.parametrize(
    ("cents", "shares"), [(900_00, [690_00, 120_00, 90_00]), (1_000_00, [766_67, 133_33, 100_00])]
)
def test_value_3_pro_rata_by_days(cents, shares):
    first, second = held(60, (ALWAYS[0], date(2027, 3, 11)), (date(2027, 3, 20), None))
    cost = paid(CostFactory(cents=cents, rule=SharingRuleFactory(), **WINTER))

    assert [cost[first], cost[second], cost[None]] == shares


def test_value_4_four_holders():
    one = held(100, ALWAYS)
    two = held(60, (ALWAYS[0], date(2027, 3, 11)), (date(2027, 3, 20), None))
    four = held("42.50", (date(2027, 2, 1), None))
    cost = paid(CostFactory(cents=5_000_00, rule=SharingRuleFactory(), **WINTER))

    assert [cost[payer] for payer in (*one, *two, *four, None)] == [
        *(2_469_14, 1_135_80, 197_53, 687_93, 509_60)
    ]


@pytest.mark.parametrize(
    ("cents", "days", "handover", "shares"),
    [
        (290_00, (date(2028, 2, 1), date(2028, 3, 1)), date(2028, 2, 15), [140_00, 150_00]),
        (366_00, (date(2028, 1, 1), date(2029, 1, 1)), date(2028, 3, 1), [60_00, 306_00]),
    ],
)
def test_value_5_a_leap_year(cents, days, handover, shares):
    companies = held(50, (ALWAYS[0], handover), (handover, None))
    cost = CostFactory(cents=cents, rule=SharingRuleFactory(), start_on=days[0], end_on=days[1])

    assert [paid(cost)[company] for company in companies] == shares


def heated():
    """Three companies with meters, 100, 60 and 40 m²; 50 m² are empty."""
    companies = []
    for m2, used in ((100, 1_200_000), (60, 300_000), (40, 0)):
        unit = SpaceFactory(area_m2=m2)
        companies += held(m2, ALWAYS, unit=unit)
        read_meter(7_000, 7_000 + used, space=unit, **READ)
    SpaceFactory(area_m2=50)
    return [*companies, None]


def test_value_6_heating_by_area_and_by_meters():
    payers = heated()
    cost = CostFactory(cents=4_000_00, rule=metered_rule(), **WINTER)

    assert [paid(cost)[payer] for payer in payers] == [2_720_00, 848_00, 192_00, 240_00]
    assert (cost.fell_back, cost.common_use) == (False, 0)
    with pytest.raises(DatabaseError, match="sharing_rule_heating_by_use"), transaction.atomic():
        metered_rule(fixed_percent=51)


def test_value_6_an_odd_cent_divides_first():
    """2,800.01 by use and 1,200.00 by m²: nobody used but the first, who holds half."""
    unit, other = SpaceFactory.create_batch(2)
    first, second = held(50, ALWAYS, unit=unit)[0], held(50, ALWAYS, unit=other)[0]
    read_meter(0, 8_000, space=unit, **READ)
    cost = CostFactory(cents=4_000_01, rule=metered_rule(), **WINTER)

    assert paid(cost) == {first: 3_400_01, second: 600_00}


def test_value_6_where_nobody_used_anything_the_page_says_so(client):
    place, unit = MembershipFactory(), SpaceFactory()
    AllocationFactory(unit=unit, company=place.company)
    read_meter(5, 5, space=unit, **READ)
    cost = CostFactory(cents=4_000_00, rule=metered_rule(), **WINTER)
    client.force_login(place.user)

    assert (cost.fell_back, paid(cost)) == (True, {place.company_id: 4_000_00})
    page = client.get(cost.get_absolute_url()).content.decode()
    assert "Nobody used anything by the meters in these days" in page


@pytest.mark.parametrize(
    ("parts", "cents", "shares"),
    [
        ((8_123, 12_877, 31_415, 47_585), 10_000_00, [812_30, 1_287_70, 3_141_50, 4_758_50]),
        ((33_333, 33_333, 33_334), 100_01, [33_34, 33_33, 33_34]),
    ],
)
def test_value_7_a_table_of_shares(parts, cents, shares):
    units = SpaceFactory.create_batch(len(parts))
    companies = [held(50, ALWAYS, unit=unit)[0] for unit in units]
    table = ShareTableFactory()
    fill_table(table, {unit.code: part for unit, part in zip(units, parts, strict=True)})
    rule = SharingRuleFactory(fixed_key="table", table=adopt_table(table))
    CostTurn.objects.create(pk=1, last=len(parts) - 1)  # the turn begins at the first again
    cost = paid(CostFactory(cents=cents, rule=rule, **YEAR))

    assert [cost[company] for company in companies] == shares


@pytest.mark.parametrize(("parts", "words"), [(99_999, "1 less than"), (100_001, "1 more than")])
def test_value_7_a_table_that_is_not_whole_is_refused(parts, words):
    units = SpaceFactory.create_batch(2)
    table = ShareTableFactory()
    fill_table(table, {units[0].code: parts - 50_000, units[1].code: 50_000})

    with pytest.raises(ValidationError, match=words):
        adopt_table(table)


def test_value_8_a_year_in_months():
    own = held(82, ALWAYS)[0]
    held(2334, ALWAYS)
    adopted_budget(2031, rule=SharingRuleFactory())

    quotas = MonthlyQuota.objects.filter(company=own).order_by("month")
    assert list(quotas.values_list("cents", flat=True)) == [33_94] * 12
    assert list(divide_into_months(3_086_41, range(1, 13)).values()) == [257_21, *[257_20] * 11]


def test_value_8_a_refund_over_three():
    companies = [company.pk for company in CompanyFactory.create_batch(3)]
    CostTurn.objects.create(pk=1, last=2)
    refund = paid(CostFactory(cents=-10_01, rule=SharingRuleFactory(fixed_key="equal"), **YEAR))

    assert [refund[company] for company in companies] == [-3_34, -3_34, -3_33]


def test_value_9_a_credit_against_quotas():
    """500.00 against quotas of 208.33: on the account of a company, from rows."""
    company = CompanyFactory(joined_on=date(2020, 1, 1))
    adopted_budget(2031, cents=12 * 208_33)
    CreditFactory(company=company, cents=500_00, given_on=date(2030, 12, 1))

    charges = account_view(company, 2031, today=date(2031, 3, 10)).charges
    assert [row.by_credit for row in charges[:3]] == ["€ 208.33", "€ 208.33", "€ 83.34"]
    assert charges[2].open == "€ 124.99"


def test_value_10_one_cent_is_paid_by_one():
    CompanyFactory.create_batch(40)

    shares = paid(CostFactory(cents=1, rule=SharingRuleFactory(fixed_key="equal")))
    assert sorted(shares.values()) == [0] * 39 + [1]


def test_value_10_where_all_units_are_empty_the_community_bears_all():
    SpaceFactory()

    assert paid(CostFactory(cents=900_00, rule=SharingRuleFactory(), **YEAR)) == {None: 900_00}


def test_value_10_without_any_weight_it_is_refused_with_the_reason():
    with pytest.raises(ValidationError, match="nobody bears anything in these days"):
        CostFactory(rule=SharingRuleFactory(), **YEAR)


def test_value_10_a_unit_changes_hands_on_the_day_a_table_changes():
    unit, other = SpaceFactory.create_batch(2)
    change = date(2027, 2, 1)
    first, second = held(50, (ALWAYS[0], change), (change, None), unit=unit)
    third = held(50, ALWAYS, unit=other)[0]
    for day, part in ((date(2020, 1, 1), 60_000), (change, 30_000)):
        table = ShareTableFactory(name="Value", valid_from=day)
        fill_table(table, {unit.code: part, other.code: 100_000 - part})
        adopt_table(table)
    cost = CostFactory(cents=90_00, rule=SharingRuleFactory(fixed_key="table", table=table), **WINTER)

    # 31 days of 60 % and 59 of 30 %; the other 31 of 40 % and 59 of 70 %.
    assert paid(cost) == {first: 18_60, second: 17_70, third: 53_70}


def test_value_11_a_booked_key_and_the_autumn_night():
    room = RoomFactory()
    companies = [
        _booked(room, minutes, day) for day, minutes in ((10, (2_700,)), (15, (360, 540)), (20, (45,)))
    ]
    rule = SharingRuleFactory(fixed_key="booked", policy=room.policy)
    cost = CostFactory(cents=200_00, rule=rule, start_on=date(2027, 10, 1), end_on=date(2027, 11, 1))

    assert [paid(cost)[company] for company in companies] == [148_15, 49_38, 2_47]


def _booked(room, lengths, day):
    """The last of two runs over the night of 31 October, from 22:00 to 6:00 on the clock: 540 minutes."""
    company = CompanyFactory()
    for place, minutes in enumerate(lengths):
        start = datetime(2027, 10, 30, 20, tzinfo=UTC) if place else datetime(2027, 10, day, tzinfo=UTC)
        BookingFactory(
            space=room, company=company, starts_at=start, ends_at=start + timedelta(minutes=minutes)
        )
    return company.pk


def test_value_12_a_cost_voided_and_recorded_anew_after_a_swap():
    first, second = SpaceFactory(area_m2=60), SpaceFactory(area_m2=40)
    one, two = (AllocationFactory(unit=unit, area_m2=unit.area_m2) for unit in (first, second))
    rule = SharingRuleFactory()
    costs = [CostFactory(cents=100_01 + place, rule=rule, **WINTER) for place in range(3)]
    before = [(cost.turn, cost.number, paid(cost)) for cost in costs]
    for row in (one, two):
        end_allocation(row, end_on=date(2027, 2, 1), resolution=None, reason="Swap", by=UserFactory())
    for unit, row in ((second, one), (first, two)):
        AllocationFactory(unit=unit, company=row.company, area_m2=unit.area_m2, start_on=date(2027, 2, 1))
    void_cost(costs[1], reason="Wrong amount", by=UserFactory())
    anew = CostFactory(cents=90_00, rule=rule, **WINTER)

    assert [(cost.turn, cost.number, paid(cost)) for cost in costs] == before
    assert (anew.number, anew.turn) == (4, 4)
    # 31 days of 60 and 59 of 40 m²; the other the other way round.
    assert paid(anew) == {one.company_id: 42_20, two.company_id: 47_80}
