"""A rulebook older than the majorities decides what it decided, and says what the law asks of what is new."""

from datetime import date

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from multifactory.lib.immutability import drop_seals, install_seals
from tests.factories.members import CompanyFactory

pytestmark = pytest.mark.django_db(transaction=True)

BEFORE, FILLED = "0013_mails_about_bookings", "0015_fill_majorities"


def migrate_to(name: str):
    executor = MigrationExecutor(connection)
    executor.migrate([("governance", name)])
    return MigrationExecutor(connection).loader.project_state([("governance", name)]).apps


@pytest.fixture(autouse=True)
def _latest_again(transactional_db):
    """Other tests have the tables of the latest migration, and its seals."""
    drop_seals("default")
    yield
    executor = MigrationExecutor(connection)
    executor.migrate(executor.loader.graph.leaf_nodes())
    install_seals("default")


def write_old_rulebook(apps, *, quorum=(1, 2), **fields):
    rulebook = apps.get_model("governance", "Rulebook").objects.create(version=7, **fields)
    for matter, part in (("ordinary", quorum), ("rules", (3, 4))):
        apps.get_model("governance", "MatterRule").objects.create(
            rulebook=rulebook, matter=matter, quorum_numerator=part[0], quorum_denominator=part[1]
        )
    return rulebook


def test_a_rulebook_in_force_decides_by_every_way_by_which_it_did():
    old = write_old_rulebook(migrate_to(BEFORE), in_force_from=date(2020, 1, 1))

    rules = migrate_to(FILLED).get_model("governance", "MatterRule").objects.filter(rulebook=old.pk)

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


def test_a_rulebook_that_knew_assemblies_only_decides_nothing_online_and_back():
    old = write_old_rulebook(migrate_to(BEFORE), is_voting_online=False)

    filled = migrate_to(FILLED).get_model("governance", "MatterRule").objects.filter(rulebook=old.pk)
    assert {rule.matter for rule in filled if rule.is_online} == set()

    again = migrate_to(BEFORE)
    assert again.get_model("governance", "Rulebook").objects.get(pk=old.pk).is_voting_online is False
    matters = again.get_model("governance", "MatterRule").objects.filter(rulebook=old.pk)
    assert {rule.matter for rule in matters} == {"ordinary", "rules"}


def test_a_first_call_of_a_third_is_raised_to_the_half_of_the_law():
    old = write_old_rulebook(migrate_to(BEFORE), quorum=(1, 3))

    rules = migrate_to(FILLED).get_model("governance", "MatterRule").objects
    ordinary = rules.get(rulebook=old.pk, matter="ordinary")

    assert (ordinary.quorum_numerator, ordinary.quorum_denominator) == (1, 2)


def test_proposals_by_ranking_and_approval_choose_among_options():
    company = CompanyFactory()
    proposals = migrate_to(BEFORE).get_model("governance", "Proposal").objects
    for method, seats in (("ranked", 1), ("approval", 3), ("motion", 2)):
        proposals.create(title=method, text="x", company_id=company.pk, method=method, seats=seats)

    found = migrate_to(FILLED).get_model("governance", "Proposal").objects.order_by("pk")

    assert [(one.title, one.is_choice, one.seats) for one in found] == [
        ("ranked", True, 1),
        ("approval", True, 3),
        ("motion", False, 1),
    ]
