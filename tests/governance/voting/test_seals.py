"""What is closed stays as it is: held by the database, whoever writes and however."""

from datetime import date

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.db.migrations.recorder import MigrationRecorder
from django.db.models.functions import Now

from governance.resolutions.models import Resolution
from governance.voting.models import RollEntry, RoundEvent, Vote, VotingRound
from multifactory.lib.checks import check_seals
from multifactory.lib.immutability import drop_seals, install_seals
from tests.factories.governance import ResolutionFactory, VoteFactory
from tests.factories.members import CompanyFactory, UserFactory
from tests.governance.conftest import end_now
from tests.migration_history import single_steps

pytestmark = pytest.mark.django_db


def is_refused(write) -> bool:
    try:
        with transaction.atomic():
            write()
    except IntegrityError:
        return True
    return False


@pytest.fixture
def open_round(put_to_vote, cast_all):
    voting_round = put_to_vote()
    cast_all(voting_round, "yes", "yes", "no")
    return voting_round


WRITES = {
    "flip a vote": lambda one: Vote.objects.filter(choice="no").update(choice="yes"),
    "flip an answer": lambda one: Vote.objects.filter(choice="no").update(answer={"choice": "yes"}),
    "make a vote count no more": lambda one: Vote.objects.update(is_current=False),
    "drop a vote": lambda one: Vote.objects.filter(choice="no")._raw_delete("default"),
    "add a vote": lambda one: VoteFactory(roll_entry=one.roll.exclude(votes__isnull=False).first()),
    "change the roll": lambda one: one.roll.update(standing="suspended", reason="late"),
    "add to the roll": lambda one: RollEntry.objects.create(round=one, company=CompanyFactory()),
    "drop from the roll": lambda one: one.roll.filter(votes__isnull=True)._raw_delete("default"),
}
ALWAYS = {
    "change the chain": lambda one: RoundEvent.objects.filter(height=2).update(payload={"x": 1}),
    "drop from the chain": lambda one: RoundEvent.objects.filter(height=2)._raw_delete("default"),
}
OF_A_CLOSED_ROUND = {
    "change the outcome": lambda one: VotingRound.objects.update(outcome="rejected"),
    "change the rule": lambda one: VotingRound.objects.update(rule={}),
    "make it a second call": lambda one: VotingRound.objects.update(is_second_call=True),
    "let fewer members count": lambda one: VotingRound.objects.update(members=3),
    "give more points": lambda one: VotingRound.objects.update(dots=9),
    "say that it was counted later": lambda one: VotingRound.objects.update(closed_at=Now()),
    "give a reason of an extension": lambda one: VotingRound.objects.update(extension_reason="Snow."),
    "change the title of the resolution": lambda one: Resolution.objects.update(title="Forged"),
    "change the text of the resolution": lambda one: Resolution.objects.update(text="Forged"),
    "change the outcome of the resolution": lambda one: Resolution.objects.update(outcome="rejected"),
    "change the number of the resolution": lambda one: Resolution.objects.update(number=99),
    "change the day of the resolution": lambda one: Resolution.objects.update(decided_on=date(2020, 1, 1)),
    "drop the resolution": lambda one: Resolution.objects.all()._raw_delete("default"),
    "open it again": lambda one: VotingRound.objects.update(
        state="open", outcome="", closed_at=None, tally=None
    ),
}


@pytest.mark.parametrize("name", [*WRITES, *ALWAYS, *OF_A_CLOSED_ROUND])
def test_a_closed_round_is_sealed(open_round, name):
    closed = end_now(open_round)

    assert is_refused(lambda: (WRITES | ALWAYS | OF_A_CLOSED_ROUND)[name](closed))


@pytest.mark.parametrize("name", WRITES)
def test_an_open_round_is_not(open_round, name):
    assert not is_refused(lambda: WRITES[name](open_round))


@pytest.mark.parametrize("name", ALWAYS)
def test_a_chain_is_sealed_from_its_first_link(open_round, name):
    assert is_refused(lambda: ALWAYS[name](open_round))


def test_what_follows_from_a_resolution_can_still_change(open_round):
    end_now(open_round)

    changes = {"statement": "Done.", "is_published": True, "done_on": date(2026, 1, 1), "effect_note": "x"}
    assert not is_refused(lambda: Resolution.objects.update(**changes))


def test_a_resolution_older_than_the_portal_is_sealed_too():
    """It is corrected by a resolution that replaces it."""
    ResolutionFactory(round=None)

    assert is_refused(lambda: Resolution.objects.update(title="Forged"))


def test_votes_of_a_cancelled_round_are_sealed(open_round):
    VotingRound.objects.update(state="cancelled", cancel_reason="why", cancelled_at=open_round.opened_at)

    assert is_refused(lambda: WRITES["flip a vote"](open_round))


def test_a_deleted_person_leaves_the_votes_of_a_closed_round(open_round):
    end_now(open_round)
    person = UserFactory()
    assert not is_refused(lambda: Vote.objects.filter(choice="no").update(cast_by=person))

    assert not is_refused(person.delete)
    assert Vote.objects.get(choice="no").cast_by is None


def test_a_lost_seal_is_noticed_and_put_back():
    assert check_seals(["default"]) == []
    drop_seals("default")

    [error] = check_seals(["default"])

    assert (error.id, "vote_sealed_UPDATE" in error.msg) == ("multifactory.E003", True)
    install_seals("default")
    install_seals("default")
    assert check_seals(["default"]) == []


def test_seals_that_a_waiting_migration_brings_are_not_lost():
    drop_seals("default")
    [latest] = single_steps().loader.graph.leaf_nodes("governance")
    MigrationRecorder(connection).record_unapplied(*latest)

    assert check_seals(["default"]) == []


@pytest.mark.sqlite
@pytest.mark.django_db(transaction=True)
def test_remaking_a_table_on_sqlite_keeps_the_seals():
    """A column added to the rounds remakes their table, which triggers of the votes ask."""
    field = VotingRound._meta.get_field("cancel_reason").clone()
    field.set_attributes_from_name("cancel_reason")
    drop_seals("default")
    with connection.schema_editor() as editor:
        editor.alter_field(VotingRound, VotingRound._meta.get_field("cancel_reason"), _longer(field))
        editor.alter_field(VotingRound, _longer(field), VotingRound._meta.get_field("cancel_reason"))
    call_command("migrate", verbosity=0)

    assert check_seals(["default"]) == []


def _longer(field):
    field.max_length = 301
    field.model = VotingRound
    return field
