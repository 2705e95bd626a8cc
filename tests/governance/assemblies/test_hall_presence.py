"""The quorum as companies come and go around a vote."""

import pytest
from django.core.exceptions import ValidationError

from governance import verify
from governance.assemblies.attending.services import check_in
from governance.assemblies.hall.rounds import close_round_in_assembly
from governance.attendance.models import Assembly
from governance.voting.event_chain import build_record
from governance.voting.models import VotingRound
from tests.factories.assemblies import entries_of, go_out
from tests.governance.assemblies.hall import cast_all, close, hold, vote_on
from tests.threads import at_once

pytestmark = pytest.mark.django_db


def test_quorum_lost_before_the_vote_opens():
    assembly = hold(4, present=2)
    go_out(entries_of(assembly)[0])

    with pytest.raises(ValidationError, match="1 company of 2 is here") as refusal:
        vote_on(assembly)
    assert refusal.value.code == "quorum"
    assert assembly.items.get().proposal.state == "called"


def test_lost_while_it_is_open():
    """What was cast is not undone; it decides nothing."""
    assembly = hold(4, present=2)
    voting_round = vote_on(assembly)
    cast_all(voting_round, assembly, "yes", "yes")
    go_out(entries_of(assembly)[0])

    closed = close(voting_round, assembly)

    assert (closed.outcome, closed.taken_part, closed.tally["counts"]["yes"]) == ("no_quorum", 1, 2)
    assert list(verify.verify(build_record(closed)))


def test_who_voted_and_left_counts_and_the_quorum_of_the_others_holds():
    assembly = hold(4)
    voting_round = vote_on(assembly)
    cast_all(voting_round, assembly, "yes", "yes", "yes", "no")
    go_out(entries_of(assembly)[0])
    go_out(entries_of(assembly)[1])

    closed = close(voting_round, assembly)

    assert (closed.outcome, closed.taken_part) == ("adopted", 2)
    assert list(verify.verify(build_record(closed)))


@pytest.mark.django_db(transaction=True)
def test_check_in_and_close_of_the_round_at_once():
    """Whichever comes first: the count says who was there when the vote was closed, and the record holds."""
    assembly = hold(4, present=2)
    voting_round = vote_on(assembly)
    cast_all(voting_round, assembly, "yes", "yes")
    last = entries_of(assembly)[3]

    at_once(
        lambda: check_in(last, by=assembly.chair),
        lambda: close_round_in_assembly(voting_round, by=assembly.chair),
    )

    closed = VotingRound.objects.select_related("proposal").get(pk=voting_round.pk)
    line = last.presences.get()
    was_first = last.company_id in closed.events.get(kind="CLOSE").payload["present"]
    assert closed.taken_part == 3 if was_first else closed.taken_part == 2
    assert closed.outcome == "adopted"
    assert line.height <= Assembly.objects.get(pk=assembly.pk).height
    assert list(verify.verify(build_record(closed)))


@pytest.mark.django_db(transaction=True)
def test_a_vote_closed_twice_at_once_is_counted_once():
    assembly = hold(3)
    voting_round = vote_on(assembly)
    cast_all(voting_round, assembly, "yes", "yes", "no")

    at_once(*[lambda: close_round_in_assembly(voting_round, by=assembly.chair)] * 2)

    assert voting_round.events.filter(kind="OUTCOME").count() == 1
