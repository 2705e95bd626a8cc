"""What was there before suspensions cited something and departures were declared."""

from datetime import date

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from governance.departures.models import Departure
from governance.suspensions.models import VotingSuspension
from tests.factories.members import CompanyFactory

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)
BEFORE = "0020_seal_members"


@pytest.fixture
def earlier_version():
    """The models of governance as they were, in a database as it was; the latest again afterwards."""
    call_command("migrate", "governance", BEFORE, verbosity=0)
    yield MigrationExecutor(connection).loader.project_state(("governance", BEFORE)).apps
    call_command("migrate", verbosity=0)


def test_what_was_entered_by_hand_stays_as_it_was_and_says_so(earlier_version):
    company = CompanyFactory(left_on=date(2024, 5, 1))
    values = {"company_id": company.pk, "start_on": date(2024, 1, 1), "reason": "arrears"}
    earlier_version.get_model("governance", "VotingSuspension").objects.create(**values)

    call_command("migrate", verbosity=0)

    suspension, departure = VotingSuspension.objects.get(), Departure.objects.get()
    assert (suspension.start_on, suspension.reason) == (date(2024, 1, 1), "arrears")
    assert (suspension.rulebook_entry, suspension.entered_on) == ("–", None)
    assert (departure.company, departure.leaves_on, departure.kind) == (company, date(2024, 5, 1), "entered")
    assert list(Departure.objects.correcting()) == []

    call_command("migrate", "governance", BEFORE, verbosity=0)
    assert earlier_version.get_model("governance", "VotingSuspension").objects.get().reason == "arrears"
