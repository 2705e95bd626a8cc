"""Twenty people record a cost at once."""

import pytest

from spaces.costs.spending.models import Cost
from tests.factories.costs import CategoryFactory, CostFactory, SharingRuleFactory
from tests.factories.members import CompanyFactory, UserFactory
from tests.threads import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def test_twenty_at_once_have_no_gap_and_no_double():
    CompanyFactory.create_batch(3)
    rule, category, by = SharingRuleFactory(fixed_key="equal"), CategoryFactory(), UserFactory()

    at_once(*[lambda: CostFactory(rule=rule, category=category, recorded_by=by)] * 20)

    assert sorted(Cost.objects.values_list("number", flat=True)) == list(range(1, 21))
    assert sorted(Cost.objects.values_list("turn", flat=True)) == list(range(1, 21))
