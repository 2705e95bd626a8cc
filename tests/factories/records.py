"""Records of rounds, made without the database."""

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from itertools import count
from typing import Any

from governance.voting import record
from governance.voting.counting.rule import Electorate, Rule
from governance.voting.counting.tally import tally

ORDINARY = Rule("present", 1, 2, True, 1, 2, "members")
FIRST_VERSION = Rule("present", 1, 2, True, 1, 2)
OPENED_AT = datetime(2026, 3, 1, 9, tzinfo=UTC)
CLOSES_AT = OPENED_AT + timedelta(days=7)
EXTENDED_TO = CLOSES_AT + timedelta(days=3)

Json = dict[str, Any]

TERMS: Json = {
    "version": 2,
    "amendment": 0,
    "effect": {"key": "allocation", "sentence": "Nodo gets C5.", "facts": {"unit": "C5", "company": 4}},
    "cost_cents": 120_000,
    "cost_key": "equal",
    "responsible": 3,
    "due_on": "2026-09-30",
    "review_months": 12,
    "supersedes": "2025/3",
}


class Chain:
    """Events one after another, a second apart unless a moment is given."""

    def __init__(self, opened_at: datetime) -> None:
        self.events: list[Json] = []
        self.seconds = (opened_at + timedelta(seconds=n) for n in count())

    def moment(self) -> datetime:
        return next(self.seconds)

    def add(self, kind: str, payload: Json, at: datetime | None = None) -> None:
        self.events.append(
            record.event(
                height=len(self.events) + 1,
                parent=self.events[-1]["hash"] if self.events else "",
                kind=kind,
                payload=payload,
                at=at or self.moment(),
            )
        )


def nonce(number: int) -> str:
    return sha256(str(number).encode()).hexdigest()


def make_record(
    method: str = "motion",
    answers: Sequence[Sequence[Json]] = (),
    *,
    ending: str = "closed",
    absent: int = 0,
    recused: int = 0,
    suspended: int = 0,
    rule: Rule = ORDINARY,
    keys: Sequence[str] = (),
    lot: Sequence[str] = (),
    seats: int = 1,
    dots: tuple[int, int] = (0, 0),
    is_advisory: bool = False,
    is_extended: bool = False,
    is_second: bool = False,
    left: Sequence[int] = (),
    opened_at: datetime = OPENED_AT,
    title: str = "Assegnazione dell’unità 3",
) -> Json:
    """`answers` are each company's, in the order it gave them; `ending`: closed, open, cancelled.

    `is_second`: of the second version, by a rule that counts all members, with all that is decided in SETUP
    and the lot drawn at the close; else the rule is taken as one of the first. The companies in `left` leave
    before the end. Format 2; `in_first_format` makes the other of it.
    """
    rule = replace(rule, quorum_of=rule.quorum_of or "members") if is_second else rule
    rule = rule if is_second else replace(rule, quorum_of=None, is_tie_run_off=False)
    closes_at, extended_to = opened_at + (CLOSES_AT - OPENED_AT), opened_at + (EXTENDED_TO - OPENED_AT)
    standings = ["entitled"] * (len(answers) + absent) + ["recused"] * recused + ["suspended"] * suspended
    roll = [
        record.roll_entry(
            company=company,
            name=f"Officina n. {company}",
            standing=standing,
            reason="" if standing == "entitled" else "Reason on file",
        )
        for company, standing in enumerate(standings, start=1)
    ]
    proposal = record.proposal_section(
        proposal_id=7,
        title=title,
        text="Si propone …",
        attachments=[("pianta.pdf", nonce(0))],
        **(TERMS if is_second else {}),
    )
    settings = record.round_section(
        number=1,
        method=method,
        rule=rule.to_json(),
        opened_at=opened_at,
        closes_at=closes_at,
        options=[(key, f"Option {key}") for key in keys],
        lot=[] if is_second else lot,
        seats=seats,
        dots_total=dots[0],
        dots_per_option=dots[1],
        is_advisory=is_advisory,
        is_second_call=False if is_second else None,
    )
    chain = Chain(opened_at)
    chain.add("SETUP", record.setup_payload(proposal=proposal, settings=settings, roll=roll))
    chain.add("OPEN", record.open_payload())
    votes = cast(chain, answers)
    if is_extended:
        chain.add("EXTEND", record.extend_payload(closes_at=extended_to, reason="Holidays"))
        settings = settings | {"closes_at": record.moment(extended_to)}
    for company in left:
        gone = record.correction_payload(company=company, on=opened_at.date(), reason="Its own declaration")
        chain.add("CORRECTION", gone)
        votes = [vote for vote in votes if vote["company"] != company]
    if ending == "cancelled":
        chain.add("CANCEL", record.cancel_payload(reason="The text was wrong"))
    if ending == "closed":
        staying = [one for company, one in enumerate(standings, start=1) if company not in left]
        recusals = staying.count("recused")
        electorate = Electorate(len(staying), staying.count("entitled") + recusals, recusals)
        if is_second:
            lot = record.drawn_lot(chain.events[0]["hash"], votes, keys)
        counted = tally(
            method,
            [vote["answer"] for vote in votes],
            electorate,
            rule=rule,
            option_keys=keys,
            lot=lot,
            seats=seats,
            is_advisory=is_advisory,
        )
        close(chain, votes, counted.to_json(), at=extended_to, lot=lot if is_second else None)
    found = record.record(
        state=ending,
        made_at=max(chain.moment(), extended_to if ending == "closed" else opened_at),
        proposal=proposal,
        settings=settings,
        events=chain.events,
        votes=votes if ending == "closed" else [],
    )
    return json.loads(json.dumps(found))  # as it is read: no part of it is another part


def cast(chain: Chain, answers: Sequence[Sequence[Json]]) -> list[Json]:
    """The current votes, each revision having its event."""
    votes = []
    for company, given in enumerate(answers, start=1):
        for revision, answer in enumerate(given, start=1):
            vote = record.vote(
                company=company, revision=revision, answer=answer, nonce=nonce(100 * company + revision)
            )
            committed = record.commitment(vote["nonce"], answer)
            chain.add("VOTED", record.voted_payload(company=company, revision=revision, commitment=committed))
        votes.append(vote)
    return votes


def close(
    chain: Chain, votes: Sequence[Json], counted: Json, *, at: datetime, lot: Sequence[str] | None
) -> None:
    chain.add("CLOSE", record.close_payload(votes, lot), at=at)
    chain.add("TALLY", record.tally_payload(counted), at=at)
    decided = {name: counted[name] for name in ("outcome", "winners")}
    chain.add("OUTCOME", record.outcome_payload(**decided, resolution="2026/14"), at=at)


def in_first_format(found: Json) -> Json:
    """A record that was not open, as the first format had it."""
    older = {name: found[name] for name in ("proposal", "round", "events", "votes")}
    return {"format": "multifactory-record/1", **older}


def relinked(found: Json) -> Json:
    """The record with every hash made anew: what someone can hand out who may rewrite the whole chain."""
    parent = ""
    for event in found["events"]:
        event["parent"] = parent
        said = event["payload_hash"] if "payload_hash" in event else record.digest(event["payload"])
        covered = {name: event[name] for name in ("height", "parent", "type", "at")} | {"payload": said}
        event["hash"] = parent = record.digest(covered)
    return found
