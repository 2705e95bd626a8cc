"""What happens at once: costs recorded, years closed, payments posted, budgets adopted."""

import uuid
from datetime import date, timedelta

import pytest
import time_machine
from django.core import mail
from django.db.models import Sum
from django.utils import timezone

from spaces.allocations.services import end_allocation
from spaces.costs.budgets.models import CostYear, MonthlyQuota
from spaces.costs.budgets.services import adopt_budget
from spaces.costs.closing.forms import ProposedClosingForm
from spaces.costs.closing.models import Adjustment, Closing, ProposedClosing
from spaces.costs.closing.services import close_year
from spaces.costs.dues.models import DueNotice, Payment
from spaces.costs.dues.services import record_payment, send_quota_reminders
from spaces.costs.metering.models import Reading
from spaces.costs.metering.services import record_readings
from spaces.costs.sharing.models import SharingRule
from spaces.costs.sharing.services import put_rule_in_force
from spaces.costs.spending.models import Cost
from tests.factories.costs import (
    BudgetLineFactory,
    CategoryFactory,
    CostFactory,
    MeterFactory,
    ReadingFactory,
    SharingRuleFactory,
    adopted_budget,
)
from tests.factories.governance import ProposalFactory, ResolutionFactory
from tests.factories.members import CompanyFactory, MembershipFactory, UserFactory
from tests.factories.spaces import AllocationFactory, SpaceFactory
from tests.threads import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def proposed_closing(year) -> ProposedClosing:
    form = ProposedClosingForm({"year": year})
    assert form.is_valid(), form.errors
    form.instance.proposal = ProposalFactory(
        matter="accounts", effect="close_year", company__joined_on=timezone.localdate()
    )
    return form.save()


def test_twenty_at_once_have_no_gap_and_no_double():
    CompanyFactory.create_batch(3)
    rule, category, by = SharingRuleFactory(fixed_key="equal"), CategoryFactory(), UserFactory()

    at_once(*[lambda: CostFactory(rule=rule, category=category, recorded_by=by)] * 20)

    assert sorted(Cost.objects.values_list("number", flat=True)) == list(range(1, 21))
    assert sorted(Cost.objects.values_list("turn", flat=True)) == list(range(1, 21))


def test_recording_while_the_year_closes_is_one_of_both():
    last = timezone.localdate().year - 1
    CompanyFactory.create_batch(3, joined_on=date(2020, 1, 1))
    rule, category, by = SharingRuleFactory(fixed_key="equal"), CategoryFactory(), UserFactory()
    days = {"start_on": date(last, 1, 1), "end_on": date(last, 2, 1)}
    values = {"rule": rule, "category": category, "recorded_by": by, **days}
    CostFactory(**values)
    row, resolution = proposed_closing(last), ResolutionFactory()

    at_once(lambda: CostFactory(**values), lambda: close_year(row, resolution=resolution))

    is_closed = Closing.objects.exists()
    found = (Cost.objects.count(), CostYear.objects.get(pk=last).is_closed)
    assert found == ((1, True) if is_closed else (2, False))
    assert Adjustment.objects.count() == (3 if is_closed else 0)


def test_closing_twice_at_once_is_one():
    last = timezone.localdate().year - 1
    CompanyFactory.create_batch(3, joined_on=date(2020, 1, 1))
    CostFactory(start_on=date(last, 1, 1), end_on=date(last, 2, 1))
    row, resolution = proposed_closing(last), ResolutionFactory()

    at_once(*[lambda: close_year(row, resolution=resolution)] * 4)

    assert (Closing.objects.count(), Adjustment.objects.count()) == (1, 3)


def test_a_payment_posted_twice_at_once_is_one():
    company, by, request_id = CompanyFactory(), UserFactory(), uuid.uuid4()

    def pay():
        payment = Payment(company=company, cents=1_00, paid_on=timezone.localdate())
        return record_payment(payment, request_id=request_id, by=by)

    at_once(*[pay] * 4)

    assert Payment.objects.count() == 1


def test_a_meter_read_by_four_at_once_is_read_once():
    meter, today = MeterFactory(), timezone.localdate()
    ReadingFactory(meter=meter, day=today - timedelta(30), value=0)

    at_once(*[lambda: record_readings([Reading(meter=meter, day=today, value=5)], by=None)] * 4)

    assert Reading.objects.valid().filter(meter=meter, day=today).count() == 1


def test_two_workers_remind_once():
    today = timezone.localdate()
    place = MembershipFactory(role="representative")
    adopted_budget(today.year + 1, decided_on=today)
    first = MonthlyQuota.objects.order_by("due_on").first()
    with time_machine.travel(f"{first.due_on} 12:00:00+01:00", tick=False):
        at_once(*[send_quota_reminders] * 2)

    assert DueNotice.objects.filter(company=place.company).count() == 1
    assert len(mail.outbox) == 1


def test_a_budget_adopted_while_an_allocation_ends_follows_one_state_or_the_other():
    year = timezone.localdate().year + 1
    units = [SpaceFactory(kind="unit", area_m2=50) for _ in range(2)]
    one, other = (AllocationFactory(unit=unit, area_m2=50) for unit in units)
    line = BudgetLineFactory(budget__year=year, rule=SharingRuleFactory())
    resolution, by = ResolutionFactory(), UserFactory()
    end = date(year, 1, 1)

    at_once(
        lambda: adopt_budget(line.budget, resolution=resolution),
        lambda: end_allocation(one, end_on=end, resolution=None, reason="It left", by=by),
    )

    sums = dict(MonthlyQuota.objects.values_list("company").annotate(all=Sum("cents")))
    assert sums in (
        {one.company_id: 6_000_00, other.company_id: 6_000_00},
        {None: 6_000_00, other.company_id: 6_000_00},
    )


def test_two_drafts_of_a_rule_decided_at_once_are_two_versions_and_each_once():
    SharingRuleFactory(name="Roof")
    one, other = (SharingRuleFactory(name="Roof", version=None, reason="") for _ in range(2))
    first, second = ResolutionFactory(), ResolutionFactory()

    at_once(
        *[lambda: put_rule_in_force(one, resolution=first)] * 3,
        lambda: put_rule_in_force(other, resolution=second),
    )

    rows = SharingRule.objects.order_by("version").values_list("version", "resolution")
    assert [version for version, _resolution in rows] == [1, 2, 3]
    assert {resolution for _version, resolution in rows} == {None, first.pk, second.pk}
