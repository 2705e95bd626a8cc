"""What somebody who may rewrite the whole record of a secret round cannot do without being found."""

import json
from copy import deepcopy
from random import Random

import pytest

from governance import verify
from governance.assemblies.secrecy.paper_votes import count_papers, give_paper
from governance.assemblies.secrecy.services import count_urn
from governance.voting import record
from governance.voting.event_chain import build_record
from tests.factories.records import relinked
from tests.governance.assemblies.secret_round import make_secret_round
from tests.governance.golden import problem, renumbered
from tests.governance.test_attacks import change_a_leaf

pytestmark = pytest.mark.django_db

CHANGES = 400


@pytest.fixture
def found():
    secret = make_secret_round(8, suspended=1)
    secret.cast_all("yes", "yes", "yes", "no", "abstain", "yes", "blank")
    return json.loads(json.dumps(build_record(secret.count())))


def change_the_lists(found, random):
    rows = random.choice([found["events"], found["ballots"]])
    place = random.randrange(len(rows))
    match random.choice(["drop", "double", "swap"]):
        case "drop":
            rows.pop(place)
        case "double":
            rows.insert(place, deepcopy(rows[place]))
        case "swap":
            other = (place + 1) % len(rows)
            rows[place], rows[other] = rows[other], rows[place]
    renumbered(found)


def vote_another_way(found, random):
    """As thoroughly as can be: tracker, close and count are made anew."""
    setup, ballot = found["events"][0]["hash"], random.choice(found["ballots"])
    choices = [choice for choice in ("yes", "no", "abstain") if choice != ballot["answer"]["choice"]]
    ballot["answer"] = {"choice": random.choice(choices)}
    ballot["tracker"] = record.tracker(setup, ballot["nonce"], ballot["phrase"], ballot["answer"])
    found["ballots"].sort(key=lambda one: one["tracker"])
    found["events"][-3]["payload"] |= record.close_payload(found["ballots"])
    counts = found["events"][-2]["payload"]["counts"]
    for choice in counts:
        counts[choice] = sum(one["answer"]["choice"] == choice for one in found["ballots"])


@pytest.mark.parametrize("is_rehashed", [False, True])
def test_400_random_changes_all_fail_with_the_mailed_head(found, is_rehashed):
    head = found["events"][-1]["hash"]
    assert problem(found, head) == ""
    accepted = []
    for seed in range(CHANGES):
        random, changed = Random(seed), deepcopy(found)
        change = random.choice([change_a_leaf, change_a_leaf, change_the_lists, vote_another_way])
        change(changed, random)
        if is_rehashed:
            relinked(changed)  # a hash that was changed is made anew
        if changed != found and not problem(changed, head):
            accepted.append((seed, change.__name__))
    assert accepted == []


def edited(found, edit):
    changed = deepcopy(found)
    edit(changed)
    return problem(relinked(changed))


def test_what_a_whole_new_chain_cannot_hide(found):
    def drop_a_ballot(one):
        one["ballots"].pop()
        one["events"][-3]["payload"] |= record.close_payload(one["ballots"])

    def another_order(one):
        one["ballots"].reverse()

    def another_answer(one):
        one["ballots"][0]["answer"] = {"choice": "abstain", "reason": "x"}

    def took_part_twice(one):
        events = one["events"]
        events.insert(4, deepcopy(events[3]))
        renumbered(one)

    def says_how(one):
        event = next(event for event in one["events"] if event["type"] == "VOTED")
        event["payload"] = record.voted_payload(company=1, revision=1, commitment="0" * 64)

    def show_votes(one):
        one["votes"] = one.pop("ballots")

    tracker = found["ballots"][0]["tracker"]
    assert edited(found, drop_a_ballot) == "7 companies took part, but 6 ballots are here."
    assert edited(found, another_order).startswith("The ballots are not each once")
    assert edited(found, another_answer) == f"Ballot {tracker} is not the one of its tracker."
    assert "took part twice" in edited(found, took_part_twice)
    assert "says how company 1 voted" in edited(found, says_how)
    assert edited(found, show_votes) == "It does not show what a round of its kind shows."


def test_papers_are_counted_again_and_never_more_than_took_one():
    secret = make_secret_round(6, cast_by="mixed")
    secret.cast_all("yes", "yes")
    on_paper(secret, 2, 3, 4, counts=[{"answer": {"choice": "yes"}, "number": 3}])
    found = json.loads(json.dumps(build_record(secret.round)))

    assert list(verify.verify(found))[-1].startswith("Counted again: 5 yes, 0 no")

    def one_more(one):
        one["events"][-3]["payload"]["papers"][0]["number"] = 4

    def invalid(one):
        one["events"][-3]["payload"]["papers"][0]["answer"] = {"choice": "perhaps"}

    assert edited(found, one_more) == "5 companies took part, but 6 ballots are here."
    assert edited(found, invalid).startswith("A paper is not valid")


def on_paper(secret, *places, counts):
    keeper, other = (one.user for one in secret.scrutineers[:2])
    for place in places:
        give_paper(secret.round, secret.entries[place], by=keeper)
    secret.close()
    for person in (keeper, other):
        count_papers(secret.round, counts, by=person)
    secret.round = count_urn(secret.round, secret.code(0, 1), by=keeper)
