"""Every round leaves a record that stands up to the verifier, and falls when anything in it is changed."""

import json

import pytest
from django.core import mail
from django.utils import timezone

from governance import verify
from governance.closing.services import close_round_early
from governance.voting.event_chain import build_record
from governance.voting.heads.models import PublishedHead
from governance.voting.heads.services import publish_head
from governance.voting.models import RollEntry, RoundEvent
from governance.voting.services import cancel_round, extend_round
from tests.factories.governance import VotingRoundFactory
from tests.factories.members import MembershipFactory, UserFactory
from tests.governance.conftest import count_now

pytestmark = pytest.mark.django_db


@pytest.fixture
def exit_code(tmp_path):
    """What `verify.py` ends with on a record, given as the page sends it."""

    def run(record, *heads):
        path = tmp_path / "record.json"
        path.write_text(json.dumps(record, ensure_ascii=False))
        return verify.main([str(path), *(part for head in heads for part in ("--head", head))])

    return run


BALLOTS = {
    "motion": ["yes", "no", "abstain", "blank"],
    "consent": ["consent", {"choice": "concern", "reason": "Noise — più tardi."}, "aside", "blank"],
    "ranked": [
        {"choice": "ballot", "ranks": {"A": 1, "none": 2}},
        {"choice": "ballot", "ranks": {"B": 1}},
        "blank",
    ],
    "approval": [{"choice": "ballot", "options": ["A", "B"]}, {"choice": "ballot", "options": []}, "blank"],
    "dots": [{"choice": "ballot", "dots": {"A": 3}}, {"choice": "ballot", "dots": {"A": 1, "B": 2}}, "blank"],
}


@pytest.mark.parametrize("method", BALLOTS)
def test_the_record_of_each_way_of_voting_verifies(put_to_vote, cast_all, exit_code, method):
    options = ["Tiles", "Slate"] if method in ("ranked", "approval", "dots") else []
    voting_round = put_to_vote(method=method, options=options, is_advisory=method == "dots")
    cast_all(voting_round, *BALLOTS[method])
    cast_all(voting_round, *reversed(BALLOTS[method]))  # revisions

    assert exit_code(build_record(voting_round)) == 0
    closed = count_now(voting_round)

    assert exit_code(build_record(closed)) == 0
    assert closed.height == closed.events.count()


def test_an_open_record_tells_nothing_of_the_votes(electorate, put_to_vote, cast_all, exit_code):
    """Before, it named each company that had voted, and when."""
    voting_round = put_to_vote(title="Roof")
    cast_all(voting_round, "yes", "no")
    head = publish_head(voting_round, at=timezone.now())
    cast_all(voting_round, None, None, "yes")
    record = build_record(voting_round)

    assert [event["type"] for event in record["events"]] == ["SETUP", "OPEN", "VOTED", "VOTED"]
    assert [sorted(event) for event in record["events"][2:]] == [
        ["at", "hash", "height", "parent", "payload_hash", "type"]
    ] * 2
    assert (record["state"], record["votes"]) == ("open", [])
    assert [word for word in ("answer", "commitment", "revision") if word in json.dumps(record)] == []
    assert exit_code(record, head.hash) == 0


def test_an_open_record_ends_with_the_head_that_last_went_out(put_to_vote, cast_all):
    """Before, it went on with each vote, so whoever looked again and again saw who voted when."""
    voting_round = put_to_vote()
    cast_all(voting_round, "yes", "yes")

    assert [event["type"] for event in build_record(voting_round)["events"]] == ["SETUP", "OPEN"]


def test_heads_are_written_down_when_a_round_opens_is_extended_and_ends(put_to_vote, cast_all):
    voting_round = put_to_vote()
    later = voting_round.closes_at + timezone.timedelta(days=2)
    extend_round(voting_round, closes_at=later, reason="Snow.", by=UserFactory())
    cast_all(voting_round, "yes", "yes", "yes")
    closed = count_now(voting_round)
    other = cancel_round(put_to_vote(), reason="A wrong figure.", by=UserFactory())

    kinds = dict(RoundEvent.objects.values_list("hash", "kind"))
    heads = [(head.round, kinds[head.hash]) for head in PublishedHead.objects.all()]
    assert heads == [
        (closed, "OPEN"),
        (closed, "EXTEND"),
        (closed, "OUTCOME"),
        (other, "OPEN"),
        (other, "CANCEL"),
    ]


def test_an_extended_and_a_cancelled_round_verify(put_to_vote, cast_all, exit_code):
    voting_round = put_to_vote()
    later = voting_round.closes_at + timezone.timedelta(days=2)
    cast_all(voting_round, "yes")
    extend_round(voting_round, closes_at=later, reason="Snow.", by=UserFactory())
    voting_round.refresh_from_db()
    assert exit_code(build_record(voting_round)) == 0

    cancelled = cancel_round(voting_round, reason="A wrong figure.", by=UserFactory())

    record = build_record(cancelled)
    assert (exit_code(record), record["votes"]) == (0, [])


def test_a_flipped_dropped_or_added_vote_is_found(put_to_vote, cast_all, exit_code):
    voting_round = put_to_vote()
    cast_all(voting_round, "yes", "yes", "no")
    record = build_record(count_now(voting_round))

    def flip(votes):
        votes[2]["answer"] = {"choice": "yes"}

    for change in (flip, lambda votes: votes.pop(), lambda votes: votes.append(votes[0] | {"company": 999})):
        forged = json.loads(json.dumps(record))
        change(forged["votes"])
        assert exit_code(forged) == 1


def test_an_outcome_forged_in_the_database_is_found(put_to_vote, cast_all, exit_code):
    voting_round = put_to_vote()
    cast_all(voting_round, "no", "no", "no")
    closed = count_now(voting_round)

    record = build_record(closed)
    record["events"][-1]["payload"]["outcome"] = "adopted"

    assert exit_code(record) == 1


def test_heads_go_out_in_the_opening_and_result_mails(electorate, put_to_vote, cast_all, exit_code):
    voting_round = put_to_vote(ends_when_all_voted=True)
    opening = mail.outbox[0].body
    cast_all(voting_round, "yes", "yes", "yes", "no", "blank")
    record = build_record(close_round_early(voting_round, by=UserFactory()))
    result = mail.outbox[-1].body

    heads = [record["events"][1]["hash"], record["events"][-1]["hash"]]
    assert [heads[0] in opening, heads[1] in result] == [True, True]
    assert exit_code(record, *heads) == 0
    assert exit_code(record, "0" * 64) == 1


def test_a_colleague_gets_the_receipt_of_a_vote(electorate, put_to_vote, cast_all):
    MembershipFactory(company=electorate[0][0], role="representative")
    voting_round = put_to_vote()
    mail.outbox.clear()

    cast_all(voting_round, "yes")

    event = RoundEvent.objects.get(kind="VOTED")
    assert (
        f"step {event.height} of the record" in mail.outbox[0].body,
        event.hash in mail.outbox[0].body,
    ) == (
        True,
        True,
    )


@pytest.fixture
def old_round(electorate, cast_all):
    """Opened, and voted in, before rounds had records."""
    voting_round = VotingRoundFactory(proposal__state="voting")
    RollEntry.objects.bulk_create(RollEntry(round=voting_round, company=one) for one, _ in electorate)
    cast_all(voting_round, "yes", "yes", "yes", "yes")
    return voting_round


def test_a_round_older_than_the_record_is_counted_and_offers_none(old_round, electorate, client):
    closed = count_now(old_round)

    assert (closed.outcome, closed.height, build_record(closed)) == ("adopted", 0, None)
    client.force_login(electorate[0][1])
    assert closed.get_record_url() not in client.get(closed.proposal.get_absolute_url()).text


def test_a_cancelled_round_older_than_the_record_offers_none(old_round, electorate, client):
    cancelled = cancel_round(old_round, reason="The text was wrong.", by=UserFactory())

    client.force_login(electorate[0][1])
    page = client.get(cancelled.proposal.get_absolute_url()).text
    assert ("The text was wrong." in page, cancelled.get_record_url() in page) == (True, False)
