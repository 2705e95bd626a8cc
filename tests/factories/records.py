"""Records of rounds, made without the database."""

import json
from collections.abc import Sequence
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


class Chain:
    """Events one after another, a second apart unless a moment is given."""

    def __init__(self) -> None:
        self.events: list[Json] = []
        self.clock = (OPENED_AT + timedelta(seconds=n) for n in count())

    def add(self, kind: str, payload: Json, at: datetime | None = None) -> None:
        self.events.append(
            record.event(
                height=len(self.events) + 1,
                parent=self.events[-1]["hash"] if self.events else "",
                kind=kind,
                payload=payload,
                at=at or next(self.clock),
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
    title: str = "Assegnazione dell’unità 3",
) -> Json:
    """`answers` are each company's, in the order it gave them; `ending`: closed, open, cancelled."""
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
        proposal_id=7, title=title, text="Si propone …", attachments=[("pianta.pdf", nonce(0))]
    )
    settings = record.round_section(
        number=1,
        method=method,
        rule=rule.to_json(),
        opened_at=OPENED_AT,
        closes_at=CLOSES_AT,
        options=[(key, f"Option {key}") for key in keys],
        lot=lot,
        seats=seats,
        dots_total=dots[0],
        dots_per_option=dots[1],
        is_advisory=is_advisory,
    )
    chain = Chain()
    chain.add("SETUP", record.setup_payload(proposal=proposal, settings=settings, roll=roll))
    chain.add("OPEN", record.open_payload())
    votes = cast(chain, answers)
    if is_extended:
        chain.add("EXTEND", record.extend_payload(closes_at=EXTENDED_TO, reason="Holidays"))
        settings = settings | {"closes_at": record.moment(EXTENDED_TO)}
    if ending == "cancelled":
        chain.add("CANCEL", record.cancel_payload(reason="The text was wrong"))
    if ending == "closed":
        entitled = len(answers) + absent + recused
        electorate = Electorate(entitled + suspended, entitled, recused)
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
        close(chain, votes, counted.to_json())
    found = record.record(
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


def close(chain: Chain, votes: Sequence[Json], counted: Json) -> None:
    chain.add("CLOSE", record.close_payload(votes), at=EXTENDED_TO)
    chain.add("TALLY", record.tally_payload(counted), at=EXTENDED_TO)
    decided = {name: counted[name] for name in ("outcome", "winners")}
    chain.add("OUTCOME", record.outcome_payload(**decided, resolution="2026/14"), at=EXTENDED_TO)


def relinked(found: Json) -> Json:
    """The record with every hash made anew: what someone can hand out who may rewrite the whole chain."""
    parent = ""
    for event in found["events"]:
        event["parent"] = parent
        event["hash"] = parent = record.event_hash(
            event["height"], parent, event["type"], event["payload"], event["at"]
        )
    return found
