"""Recording costs: numbers, frozen shares, what a decision allows."""

import uuid
from datetime import date, timedelta

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction
from django.utils import timezone

from governance.proposals.costs import cost_shares, keep_shares
from members.companies.models import Company
from spaces.allocations.services import end_allocation
from spaces.costs.sharing.models import SharingRule
from spaces.costs.sharing.services import write_rule
from spaces.costs.spending.models import Authorisation, Cost, CostShare
from spaces.costs.spending.services import record_cost, void_cost
from spaces.costs.spending.validation import same_invoice
from tests.factories.costs import AuthorisationFactory, CategoryFactory, CostFactory, SharingRuleFactory
from tests.factories.members import CompanyFactory, MembershipFactory, UserFactory
from tests.factories.spaces import AllocationFactory, SpaceFactory

pytestmark = pytest.mark.django_db


def shares_of(cost) -> dict:
    return dict(cost.shares.values_list("company", "cents"))


def test_a_year_numbers_its_costs_and_turns_run_on():
    CompanyFactory()
    first, second = CostFactory(start_on=date(2025, 3, 1), end_on=date(2025, 4, 1)), CostFactory()
    third = CostFactory(start_on=date(2025, 1, 1), end_on=date(2025, 2, 1))

    assert [one.reference for one in (first, third)] == ["2025/1", "2025/2"]
    assert (second.number, second.year) == (1, timezone.localdate().year)
    assert [one.turn for one in (first, second, third)] == [1, 2, 3]


def test_a_form_sent_twice_is_one_cost():
    CompanyFactory()
    cost = CostFactory()
    again = Cost(title="Gas", category=cost.category, cents=1, start_on=cost.start_on, end_on=cost.end_on)

    assert record_cost(again, request_id=cost.request_id, by=None) == cost
    assert Cost.objects.count() == 1


def test_shares_are_frozen_when_the_cost_is_recorded():
    """A unit held for 69 of 90 days, then by nobody, then by another: see the values of rules."""
    unit = SpaceFactory(kind="unit", area_m2=60)
    one = AllocationFactory(unit=unit, area_m2=60, start_on=date(2026, 1, 1), end_on=date(2027, 3, 11))
    two = AllocationFactory(unit=unit, area_m2=60, start_on=date(2027, 3, 20))
    cost = CostFactory(
        cents=1_000_00, rule=SharingRuleFactory(), start_on=date(2027, 1, 1), end_on=date(2027, 4, 1)
    )
    end_allocation(two, end_on=date(2027, 3, 25), resolution=None, reason="It left", by=UserFactory())

    assert shares_of(cost) == {one.company_id: 766_67, None: 100_00, two.company_id: 133_33}
    share = cost.shares.get(company=one.company)
    assert (share.weight, share.fixed) == (60_00 * 69, [[60_00, 69]])


def test_a_cost_voided_and_recorded_anew_moves_no_other():
    """Value 12: the swap in between changes what is recorded later, and nothing before."""
    CompanyFactory.create_batch(3)
    costs = [CostFactory(cents=100_01) for _ in range(3)]
    before = {cost.pk: (cost.turn, shares_of(cost)) for cost in costs}
    CompanyFactory()
    void_cost(costs[1], reason="Wrong amount", by=UserFactory())
    anew = CostFactory(cents=200_01)

    assert {cost.pk: (cost.turn, shares_of(cost)) for cost in costs} == before
    assert (anew.number, anew.turn, len(shares_of(anew))) == (4, 4, 4)


def test_a_void_needs_a_reason_and_is_done_once():
    CompanyFactory()
    cost = CostFactory()
    with pytest.raises(ValidationError, match="reason"):
        void_cost(cost, reason=" ", by=UserFactory())
    void_cost(cost, reason="First", by=UserFactory())

    assert void_cost(cost, reason="Second", by=UserFactory()).void_reason == "First"


@pytest.mark.parametrize(
    ("model", "seal", "change"),
    [
        (Cost, "cost_sealed", {"cents": 1}),
        (CostShare, "cost_share_sealed", {"cents": 1}),
        (SharingRule, "sharing_rule_sealed", {"fixed_key": "equal"}),
    ],
)
def test_what_is_recorded_is_sealed(model, seal, change):
    CompanyFactory()
    CostFactory()
    rows = model.objects.all()

    with pytest.raises(DatabaseError, match=seal), transaction.atomic():
        rows.update(**change)
    with pytest.raises(DatabaseError, match=seal), transaction.atomic():
        rows._raw_delete(rows.db)


def test_a_refund_is_shared_like_a_cost():
    CompanyFactory.create_batch(3)

    assert sorted(shares_of(CostFactory(cents=-10_01)).values()) == [-3_34, -3_34, -3_33]


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        (date(2027, 3, 1), date(2027, 3, 1), "must come after"),
        (date(2027, 12, 1), date(2028, 2, 1), r"€ 450 in 2027, € 450 after"),
        (date(2027, 1, 1), date(2029, 6, 1), "within one year"),
    ],
)
def test_days_upside_down_or_over_the_year_are_refused_with_the_division(start, end, words):
    CompanyFactory()

    with pytest.raises(ValidationError, match=words):
        CostFactory(start_on=start, end_on=end)
    assert not Cost.objects.exists()


def test_where_nobody_bears_anything_it_says_so():
    with pytest.raises(ValidationError, match="nobody bears anything"):
        CostFactory(rule=SharingRuleFactory())


# --- What a decision allows --------------------------------------------------------------------------------


def decided(cents=1_000_00) -> Authorisation:
    authorisation = AuthorisationFactory(cents=cents)
    proposal = authorisation.resolution.proposal
    proposal.cost_cents = cents
    proposal.save(update_fields=["cost_cents"])
    keep_shares(proposal, day=timezone.localdate())
    return authorisation


def test_a_cost_under_a_decision_is_borne_as_it_was_decided_although_a_company_left():
    CompanyFactory.create_batch(3)
    authorisation = decided(1_000_01)
    voted = cost_shares(authorisation.resolution.proposal)
    Company.objects.filter(pk=min(voted)).update(left_on=timezone.localdate() - timedelta(days=1))

    cost = CostFactory(cents=1_000_01, rule=None, authorisation=authorisation, urgent_reason="")

    assert shares_of(cost) == voted


def test_more_than_a_decision_allows_asks_why_and_tells_the_proposer():
    authorisation = decided()
    told = MembershipFactory(company=authorisation.resolution.proposal.company, role="representative").user
    CostFactory(cents=700_00, authorisation=authorisation)
    with pytest.raises(ValidationError, match="Only € 300 of this decision are left"):
        CostFactory(cents=300_01, authorisation=authorisation)
    assert mail.outbox == []

    CostFactory(cents=300_01, authorisation=authorisation, over_reason="The pump too")

    assert [(one.to, "€ 1,000.01 are spent" in one.body) for one in mail.outbox] == [([told.email], True)]
    assert Authorisation.objects.with_spent().get().left == -1


def test_what_was_voided_is_left_again():
    CompanyFactory()
    authorisation = decided()
    void_cost(CostFactory(cents=700_00, authorisation=authorisation), reason="Twice", by=UserFactory())

    assert Authorisation.objects.with_spent().get().left == 1_000_00


def test_the_same_invoice_is_found_whatever_its_case():
    CompanyFactory()
    cost = CostFactory(supplier="Idraulica Po", invoice_number="12/B")

    assert same_invoice("idraulica po", "12/b") == cost
    assert same_invoice("Idraulica Po", "") is None


HEATING = {"variable_key": "metered", "meter_kind": "heating", "is_for_heating": True}


# --- Rules -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("values", "constraint"),
    [
        (
            HEATING | {"fixed_percent": 51},
            "sharing_rule_heating_by_use",
        ),
        (HEATING | {"fixed_percent": 30, "meter_kind": ""}, "sharing_rule_has_meters"),
        ({"meter_kind": "power"}, "sharing_rule_has_meters"),
        (
            HEATING | {"fixed_percent": 30, "is_for_heating": False},
            "sharing_rule_heat_meters_are_for_heating",
        ),
        ({"fixed_key": "metered"}, "sharing_rule_meters_share_the_rest"),
        ({"fixed_percent": 30}, "sharing_rule_rest_has_key"),
        ({"fixed_key": "table"}, "sharing_rule_has_table"),
        ({"fixed_key": "booked"}, "sharing_rule_has_policy"),
        ({"among": "floor"}, "sharing_rule_place_fits"),
        ({"reason": ""}, "sharingrule_says_why"),
    ],
)
def test_a_rule_that_cannot_be_is_refused_by_the_database(values, constraint):
    with pytest.raises(DatabaseError, match=constraint), transaction.atomic():
        SharingRuleFactory(**values)


def test_heating_may_be_half_by_area():
    assert SharingRuleFactory(fixed_percent=50, **HEATING).pk


def test_a_rule_of_the_same_name_is_its_next_version():
    first = SharingRuleFactory(name="Heating", valid_from=date(2024, 1, 1))
    values = {"name": "Heating", "valid_from": timezone.localdate() + timedelta(days=9), "reason": "Fairer"}
    coming = write_rule(SharingRule(**values, fixed_key="equal"), by=UserFactory())

    assert coming.version == 2
    assert list(SharingRule.objects.in_force()) == [first]
    assert list(SharingRule.objects.in_force(coming.valid_from)) == [coming]


def test_a_category_speaks_the_language_of_the_reader():
    assert str(CategoryFactory(name_en="Water", name_it="Acqua")) == "Water"


def test_the_request_of_a_cost_is_its_own():
    CompanyFactory()

    assert CostFactory(request_id=uuid.UUID(int=7)).request_id == uuid.UUID(int=7)
