"""What is carried out is what companies voted on: the record commits it, and nothing else is done."""

import json
from datetime import timedelta

import pytest
from django.utils import timezone

from governance import verify
from governance.proposals.models import Proposal
from governance.resolutions.models import Resolution
from governance.resolutions.services import retry_effect
from governance.voting.event_chain import append_event, build_record
from governance.voting.models import VotingRound
from multifactory.lib.immutability import drop_seals, install_seals
from spaces.allocations.models import Allocation
from spaces.effects.models import ProposedAllocation
from tests.factories.governance import ResolutionFactory
from tests.governance.conftest import count_now
from tests.spaces.effects.conftest import proposed, put

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()


@pytest.fixture
def exit_code(tmp_path):
    """What the check that a member runs answers: 0 all is well, 1 something is wrong."""

    def check(voting_round: VotingRound) -> int:
        file = tmp_path / "record.json"
        file.write_text(json.dumps(build_record(VotingRound.objects.get(pk=voting_round.pk))))
        return verify.main([str(file)])

    return check


def test_the_set_up_commits_the_effect_and_what_follows(give, electorate):
    Proposal.objects.update(
        cost_cents=120_00,
        cost_key="area",
        responsible=electorate[2][0],
        due_on=TODAY + timedelta(days=60),
        review_months=6,
        supersedes=ResolutionFactory(year=2024, number=7),
    )

    setup = put(Proposal.objects.get()).events.get(height=1).payload["proposal"]

    row = proposed(give)
    start = TODAY + timedelta(days=10)
    assert setup["effect"]["key"] == "allocate"
    assert setup["effect"]["facts"] == {
        "unit": row.unit_id,
        "company": row.company_id,
        "kind": "ordinary",
        "start_on": start.isoformat(),
        "end_on": "",
    }
    assert setup["effect"]["sentence"].startswith(f"{row.unit} is allocated to {row.company} from ")
    committed = ("cost_cents", "cost_key", "responsible", "due_on", "review_months", "supersedes")
    assert [setup[name] for name in committed] == [
        *(120_00, "area", electorate[2][0].pk),
        *((TODAY + timedelta(days=60)).isoformat(), 6, "2024/7"),
    ]


def test_a_company_changed_in_the_database_fails_the_check_and_gets_nothing(
    give, cast_all, electorate, exit_code, coordinator
):
    """Before, the unit went to the other company and the check passed."""
    voting_round = put(give)
    cast_all(voting_round, "yes", "yes", "yes", "yes")
    assert exit_code(voting_round) == 0

    ProposedAllocation.objects.update(company=electorate[3][0])

    assert exit_code(voting_round) == 1
    closed = count_now(voting_round)
    resolution = Resolution.objects.get()
    assert (closed.outcome, resolution.effect_state, Allocation.objects.count()) == ("adopted", "blocked", 0)
    assert resolution.effect_note == (
        "This is not what companies voted on. Changed since voting opened: company."
    )
    assert exit_code(closed) == 1

    ProposedAllocation.objects.update(company=electorate[1][0])
    assert retry_effect(resolution, by=coordinator).effect_state == "done"
    assert Allocation.objects.get().company == electorate[1][0]
    assert Resolution.objects.get().effect_by == coordinator
    assert exit_code(closed) == 0


@pytest.mark.parametrize(
    "change",
    [
        {"cost_cents": 1},
        {"cost_key": "area"},
        {"due_on": TODAY + timedelta(days=1)},
        {"review_months": 1},
    ],
)
def test_a_term_changed_in_the_database_fails_the_check(give, exit_code, change):
    voting_round = put(give)

    Proposal.objects.update(**change)

    assert exit_code(voting_round) == 1


def test_who_is_responsible_and_by_when_is_what_was_voted_on(give, cast_all, electorate):
    """Before, the resolution took them from rows that could be changed while companies voted."""
    Proposal.objects.update(responsible=electorate[2][0], due_on=TODAY + timedelta(days=60))
    voting_round = put(Proposal.objects.get())
    cast_all(voting_round, "yes", "yes", "yes")

    Proposal.objects.update(responsible=electorate[4][0], due_on=None)
    count_now(voting_round)

    resolution = Resolution.objects.get()
    assert (resolution.responsible, resolution.due_on) == (electorate[2][0], TODAY + timedelta(days=60))


def test_a_company_that_changes_its_name_leaves_the_record_whole(give, cast_all, electorate, exit_code):
    voting_round = put(give)
    electorate[1][0].name = "Another Name"
    electorate[1][0].save(update_fields=["name"])
    cast_all(voting_round, "yes", "yes", "yes")

    assert exit_code(count_now(voting_round)) == 0
    assert Resolution.objects.get().effect_state == "done"


def test_a_round_opened_before_terms_were_committed_is_carried_out_as_before(give, cast_all, exit_code):
    voting_round = put(give)
    write_record_without_terms(voting_round)
    cast_all(voting_round, "yes", "yes", "yes")

    closed = count_now(voting_round)

    assert "effect" not in closed.events.get(height=1).payload["proposal"]
    assert Resolution.objects.get().effect_state == "done"
    assert exit_code(closed) == 0


def write_record_without_terms(voting_round) -> None:
    """As a round was opened before: its SETUP says nothing of what follows, its rule counts no members."""
    setup = voting_round.events.get(height=1)
    old = ("id", "title", "text", "attachments", "version", "amendment")
    voting_round.rule = {name: value for name, value in voting_round.rule.items() if name != "quorum_of"}
    voting_round.members = None
    voting_round.save(update_fields=["rule", "members"])
    payload = setup.payload | {
        "proposal": {name: setup.payload["proposal"][name] for name in old},
        "round": build_record(voting_round)["round"],
    }
    drop_seals("default")
    voting_round.events.all()._raw_delete("default")
    install_seals("default")
    append_event(voting_round, "SETUP", payload, at=setup.at)
    append_event(voting_round, "OPEN", {}, at=setup.at)
