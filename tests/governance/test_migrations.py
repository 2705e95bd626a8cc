"""What an older version has written, after the update and after the way back.

A rulebook older than the majorities decides what it decided, and says what the law asks of what is new; what
was there before suspensions cited something and departures were declared, stays as it was and says so.
"""

from datetime import date

import pytest
from django.utils import timezone

from governance.attendance.models import AgendaItem
from governance.departures.models import Departure
from governance.rulebook.models import Rulebook
from governance.suspensions.models import VotingSuspension
from multifactory.lib.immutability import drop_seals, install_seals
from multifactory.lib.public_pages.triggers import drop_triggers, install_triggers
from tests.factories.members import CompanyFactory
from tests.migration_history import single_steps

pytestmark = pytest.mark.django_db(transaction=True)

BEFORE, FILLED = "0013_mails_about_bookings", "0015_fill_majorities"
BEFORE_DEPARTURES = "0020_seal_members"
BEFORE_ONE_ITEM = "0040_vote_reminder"


def migrate_to(name: str):
    single_steps().migrate([("governance", name)])
    return single_steps().loader.project_state([("governance", name)]).apps


def migrate_to_latest():
    executor = single_steps()
    executor.migrate(executor.loader.graph.leaf_nodes())


@pytest.fixture(autouse=True)
def _latest_again(transactional_db):
    """Other tests have the tables of the latest migration, and its seals."""
    drop_seals("default")
    drop_triggers("default")
    yield
    migrate_to_latest()
    install_seals("default")
    install_triggers("default")


def write_old_rulebook(apps, *, version, quorum=(1, 2), **fields):
    rulebook = apps.get_model("governance", "Rulebook").objects.create(version=version, **fields)
    for matter, part in (("ordinary", quorum), ("rules", (3, 4))):
        apps.get_model("governance", "MatterRule").objects.create(
            rulebook=rulebook, matter=matter, quorum_numerator=part[0], quorum_denominator=part[1]
        )
    return rulebook


def write_old_proposals(apps, company):
    for method, seats in (("ranked", 1), ("approval", 3), ("motion", 2)):
        apps.get_model("governance", "Proposal").objects.create(
            title=method, text="x", company_id=company.pk, method=method, seats=seats
        )


def assert_decides_as_before(rules):
    """By every way by which it did, and of what is new as the law asks."""
    found = {rule.matter: (rule.ways, rule.is_online, rule.discussion_days, rule.quorum_of) for rule in rules}
    assert found == {
        "ordinary": (["motion", "consent", "ranked", "approval"], True, 0, "members"),
        "rules": (["motion", "consent"], True, 7, "members"),
        "election": (["motion", "ranked", "approval"], True, 0, "members"),
        "accounts": (["motion"], False, 0, "members"),
        "statute": (["motion"], False, 7, "members"),
        "dissolution": (["motion"], False, 7, "members"),
    }
    figures = {rule.matter: (rule.base, rule.numerator, rule.denominator, rule.is_strict) for rule in rules}
    assert (figures["statute"], figures["dissolution"]) == (("present", 1, 2, True), ("all", 3, 4, False))
    statute = rules.get(matter="statute")
    assert (statute.quorum_numerator, statute.second_quorum_numerator, statute.second_quorum_denominator) == (
        *(3, 3),
        4,
    )


def suspend_and_leave():
    """A company that has left, and had been suspended, as this version writes it."""
    company = CompanyFactory(left_on=date(2024, 5, 1))
    VotingSuspension.objects.create(
        company=company,
        start_on=date(2024, 1, 1),
        reason="arrears",
        rulebook_entry="7",
        entered_on=date(2023, 12, 1),
    )
    return company


def assert_majorities_there_and_back(company):
    before = migrate_to(BEFORE)
    in_force = write_old_rulebook(before, version=7, in_force_from=date(2020, 1, 1))
    assemblies = write_old_rulebook(before, version=8, is_voting_online=False)
    a_third = write_old_rulebook(before, version=9, quorum=(1, 3))
    write_old_proposals(before, company)

    filled = migrate_to(FILLED)

    rules = filled.get_model("governance", "MatterRule").objects
    assert_decides_as_before(rules.filter(rulebook=in_force.pk))
    assert not rules.filter(rulebook=assemblies.pk, is_online=True).exists()
    raised = rules.get(rulebook=a_third.pk, matter="ordinary")
    assert (raised.quorum_numerator, raised.quorum_denominator) == (1, 2)  # the law's half
    proposals = filled.get_model("governance", "Proposal").objects.order_by("pk")
    assert list(proposals.values_list("title", "is_choice", "seats")) == [
        ("ranked", True, 1),
        ("approval", True, 3),
        ("motion", False, 1),
    ]

    again = migrate_to(BEFORE)

    assert again.get_model("governance", "Rulebook").objects.get(pk=assemblies.pk).is_voting_online is False
    matters = again.get_model("governance", "MatterRule").objects.filter(rulebook=assemblies.pk)
    assert {rule.matter for rule in matters} == {"ordinary", "rules"}


def take_up_two_items(apps):
    """In an open assembly, as an older version let them be."""
    now = timezone.now()
    assembly = apps.get_model("governance", "Assembly").objects.create(
        year=2026,
        number=1,
        place="The hall",
        first_call_at=now,
        state="open",
        call=1,
        called_at=now,
        opened_at=now,
        rulebook=apps.get_model("governance", "Rulebook").objects.first(),
    )
    for position in (1, 2):
        apps.get_model("governance", "AgendaItem").objects.create(
            assembly=assembly, position=position, title="Report", kind="report", state="open"
        )


def test_what_an_older_version_wrote_is_kept_there_and_back():
    """One walk for all: each takes the migrations of four apps with it, which is slow."""
    company = suspend_and_leave()
    Rulebook.objects.create(version=6, second_call_days=0)

    earlier = migrate_to(BEFORE_DEPARTURES)
    assert {one.second_call_days for one in earlier.get_model("governance", "Rulebook").objects.all()} == {1}
    assert earlier.get_model("governance", "VotingSuspension").objects.get().reason == "arrears"
    assert_majorities_there_and_back(company)
    take_up_two_items(migrate_to(BEFORE_ONE_ITEM))
    migrate_to_latest()
    assert list(AgendaItem.objects.values_list("position", "state")) == [(1, "waiting"), (2, "open")]

    suspension, departure = VotingSuspension.objects.get(), Departure.objects.get()
    assert (suspension.start_on, suspension.reason) == (date(2024, 1, 1), "arrears")
    assert (suspension.rulebook_entry, suspension.entered_on) == ("–", None)
    assert (departure.company, departure.leaves_on, departure.kind) == (company, date(2024, 5, 1), "entered")
    assert list(Departure.objects.correcting()) == []
