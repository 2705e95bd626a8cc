"""What was decided before shares were kept."""

from datetime import date
from importlib import import_module
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.apps.registry import Apps
from django.db import connection, models

from governance.proposals.costs import cost_shares
from tests.factories.governance import ProposalFactory, ResolutionFactory
from tests.factories.members import CompanyFactory
from tests.factories.spaces import AllocationFactory

pytestmark = pytest.mark.django_db

fill = import_module("spaces.migrations.0029_fill_proposal_shares").fill
name_meters = import_module("spaces.migrations.0033_name_meters_of_rules").name_meters


def test_old_decisions_get_the_shares_of_the_day_they_were_decided():
    """By the companies and the m² of May 2024, without the units that were empty."""
    then = AllocationFactory(area_m2=60, company__left_on=date(2025, 1, 1))
    other = AllocationFactory(area_m2=40)
    AllocationFactory(area_m2=900, start_on=date(2024, 5, 2), company__joined_on=date(2024, 5, 2))
    proposer = CompanyFactory(joined_on=date(2024, 5, 2))
    by_area = ProposalFactory(state="decided", cost_cents=100_01, cost_key="area", company=proposer)
    equal = ProposalFactory(state="decided", cost_cents=100_01, company=proposer)
    undecided = ProposalFactory(cost_cents=5, company=proposer)
    for proposal in (by_area, equal):
        ResolutionFactory(proposal=proposal, decided_on=date(2024, 5, 1))

    fill(apps, None)
    fill(apps, None)

    assert cost_shares(by_area) == {then.company_id: 60_01, other.company_id: 40_00}
    assert cost_shares(equal) == {then.company_id: 50_01, other.company_id: 50_00}
    assert not undecided.shares.exists()


RULES = [  # first key, key of the rest, percent of the first, for heating: before and after, with its meters
    (("metered", "", 100, False), ("equal", "", 100, "")),
    (("metered", "area", 40, False), ("area", "", 100, "")),
    (("metered", "metered", 40, False), ("equal", "", 100, "")),
    (("area", "metered", 30, True), ("area", "metered", 30, "heating")),
    (("area", "metered", 30, False), ("area", "metered", 30, "power")),
    (("area", "equal", 30, False), ("area", "equal", 30, "")),
]


def test_rules_by_meters_name_their_meters_and_another_first_key():
    """In a table of their own: that of the rules refuses them since."""
    fields = {
        "fixed_key": models.CharField(max_length=10),
        "variable_key": models.CharField(max_length=10),
        "fixed_percent": models.PositiveSmallIntegerField(),
        "is_for_heating": models.BooleanField(),
        "meter_kind": models.CharField(max_length=10, default=""),
    }
    meta = type("Meta", (), {"app_label": "spaces", "apps": Apps(), "db_table": "rules_before_meters"})
    rule = type("SharingRule", (models.Model,), {"__module__": __name__, "Meta": meta, **fields})
    with connection.cursor() as cursor:
        columns = "id integer PRIMARY KEY, fixed_key text, variable_key text, fixed_percent integer"
        cursor.execute(
            f"CREATE TEMPORARY TABLE rules_before_meters ({columns}, is_for_heating boolean, meter_kind text)"
        )
    names = ("fixed_key", "variable_key", "fixed_percent", "is_for_heating")
    for pk, (before, _after) in enumerate(RULES):
        rule.objects.create(pk=pk, **dict(zip(names, before, strict=True)))

    name_meters(SimpleNamespace(get_model=lambda *_names: rule), SimpleNamespace(connection=connection))

    found = rule.objects.order_by("pk").values_list(*names[:3], "meter_kind")
    assert list(found) == [after for _before, after in RULES]
