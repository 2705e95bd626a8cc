"""What the owner of the database can do to a round, and who finds it with what the mails gave."""

import json
from copy import deepcopy
from random import Random

import pytest
from django.core import mail
from django.utils import timezone

from governance import verify
from governance.notices.emails import send_round_head
from governance.voting import record
from governance.voting.event_chain import build_record
from governance.voting.heads.services import publish_head
from governance.voting.models import RoundEvent, Vote
from governance.voting.services import people_on_roll
from multifactory.lib.immutability import drop_seals
from tests.factories.records import relinked
from tests.governance.conftest import count_now
from tests.governance.golden import GOLDEN, at, problem, renumbered


def check(found, folder, *heads) -> int:
    path = folder / "record.json"
    path.write_text(json.dumps(found))
    return verify.main([str(path), *(part for head in heads for part in ("--head", head))])


def seals_in(body: str) -> list[str]:
    return [word for word in body.split() if verify.HASH.fullmatch(word)]


def relink_in_database(voting_round) -> None:
    parent = ""
    for event in voting_round.events.order_by("height"):
        hashed = record.event_hash(event.height, parent, event.kind, event.payload, record.moment(event.at))
        RoundEvent.objects.filter(pk=event.pk).update(payload=event.payload, parent=parent, hash=hashed)
        parent = hashed


@pytest.mark.django_db
def test_three_votes_changed_in_an_open_round_and_all_relinked_are_found_by_voters_and_later_heads(
    electorate, put_to_vote, cast_all, tmp_path
):
    """Before, the check passed with the heads of opening and result, and nobody held any other."""
    voting_round = put_to_vote()
    [opening, *_] = seals_in(mail.outbox[0].body)
    mail.outbox.clear()
    cast_all(voting_round, "yes", "no", "no", "no", "yes")
    receipts = {one.to[0]: seals_in(one.body)[0] for one in mail.outbox}
    send_round_head(
        voting_round, people_on_roll(voting_round), head=publish_head(voting_round, at=timezone.now())
    )
    daily = seals_in(mail.outbox[-1].body)[0]

    drop_seals("default")
    for vote in Vote.objects.filter(choice="no").select_related("roll_entry"):
        vote.choice, vote.answer = "yes", {"choice": "yes"}
        vote.save()
        event = voting_round.events.get(kind="VOTED", payload__company=vote.roll_entry.company_id)
        event.payload["commitment"] = record.commitment(vote.nonce, vote.answer)
        RoundEvent.objects.filter(pk=event.pk).update(payload=event.payload)
    relink_in_database(voting_round)
    closed = count_now(voting_round)
    found, result = build_record(closed), closed.heads.latest("pk").hash

    assert (closed.outcome, closed.tally["counts"]["yes"]) == ("adopted", 5)
    assert check(found, tmp_path, opening, result) == 0  # what was mailed before: no help
    concerned = [person.email for _company, person in electorate[1:4]]
    assert [check(found, tmp_path, receipts[one]) for one in concerned] == [1, 1, 1]
    assert check(found, tmp_path, daily) == 1


def test_an_effect_changed_in_an_open_round_is_found_by_the_opening_head(tmp_path):
    """Before, the effect stood in no record: D11 went to another company, and the check passed."""
    found = deepcopy(GOLDEN["second"])
    opening = found["events"][1]["hash"]
    for proposal in (found["proposal"], found["events"][0]["payload"]["proposal"]):
        proposal["effect"]["facts"]["company"] = 9
    lot = record.drawn_lot(relinked(found)["events"][0]["hash"], found["votes"], "ABC")
    found["events"][-3]["payload"]["lot"] = lot

    # Where only the row in the database was changed, the record says so by itself.
    alone = deepcopy(GOLDEN["second"])
    alone["proposal"]["effect"]["facts"]["company"] = 9
    assert [check(alone, tmp_path), check(relinked(found), tmp_path, opening)] == [1, 1]


@pytest.mark.django_db
def test_a_chain_cut_by_its_end_is_found_by_what_the_page_prints(put_to_vote, cast_all, tmp_path):
    """Before, 335 of 335 cut chains passed."""
    voting_round = put_to_vote()
    cast_all(voting_round, "no", "no", "no")
    closed = count_now(voting_round)
    whole, head = build_record(closed), closed.heads.latest("pk").hash

    for kept in range(2, len(whole["events"])):
        cut = whole | {"events": whole["events"][:kept], "votes": []}
        is_open = {"state": "open", "made_at": cut["events"][-1]["at"]}
        assert [check(cut, tmp_path), check(cut | is_open, tmp_path, head)] == [1, 1]


# --- Whatever else ---------------------------------------------------------------------------------------

NOT_OF_THE_ROUND = {("format",), ("made_at",)}  # of the file: its hour is no claim on the round


def leaves(value, so_far=()):
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    found = [path for key, one in inside for path in leaves(one, (*so_far, key))]
    return found or [so_far]


def change_a_leaf(found, random: Random) -> None:
    path = random.choice([one for one in leaves(found) if one not in NOT_OF_THE_ROUND])
    leaf = at(found, path)
    others = {
        bool: [not leaf] if isinstance(leaf, bool) else [],
        int: [leaf + random.randint(1, 9), -leaf - 1] if isinstance(leaf, int) else [],
        str: [f"{leaf}x", "yes", "no", "A", "0" * 64, "2026-03-05T09:00:00.000000Z", "closed", "open"],
    }.get(type(leaf), [1, "x", {"x": 1}])
    at(found, path[:-1])[path[-1]] = random.choice([one for one in others if one != leaf])


def change_the_list(found, random: Random) -> None:
    events = found["events"] if random.random() < 0.7 or not found["votes"] else found["votes"]
    place = random.randrange(len(events))
    match random.choice(["drop", "double", "move", "cut"]):
        case "drop":
            del events[place]
        case "double":
            place = min(place, len(events) - 2)  # what follows the last head is no tampering
            events.insert(place, deepcopy(events[place]))
        case "move":
            events.insert((place + 1) % len(events), events.pop(place))
        case "cut":
            del events[place:]
            found |= {"votes": [], "state": "open", "made_at": "2026-03-05T09:00:00.000000Z"}


def vote_another_way(found, random: Random) -> None:
    """A vote with its commitment and the hash of all votes, as the owner of the database would."""
    if not found["votes"]:
        return change_a_leaf(found, random)
    vote = random.choice(found["votes"])
    other = random.choice([one for one in found["votes"] if one is not vote])
    if vote["answer"] == other["answer"]:
        other = {"answer": {"choice": "blank"}}
    vote["answer"] = deepcopy(other["answer"])
    sealed = {"company": vote["company"], "revision": vote["revision"]}
    for event in found["events"]:
        if event["payload"].items() >= sealed.items():
            event["payload"]["commitment"] = record.commitment(vote["nonce"], vote["answer"])
        if event["type"] == "CLOSE":
            event["payload"]["votes"] = record.votes_hash(found["votes"])
    return None


@pytest.mark.parametrize("seed", range(400))
def test_400_random_tamperings_with_every_hash_made_anew_fail_with_the_mailed_heads(seed):
    random = Random(seed)
    original = random.choice([found for name, found in GOLDEN.items() if name != "first"])
    heads = [original["events"][1]["hash"], original["events"][-1]["hash"]]
    found = deepcopy(original)
    while found == original:  # a hash that was changed is made anew
        random.choice([change_a_leaf, change_the_list, vote_another_way])(found, random)
        renumbered(found)
        relinked(found)

    assert problem(found, *heads) != ""
