"""The record of a round: a chain of events from which any company can recount it. The standard library only.

A record is one JSON object that `governance/verify.py` checks without the portal:

    {"format": "multifactory-record/2", "made_at": "2026-03-02T07:00:00.000000Z", "state": "open",
     "proposal": {"id": 7, "title": "…", "text": "…", "attachments": [{"name": "…", "sha256": "…"}], …},
     "round": {"number": 1, "method": "motion", "rule": {…}, "is_advisory": false, "seats": 1,
               "options": [{"key": "A", "title": "…"}], "lot": ["A"], "dots": {"total": 0, "per_option": 0},
               "opened_at": "2026-03-01T09:00:00.000000Z", "closes_at": "…"},
     "events": [{"height": 1, "parent": "", "type": "SETUP", "payload": {…}, "at": "…", "hash": "…"}, …],
     "votes": [{"company": 12, "revision": 1, "answer": {"choice": "yes"}, "nonce": "…"}]}

`events` run from height 1 without a gap, each with the hash of the one before as its parent (the first:
""): SETUP, OPEN, then VOTED, CORRECTION and at most one EXTEND as they come, and at the end CANCEL, or
CLOSE, TALLY, OUTCOME. Their payloads are what the functions below build. SETUP commits to the proposal, the
round and the roll; `proposal` and `round` say the same, but that `closes_at` is the one in force after an
extension.

While a round is open (`state`) its record ends with the head that last went out by mail, and a VOTED event
has `payload_hash`, the SHA-256 of its canonical payload, in place of the payload: nobody sees who has
voted. `votes` are the last answers of the companies that may vote at the close, by company, and empty until
then; a VOTED event shows a commitment, and the nonce that opens it comes with the vote. Answers given
before the last, and those of a cancelled round, stay sealed.

Rounds whose rule says of whom the quorum is (`quorum_of`) are of the second version: SETUP commits to what is
carried out as well, and to an empty lot; the lot is drawn at the close (`drawn_lot`) and stands in CLOSE.
A round of an assembly has no `closes_at` (null: its chair closes it) and names the assembly; SETUP says who
is there when it opens (`attendance`), CLOSE who is there when it closes: they make the quorum, and those of
them that are silent weigh as no where the majority is of those present.
A secret round (`"is_secret": true` in its settings) has in place of `votes`

     "ballots": [{"tracker": "…", "nonce": "…", "phrase": "…", "answer": {"choice": "yes"}}]

in the order of their trackers, its VOTED events say {"company": 12} and no more, and CLOSE holds the hash and
number of the ballots, with `papers` [{"answer": {…}, "number": 3}] where papers were given out as well.
In format 1 a record had neither `made_at` nor `state`, and showed all that had happened.

Canonical JSON: UTF-8, no spaces, keys in the order of their code points, text in Unicode's NFC, no floats.
Hashes are SHA-256 in lower-case hexadecimal digits. Moments are UTC to the microsecond (`moment`).
"""

import json
import secrets
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime
from hashlib import sha256
from typing import Any
from unicodedata import normalize

FORMAT = "multifactory-record/2"
SETUP, OPEN, VOTED, EXTEND, CORRECTION, CANCEL, CLOSE, TALLY, OUTCOME = EVENT_TYPES = (
    "SETUP",
    "OPEN",
    "VOTED",
    "EXTEND",
    "CORRECTION",
    "CANCEL",
    "CLOSE",
    "TALLY",
    "OUTCOME",
)

Json = dict[str, Any]


# --- Hashes -------------------------------------------------------------------------------------------


def canonical(value: Any) -> bytes:
    """Canonical JSON. TypeError for a float and whatever JSON has no word for; ValueError for two keys that
    are one in NFC, and for half a surrogate pair.
    """
    text = json.dumps(_normal(value), sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return text.encode()


def _normal(value: Any) -> Any:
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, str):
        return normalize("NFC", value)
    if isinstance(value, list | tuple):
        return [_normal(item) for item in value]
    if isinstance(value, Mapping) and all(isinstance(key, str) for key in value):
        normal = {normalize("NFC", key): _normal(item) for key, item in value.items()}
        if len(normal) < len(value):
            raise ValueError("Two keys are the same text.")
        return normal
    raise TypeError(f"Not in a record: {type(value).__name__}.")


def digest(value: Any) -> str:
    return sha256(canonical(value)).hexdigest()


def event_hash(height: int, parent: str, kind: str, payload: Mapping[str, Any], at: str) -> str:
    """SHA-256 over canonical {height, parent, type, at, payload: the SHA-256 of the canonical payload}."""
    parts = {"height": height, "parent": parent, "type": kind, "at": at, "payload": digest(payload)}
    return digest(parts)


def new_nonce() -> str:
    """32 random bytes in hexadecimal digits: without them trying each answer would open a commitment."""
    return secrets.token_hex(32)


def commitment(nonce: str, answer: Mapping[str, Any]) -> str:
    """SHA-256(nonce ‖ canonical answer), the nonce as the bytes its hexadecimal digits stand for."""
    return sha256(bytes.fromhex(nonce) + canonical(answer)).hexdigest()


def votes_hash(votes: Iterable[Mapping[str, Any]]) -> str:
    """The current votes by company, or ballots by tracker, whatever their order."""
    return digest(_sorted(votes))


def _sorted(votes: Iterable[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    return sorted(votes, key=lambda vote: vote["tracker"] if "tracker" in vote else vote["company"])


def tracker(setup_hash: str, nonce: str, phrase: str, answer: Any) -> str:
    """SHA-256(canonical [hash of SETUP, nonce, phrase, answer]): by it a voter finds the own ballot.

    The phrase is the voter's: nobody can show two voters one ballot.
    """
    return digest([setup_hash, nonce, phrase, answer])


def drawn_lot(setup_hash: str, votes: Iterable[Mapping[str, Any]], option_keys: Iterable[str]) -> list[str]:
    """The options by SHA-256(canonical [hash of SETUP, nonces of the votes that count in order, key]).

    Nobody who votes can steer it: whoever votes last would have to know all other nonces.
    """
    nonces = sorted(vote["nonce"] for vote in votes)
    return sorted(option_keys, key=lambda key: digest([setup_hash, nonces, key]))


def moment(value: datetime) -> str:
    """An aware datetime as a record has it, e.g. 2026-03-01T09:00:00.000000Z; sorts as text."""
    if value.tzinfo is None:
        raise ValueError("A moment needs its time zone.")
    return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


# --- Parts of a record --------------------------------------------------------------------------------


def proposal_section(
    *, proposal_id: int, title: str, text: str, attachments: Iterable[tuple[str, str]] = (), **more: Any
) -> Json:
    """`attachments` are pairs of a name and the SHA-256 of the file; `more` is committed to as well."""
    files = [{"name": name, "sha256": hashed} for name, hashed in attachments]
    return {"id": proposal_id, "title": title, "text": text, "attachments": files, **more}


def round_section(
    *,
    number: int,
    method: str,
    rule: Mapping[str, Any],
    opened_at: datetime,
    closes_at: datetime | None,
    options: Iterable[tuple[str, str]] = (),
    lot: Sequence[str] = (),
    seats: int = 1,
    dots_total: int = 0,
    dots_per_option: int = 0,
    is_advisory: bool = False,
    is_second_call: bool | None = None,
    assembly: Json | None = None,
    is_secret: bool = False,
) -> Json:
    """`rule` is `Rule.to_json()`, `options` are pairs of a key and a title. Only a round of the first version
    has a `lot`, the keys as drawn before it opened, and does not say `is_second_call`. One of an assembly has
    an `assembly_section` and no end."""
    more: Json = {} if is_second_call is None else {"is_second_call": is_second_call}
    if assembly is not None:
        more["assembly"] = assembly
    if is_secret:
        more["is_secret"] = True
    return {
        "number": number,
        "method": method,
        "rule": dict(rule),
        "options": [{"key": key, "title": title} for key, title in options],
        "lot": list(lot),
        "seats": seats,
        "dots": {"total": dots_total, "per_option": dots_per_option},
        "is_advisory": is_advisory,
        "opened_at": moment(opened_at),
        "closes_at": moment(closes_at) if closes_at else None,
        **more,
    }


def assembly_section(*, reference: str, item: int, cast_by: str) -> Json:
    """`reference` is its number, e.g. "2026/2"; `item` the place on its agenda; `cast_by` phones, hands …"""
    return {"reference": reference, "item": item, "cast_by": cast_by}


def attendance(*, call: int, present: Sequence[int], casting: int | None) -> Json:
    """Who is there when the vote opens: companies by id. `casting` is the one whose vote decides a tie."""
    return {"call": call, "present": list(present), "casting": casting or 0}


def roll_entry(*, company: int, name: str, standing: str, reason: str = "") -> Json:
    """`standing` is "entitled", "suspended" or "recused"."""
    return {"company": company, "name": name, "standing": standing, "reason": reason}


def vote(*, company: int, revision: int, answer: Mapping[str, Any], nonce: str) -> Json:
    """A company's answer: the first is revision 1, each change one more."""
    return {"company": company, "revision": revision, "answer": dict(answer), "nonce": nonce}


def ballot(tracker: str, nonce: str, phrase: str, answer: Any) -> Json:
    """An answer in a secret round, and nothing of whose it is."""
    return {"tracker": tracker, "nonce": nonce, "phrase": phrase, "answer": answer}


def event(*, height: int, parent: str, kind: str, payload: Mapping[str, Any], at: datetime) -> Json:
    """The next link. The first has height 1 and the parent ""; a vote's `at` is when it was received."""
    when = moment(at)
    hashed = event_hash(height, parent, kind, payload, when)
    return {
        "height": height,
        "parent": parent,
        "type": kind,
        "payload": dict(payload),
        "at": when,
        "hash": hashed,
    }


def sealed_event(link: Json) -> Json:
    """A VOTED event as an open record shows it: its links verify, and it says nothing of the company."""
    shown = {name: link[name] for name in ("height", "parent", "type", "at", "hash")}
    return shown | {"payload_hash": digest(link["payload"])}


def record(
    *,
    state: str,
    made_at: datetime,
    proposal: Json,
    settings: Json,
    events: Iterable[Json],
    votes: Iterable[Json],
) -> Json:
    """`state`: open, closed, cancelled. `settings` is a `round_section`; `votes` the current ones of a closed
    round, else none; of an open one `events` are those up to the head that last went out. A secret round has
    `ballots` in place of `votes`."""
    return {
        "format": FORMAT,
        "made_at": moment(made_at),
        "state": state,
        "proposal": proposal,
        "round": settings,
        "events": [sealed_event(one) if state == "open" and one["type"] == VOTED else one for one in events],
        "ballots" if settings.get("is_secret") else "votes": _sorted(votes),
    }


# --- Payloads of events -------------------------------------------------------------------------------


def setup_payload(
    *, proposal: Json, settings: Json, roll: Iterable[Json], attendance: Json | None = None
) -> Json:
    payload: Json = {"proposal": proposal, "round": settings, "roll": list(roll)}
    return payload if attendance is None else payload | {"attendance": attendance}


def open_payload() -> Json:
    return {}


def voted_payload(*, company: int, revision: int, commitment: str) -> Json:
    return {"company": company, "revision": revision, "commitment": commitment}


def participated_payload(*, company: int) -> Json:
    """VOTED in a secret round: that the company has, by the urn or by taking a paper."""
    return {"company": company}


def extend_payload(*, closes_at: datetime, reason: str) -> Json:
    return {"closes_at": moment(closes_at), "reason": reason}


def correction_payload(*, company: int, on: date, reason: str, resolution: str = "") -> Json:
    """A company that left on a day while the round was open; `resolution` is the one that excluded it."""
    return {
        "company": company,
        "change": "left",
        "on": on.isoformat(),
        "reason": reason,
        "resolution": resolution,
    }


def cancel_payload(*, reason: str) -> Json:
    return {"reason": reason}


def close_payload(
    votes: Sequence[Mapping[str, Any]],
    lot: Sequence[str] | None = None,
    present: Sequence[int] | None = None,
    papers: Sequence[Mapping[str, Any]] | None = None,
) -> Json:
    """`lot` as it is drawn at the close; None where it was drawn before the opening. `present` are the
    companies that are there when an assembly's vote is closed, `papers` the answers of a secret round on
    paper, {"answer": …, "number": …} each; None where none were given out."""
    payload: Json = {"votes": votes_hash(votes), "count": len(votes)}
    more: Json = {"lot": lot, "present": present, "papers": papers}
    return payload | {name: list(value) for name, value in more.items() if value is not None}


def tally_payload(tally: Mapping[str, Any]) -> Json:
    """`tally` is `Tally.to_json()`."""
    return dict(tally)


def outcome_payload(*, outcome: str, winners: Sequence[str], resolution: str = "") -> Json:
    """`resolution` is its number in the book, e.g. "2026/14", or empty where nothing entered it."""
    return {"outcome": outcome, "winners": list(winners), "resolution": resolution}
