#!/usr/bin/env python3
"""Checks the record of a voting round, or minutes of an assembly, away from the portal.

    python3 verify.py record-8-1.json --head HASH [--head HASH ...]
    python3 verify.py minutes-2027-3.json --head HASH [--head HASH ...]

It needs Python 3.9 or newer and nothing else. Put it in one folder with the record, open a terminal there
and type the line above, with the name of your record. It changes nothing and asks nobody.

It shares no code with the portal: it reads the record as its format says (multifactory-record/2 or /1),
counts again by itself, and compares. A head is the hash that a mail about the round gives, and so is the
receipt of a vote: who has one need not trust whoever hands out the record. Give all you have.

Of minutes (multifactory-minutes/1) it checks the whole chain of their book, and each vote of theirs against
its record, where that lies in the same folder: text, count, number of the resolution and last head.

It ends with
  0  if all is well,
  1  if something is WRONG, and says what,
  2  if the file is no record,
  3  if the voting has ended since the record was made: it was made before the end, download it again.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import sys
from collections import Counter
from datetime import date, datetime, timedelta, timezone
from hashlib import sha256
from typing import Any, Dict, Iterable, Iterator, Mapping
from unicodedata import is_normalized, normalize

FORMATS = ("multifactory-record/1", "multifactory-record/2")
MINUTES = "multifactory-minutes/1"
RECORD: dict[str, type] = {"format": str, "proposal": dict, "round": dict, "events": list, "votes": list}
RECORD_2 = {**RECORD, "made_at": str, "state": str}
# A secret round shows ballots, and nothing of whose they are.
SECRET_RECORD = {**{name: kind for name, kind in RECORD_2.items() if name != "votes"}, "ballots": list}
BALLOT = {"tracker": str, "nonce": str, "phrase": str, "answer": dict}
PAPERS = {"answer": dict, "number": int}
SECRET_VOTED = {"company": int}
EVENT = {"height": int, "parent": str, "type": str, "payload": dict, "at": str, "hash": str}
SEALED_EVENT = {"height": int, "parent": str, "type": str, "payload_hash": str, "at": str, "hash": str}
SETUP: dict[str, type] = {"proposal": dict, "round": dict, "roll": list}
PAYLOADS: dict[str, dict[str, type]] = {
    "SETUP": SETUP,
    "OPEN": {},
    "VOTED": {"company": int, "revision": int, "commitment": str},
    "EXTEND": {"closes_at": str, "reason": str},
    "CORRECTION": {"company": int, "change": str, "on": str, "reason": str, "resolution": str},
    "CANCEL": {"reason": str},
    "OUTCOME": {"outcome": str, "winners": list, "resolution": str},
}
CLOSE = {"votes": str, "count": int}
CLOSE_2 = {**CLOSE, "lot": list}
# In an assembly: which call it is, who is there when the vote opens and when it closes, and the company whose
# vote decides a tie (0: none).
ATTENDANCE = {"call": int, "present": list, "casting": int}
SETUP_IN_ASSEMBLY = {**SETUP, "attendance": dict}
CLOSE_IN_ASSEMBLY = {**CLOSE_2, "present": list}
PROPOSAL = {"id": int, "title": str, "text": str, "attachments": list}
ROUND = {
    "number": int,
    "method": str,
    "rule": dict,
    "options": list,
    "lot": list,
    "seats": int,
    "dots": dict,
    "is_advisory": bool,
    "opened_at": str,
    "closes_at": str,
}
ROUND_2 = {**ROUND, "is_second_call": bool}
ASSEMBLY = {"reference": str, "item": int, "cast_by": str}
NO_END: dict[str, type] = {"closes_at": type(None), "assembly": dict}
RULE = {
    "base": str,
    "numerator": int,
    "denominator": int,
    "is_strict": bool,
    "quorum_numerator": int,
    "quorum_denominator": int,
}
RULE_2 = {**RULE, "quorum_of": str, "is_tie_run_off": bool}
RUN_OFF_RULE = {**RULE_2, "is_run_off": bool}  # for the seats an election left
# What else is decided with the text: of each the kinds it may have.
NONE = type(None)
TERMS: dict[str, tuple[type, ...]] = {
    "effect": (NONE, dict),
    "cost_cents": (NONE, int),
    "cost_key": (str,),
    "responsible": (NONE, int),
    "due_on": (NONE, str),
    "review_months": (NONE, int),
    "supersedes": (str,),
}
EFFECT = {"key": str, "sentence": str, "facts": dict}
VOTE = {"company": int, "revision": int, "answer": dict, "nonce": str}
CHOICES = {
    "motion": ["yes", "no", "abstain", "blank"],
    "consent": ["consent", "concern", "aside", "objection", "blank"],
    "ranked": ["ballot", "blank"],
    "approval": ["ballot", "blank"],
    "dots": ["ballot", "blank"],
}
HASH = re.compile("[0-9a-f]{64}")
DAY = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")
MOMENT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\.[0-9]{6}Z")

Json = Dict[str, Any]


class UnreadableError(Exception):
    pass


class WrongError(Exception):
    pass


class StaleError(Exception):
    pass


def need(is_right: object, problem: str) -> None:
    if not is_right:
        raise WrongError(problem)


def need_fields(value: Any, kinds: Mapping[str, type], where: str, *, may_have_more: bool = False) -> None:
    """An object with exactly these fields, each of its kind (true and false are no numbers)."""
    need(type(value) is dict, where + " is not an object.")
    need(
        value.keys() == kinds.keys() or (may_have_more and value.keys() > kinds.keys()),
        where + " does not have the fields it should: " + ", ".join(kinds) + ".",
    )
    for name, kind in kinds.items():
        need(type(value[name]) is kind, f"{where}: “{name}” is not of the right kind.")


# --- Reading and hashing ------------------------------------------------------------------------------


def read(path: str) -> Any:
    def no_float(text: str) -> None:
        raise UnreadableError(f"There is a number that is not whole: {text}.")

    def no_doubles(pairs: list[tuple[str, Any]]) -> Json:
        found = dict(pairs)
        if len(found) < len(pairs):
            raise UnreadableError("A name stands twice in one object.")
        return found

    try:
        with open(path, encoding="utf-8") as file:
            record = json.load(
                file, parse_float=no_float, parse_constant=no_float, object_pairs_hook=no_doubles
            )
    except (OSError, ValueError, RecursionError) as error:
        raise UnreadableError(f"It cannot be read: {error}") from error
    if type(record) is not dict or record.get("format") not in (*FORMATS, MINUTES):
        raise UnreadableError(f"It does not say that it is a {' or a '.join((*FORMATS, MINUTES))}.")
    return record


ENCODER = json.JSONEncoder(sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def canonical(value: Any) -> bytes:
    """UTF-8 without spaces, names in order, text in NFC."""
    text = ENCODER.encode(value)
    if not text.isascii() and not is_normalized("NFC", text):
        text = ENCODER.encode(in_nfc(value))
    try:
        return text.encode()
    except UnicodeEncodeError:
        raise WrongError("There is a text with half a character.") from None


def in_nfc(value: Any) -> Any:
    if isinstance(value, str):
        return normalize("NFC", value)
    if isinstance(value, list):
        return [in_nfc(one) for one in value]
    if isinstance(value, dict):
        found = {normalize("NFC", name): in_nfc(one) for name, one in value.items()}
        need(len(found) == len(value), "Two names in one object are the same text.")
        return found
    return value


def digest(value: Any) -> str:
    """SHA-256 of the canonical form, a long list one by one so that it need not stand in memory again."""
    hashed = sha256()
    for piece in pieces(value):
        hashed.update(piece)
    return hashed.hexdigest()


def pieces(value: Any) -> Iterator[bytes]:
    if type(value) is list:
        for place, one in enumerate(value):
            yield b"," if place else b"["
            yield canonical(one)
        yield b"]" if value else b"[]"
    elif type(value) is dict and "roll" in value:  # the payload of SETUP
        for place, name in enumerate(sorted(value)):
            yield b"," if place else b"{"
            yield canonical(name) + b":"
            yield from pieces(value[name])
        yield b"}"
    else:
        yield canonical(value)


def is_same(one: Any, other: Any) -> bool:
    return canonical(one) == canonical(other)


# --- The chain ----------------------------------------------------------------------------------------


def check_chain(events: list[Json], *, may_be_sealed: bool) -> str:
    """Of a round that is open a vote shows the hash of what it says, and no more."""
    parent = ""
    for height, event in enumerate(events, start=1):
        where = f"Event {height}"
        need(type(event) is dict, f"{where} is not an object.")
        is_sealed = may_be_sealed and event.get("type") == "VOTED" and "payload" not in event
        need_fields(event, SEALED_EVENT if is_sealed else EVENT, where)
        need(event["height"] == height, f"{where} says it is number {event['height']}.")
        need(event["parent"] == parent, f"{where} does not follow the event before it.")
        need(MOMENT.fullmatch(event["at"]), f"{where} has no moment.")
        covered = {name: event[name] for name in ("height", "parent", "type", "at")}
        covered["payload"] = event["payload_hash"] if is_sealed else digest(event["payload"])
        need(event["hash"] == digest(covered), f"{where} was changed: its hash is another.")
        parent = event["hash"]
        if not is_sealed:
            check_payload(event, where)
    return f"The chain of {len(events)} events is whole."


def check_payload(event: Json, where: str) -> None:
    kind, payload = event["type"], event["payload"]
    if kind == "CLOSE":
        in_assembly = CLOSE_IN_ASSEMBLY if "present" in payload else CLOSE_2
        in_assembly = {**in_assembly, "papers": list} if "papers" in payload else in_assembly
        need_fields(payload, in_assembly if "lot" in payload else CLOSE, f"{where} (CLOSE)")
    elif kind == "SETUP" and "attendance" in payload:
        need_fields(payload, SETUP_IN_ASSEMBLY, f"{where} (SETUP)")
    elif kind == "VOTED" and "commitment" not in payload:
        need_fields(payload, SECRET_VOTED, f"{where} (VOTED)")
    elif kind != "TALLY":
        need(kind in PAYLOADS, f"{where} is of a type that a record does not have.")
        need_fields(payload, PAYLOADS[kind], f"{where} ({kind})")


def check_order(events: list[Json]) -> str:
    """How the round stands: "open", "cancelled" or "closed"."""
    types = [event["type"] for event in events]
    need(types[:2] == ["SETUP", "OPEN"], "The round does not begin with SETUP and OPEN.")
    if types[-1] == "CANCEL":
        state, voting = "cancelled", types[2:-1]
    elif types[-3:] == ["CLOSE", "TALLY", "OUTCOME"]:
        state, voting = "closed", types[2:-3]
    else:
        state, voting = "open", types[2:]
    strange = set(voting) - {"VOTED", "EXTEND", "CORRECTION"}
    need(not strange, "Out of place in the order of events: " + ", ".join(sorted(strange)) + ".")
    need(voting.count("EXTEND") <= 1, "The round was extended more than once.")
    return state


def check_made_at(record: Json, state: str, closes_at: str | None) -> None:
    """A record says when it was made, and how the round stood then: one that was cut says something else."""
    claimed, made_at, last = record["state"], record["made_at"], record["events"][-1]
    need(
        claimed == state,
        f"It says that the round is {json.dumps(claimed)}, but ends with {last['type']}: that is {state}.",
    )
    need(MOMENT.fullmatch(made_at), "It does not say when it was made.")
    need(made_at >= last["at"], "It was made before its last event.")
    is_over = closes_at is not None and made_at >= closes_at
    need(state != "open" or not is_over, "It was made after the end, and the round is still open.")


# --- What was set up ----------------------------------------------------------------------------------


def check_setup(record: Json, setup: Json, closes_at: str | None) -> None:
    need(is_same(record["proposal"], setup["proposal"]), "The proposal is not the one that was voted on.")
    need(
        is_same(record["round"], {**setup["round"], "closes_at": closes_at}),
        "The round's settings are not those it was opened with.",
    )
    proposal, settings = setup["proposal"], setup["round"]
    need_fields(proposal, PROPOSAL, "The proposal", may_have_more=True)
    for file in proposal["attachments"]:
        need_fields(file, {"name": str, "sha256": str}, "An attachment")
        need(HASH.fullmatch(file["sha256"]), "An attachment has no SHA-256.")
    is_second = is_version_2(settings)
    in_assembly = "assembly" in settings
    fields: dict[str, type] = {**(ROUND_2 if is_second else ROUND)}
    fields = {**fields, "is_secret": bool} if is_secret(settings) else fields
    need_fields(settings, {**fields, **NO_END} if in_assembly else fields, "The round")
    need(("attendance" in setup) == in_assembly, "It does not say who was there when the vote opened.")
    if in_assembly:
        check_assembly(settings["assembly"], setup, is_second)
    need(in_assembly or not is_secret(settings), "A round outside assemblies is not secret.")
    need_fields(settings["dots"], {"total": int, "per_option": int}, "The number of dots")
    check_rule(settings["rule"])
    if is_second:
        check_terms(proposal)
    need(settings["method"] in CHOICES, "The method is unknown.")
    need(MOMENT.fullmatch(settings["opened_at"]), "The opening is no moment.")
    if not in_assembly:
        need(MOMENT.fullmatch(settings["closes_at"]), "The end is no moment.")
        need(settings["opened_at"] < settings["closes_at"], "The round ends before it begins.")
    check_options(settings)


def check_assembly(assembly: Json, setup: Json, is_second: bool) -> None:
    """The round is one of an assembly, which counts who is there; its chair closes the vote."""
    need_fields(assembly, ASSEMBLY, "The assembly")
    need_fields(setup["attendance"], ATTENDANCE, "The attendance")
    need(is_second, "A round of an assembly has a rule of the second version.")
    need(setup["attendance"]["call"] in (1, 2), "There is no such call.")
    ways = ("phones", "paper", "mixed") if is_secret(setup["round"]) else ("phones", "hands", "mixed")
    need(assembly["cast_by"] in ways, "It is not said how votes were cast.")
    check_present(setup["attendance"]["present"], check_roll(setup["roll"]))


def check_present(present: list[Any], standings: dict[int, str]) -> None:
    need(present == sorted(set(present)), "Those present are not named once, in order.")
    for company in present:
        need(
            type(company) is int and standings.get(company) in ("entitled", "recused"),
            f"Company {json.dumps(company)} is counted as present and is not on the roll with a vote.",
        )


def is_secret(settings: Json) -> bool:
    """Its ballots are shown, and not whose they are."""
    return settings.get("is_secret") is True


def is_version_2(settings: Json) -> bool:
    """Rounds of the second version say of whom the quorum is; their lot is drawn at the close."""
    rule = settings.get("rule")
    return type(rule) is dict and counts_members(rule)


def check_terms(proposal: Json) -> None:
    """What else is decided with the text, and what it carries out."""
    for name, kinds in TERMS.items():
        need(name in proposal, f"The proposal does not say “{name}”.")
        need(type(proposal[name]) in kinds, f"The proposal: “{name}” is not of the right kind.")
    if proposal["effect"] is not None:
        need_fields(proposal["effect"], EFFECT, "The effect")
        for fact in proposal["effect"]["facts"].values():
            need(type(fact) in (str, int, bool, NONE), "The effect has facts within facts.")


def counts_members(rule: Json) -> bool:
    """Whether it is a rule of version 2. One of version 1 counts those entitled and nobody else."""
    return "quorum_of" in rule


def check_rule(rule: Json) -> None:
    fields = RUN_OFF_RULE if "is_run_off" in rule else RULE_2
    need_fields(rule, fields if counts_members(rule) else RULE, "The rule")
    need(rule["base"] in ("cast", "present", "all"), "The rule's base is unknown.")
    need(rule.get("quorum_of") in (None, "members", "entitled"), "The rule does not say whose quorum it has.")
    need(min(rule["denominator"], rule["quorum_denominator"]) >= 1, "The rule divides by nothing.")
    need(min(rule["numerator"], rule["quorum_numerator"]) >= 0, "The rule has a negative fraction.")


def check_options(settings: Json) -> None:
    method = settings["method"]
    for option in settings["options"]:
        need_fields(option, {"key": str, "title": str}, "An option")
    keys = [option["key"] for option in settings["options"]]
    need(
        len(set(keys)) == len(keys) and "none" not in keys, "Two options have the same key, or one is “none”."
    )
    need(bool(keys) == (method in ("ranked", "approval", "dots")), "The options do not go with the method.")
    need(method != "ranked" or len(keys) <= 10, "There are more options than can be ranked.")
    need(all(type(key) is str for key in settings["lot"]), "The lot does not name options.")
    if is_version_2(settings):
        need(not settings["lot"], "A lot was drawn before the close.")
    elif method in ("ranked", "approval"):
        need(sorted(settings["lot"]) == sorted(keys), "The lot does not hold each option once.")
    need(settings["seats"] >= 1, "There is no seat.")


def check_roll(roll: list[Json]) -> dict[int, str]:
    """The standing of each company by its id."""
    standings = {}
    for entry in roll:
        need_fields(
            entry, {"company": int, "name": str, "standing": str, "reason": str}, "An entry of the roll"
        )
        company, standing = entry["company"], entry["standing"]
        need(company not in standings, f"Company {company} stands twice on the roll.")
        need(
            standing in ("entitled", "suspended", "recused"), f"The standing of company {company} is unknown."
        )
        need(
            standing == "entitled" or entry["reason"].strip(),
            f"Company {company} has no vote without a reason.",
        )
        standings[company] = standing
    return standings


# --- The votes ----------------------------------------------------------------------------------------


def check_voting(events: list[Json], settings: Json, standings: dict[int, str]) -> dict[int, tuple[int, str]]:
    """The last revision and commitment of each company. `standings` becomes what it is at the end."""
    current: dict[int, tuple[int, str]] = {}
    closes_at = settings["closes_at"]
    for event in events:
        kind, payload, where = event["type"], event.get("payload", {}), f"Event {event['height']}"
        if kind in ("EXTEND", "CANCEL", "CORRECTION"):
            need(payload["reason"].strip(), f"{where} gives no reason.")
        if kind == "EXTEND":
            need(closes_at is not None, f"{where} extends a vote of an assembly.")
            need(MOMENT.fullmatch(payload["closes_at"]), f"{where} extends to no moment.")
            need(payload["closes_at"] > closes_at, f"{where} does not extend the round.")
            need(event["at"] < closes_at, f"{where} extends a round that was over.")
            closes_at = payload["closes_at"]
        if kind == "CORRECTION":
            check_correction(payload, standings, where, closes_at)
            current.pop(payload["company"], None)
        if kind == "VOTED":
            is_in_time = settings["opened_at"] <= event["at"] and (not closes_at or event["at"] < closes_at)
            need(is_in_time, f"{where}: a vote outside the voting time.")
            if payload and is_secret(settings):
                check_took_part(payload, current, standings, where)
            elif payload:
                check_voted(payload, current, standings, where)
    return current


def check_took_part(
    payload: Json, current: dict[int, tuple[int, str]], standings: dict[int, str], where: str
) -> None:
    company = payload["company"]
    need(payload.keys() == SECRET_VOTED.keys(), f"{where}: it says how company {company} voted.")
    need(standings.get(company) == "entitled", f"{where}: company {company} may not vote.")
    need(company not in current, f"{where}: company {company} took part twice.")
    current[company] = (1, "")


def check_voted(
    payload: Json, current: dict[int, tuple[int, str]], standings: dict[int, str], where: str
) -> None:
    company, revision = payload["company"], payload["revision"]
    need(standings.get(company) == "entitled", f"{where}: company {company} may not vote.")
    before = current[company][0] if company in current else 0
    need(revision == before + 1, f"{where}: an answer of company {company} is missing or doubled.")
    current[company] = (revision, payload["commitment"])


def check_correction(payload: Json, standings: dict[int, str], where: str, closes_at: str | None) -> None:
    """A company that left while the round was open: out of the roll and the count, its vote too."""
    company = payload["company"]
    need(payload["change"] == "left", f"{where} corrects what cannot be corrected.")
    need(standings.get(company, "left") != "left", f"{where}: company {company} is not on the roll.")
    need(DAY.fullmatch(payload["on"]), f"{where} names no day.")
    try:
        # The day begins where the portal is: up to a day before it does by universal time.
        day = date.fromisoformat(payload["on"])
        is_in_time = closes_at is None or day <= date.fromisoformat(closes_at[:10]) + timedelta(days=1)
    except (ValueError, OverflowError):
        raise WrongError(f"{where} names no day.") from None
    need(is_in_time, f"{where}: company {company} left after the end.")
    standings[company] = "left"


def drawn_lot(setup_hash: str, votes: list[Json], settings: Json) -> list[str]:
    """The options in the order of a hash over SETUP, the nonces of all votes that count, and their key."""
    nonces = sorted(vote["nonce"] for vote in votes)
    shared = sha256(canonical([setup_hash, nonces])[:-1] + b",")  # what the hashes of all options begin with

    def place(key: str) -> str:
        hashed = shared.copy()
        hashed.update(canonical(key) + b"]")
        return hashed.hexdigest()

    return sorted((option["key"] for option in settings["options"]), key=place)


def check_ballots(ballots: list[Json], took_part: int, settings: Json, setup_hash: str, close: Json) -> None:
    """As many as companies took part, each with its tracker, and in the order of these."""
    for ballot in ballots:
        need_fields(ballot, BALLOT, "A ballot")
        need(HASH.fullmatch(ballot["nonce"]), f"Ballot {ballot['tracker']} has no nonce.")
        tracker = digest([setup_hash, ballot["nonce"], ballot["phrase"], ballot["answer"]])
        need(ballot["tracker"] == tracker, f"Ballot {ballot['tracker']} is not the one of its tracker.")
    trackers = [ballot["tracker"] for ballot in ballots]
    need(trackers == sorted(set(trackers)), "The ballots are not each once, in the order of their trackers.")
    need(close["count"] == len(ballots), "Another number of ballots was there at the close.")
    need(close["votes"] == digest(ballots), "The ballots are not those that were there at the close.")
    is_on_paper = settings["assembly"]["cast_by"] != "phones"
    need(("papers" in close) == is_on_paper, "It does not say what was on the papers.")
    papers = count_of_papers(close.get("papers", []), settings)
    need(is_on_paper or len(ballots) == took_part, missing(took_part, len(ballots)))
    need(len(ballots) + papers <= took_part, missing(took_part, len(ballots) + papers))
    is_paper_alone = settings["assembly"]["cast_by"] == "paper"
    need(not (is_paper_alone and ballots), "All voted on paper, and ballots are here.")


def missing(took_part: int, ballots: int) -> str:
    return f"{took_part} companies took part, but {ballots} ballots are here."


def count_of_papers(papers: list[Any], settings: Json) -> int:
    for paper in papers:
        need_fields(paper, PAPERS, "A paper")
        need(paper["number"] > 0, "Papers are counted by whole numbers from one.")
        problem = problem_with(paper["answer"], settings)
        need(not problem, f"A paper is not valid: {problem}.")
    return sum(paper["number"] for paper in papers)


def answers_in(ballots: list[Json], close: Json, settings: Json) -> list[Json]:
    """What is counted: an answer that is not valid is blank; one a paper."""
    answers = [
        {"choice": "blank"} if problem_with(one["answer"], settings) else one["answer"] for one in ballots
    ]
    papers = close.get("papers", [])
    return answers + [paper["answer"] for paper in papers for _ in range(paper["number"])]


def check_votes(votes: list[Json], current: dict[int, tuple[int, str]], settings: Json, close: Json) -> None:
    companies = []
    for vote in votes:
        need_fields(vote, VOTE, "A vote")
        company, answer = vote["company"], vote["answer"]
        companies.append(company)
        need(company in current, f"Company {company} has a vote that it never cast.")
        revision, commitment = current[company]
        need(vote["revision"] == revision, f"The vote of company {company} is not its last one.")
        need(HASH.fullmatch(vote["nonce"]), f"The vote of company {company} has no nonce.")
        opened = sha256(bytes.fromhex(vote["nonce"]) + canonical(answer)).hexdigest()
        need(opened == commitment, f"The vote of company {company} is not the one it cast.")
        problem = problem_with(answer, settings)
        need(not problem, f"The vote of company {company} is not valid: {problem}.")
    need(companies == sorted(set(companies)), "The votes are not one a company, in order.")
    need(
        len(companies) == len(current),
        f"{len(current)} companies voted, but {len(companies)} votes are here.",
    )
    need(close["count"] == len(votes), "Another number of votes was there at the close.")
    need(close["votes"] == digest(votes), "The votes are not those that were there at the close.")


def is_whole(value: Any) -> bool:
    return type(value) is int


def problem_with(answer: Json, settings: Json) -> str:
    """What is wrong with an answer, or nothing."""
    method, choice = settings["method"], answer.get("choice")
    if choice not in CHOICES[method]:
        return "there is no such choice"
    part = {"ranked": "ranks", "approval": "options", "dots": "dots"}[method] if choice == "ballot" else None
    if set(answer) - {"choice", "reason", part} or type(answer.get("reason", "")) is not str:
        return "it says what it should not"
    if choice == "objection" and not answer.get("reason", "").strip():
        return "an objection without a reason"
    if part is None:
        return ""
    keys = {option["key"] for option in settings["options"]}
    if type(answer.get(part)) is not (list if method == "approval" else dict):
        return "it is not a ballot"
    if method == "ranked":
        return problem_with_ranks(answer[part], keys)
    if method == "approval":
        return problem_with_names(answer[part], keys, settings["seats"])
    return problem_with_dots(answer[part], keys, settings["dots"])


def problem_with_ranks(ranks: Json, keys: set[str]) -> str:
    if not ranks or not set(ranks) <= keys | {"none"}:
        return "it ranks nothing, or what is no option"
    if not all(is_whole(rank) and 1 <= rank <= len(keys) + 1 for rank in ranks.values()):
        return "it has an impossible rank"
    return ""


def problem_with_names(names: list[Any], keys: set[str], seats: int) -> str:
    if not all(type(name) is str and name in keys for name in names) or len(set(names)) < len(names):
        return "it names what is no option, or one twice"
    return "it has too many names" if len(names) > seats > 1 else ""


def problem_with_dots(dots: Json, keys: set[str], allowed: Json) -> str:
    if not set(dots) <= keys or not all(is_whole(number) and number >= 0 for number in dots.values()):
        return "it sets dots where none can be"
    total, most = sum(dots.values()), max(dots.values(), default=0)
    is_right = 0 < total <= allowed["total"] and most <= allowed["per_option"]
    return "" if is_right else "it has too many dots, or none"


# --- Counting again -----------------------------------------------------------------------------------


def hall_at_close(
    setup: Json, close: Json, votes: list[Json], standings: dict[int, str]
) -> dict[str, Any] | None:
    """Of an assembly: how many are there, how many of them stand aside, and the vote that decides a tie."""
    need(("present" in close) == ("attendance" in setup), "It does not say who was there at the close.")
    if "present" not in close:
        return None
    check_present(close["present"], standings)
    present, chair = set(close["present"]), setup["attendance"]["casting"]
    own = [vote["answer"]["choice"] for vote in votes if vote["company"] == chair and chair in present]
    casting = own[0] if own and setup["round"]["method"] == "motion" and own[0] in ("yes", "no") else ""
    aside = len([company for company in present if standings[company] == "recused"])
    return {"present": len(present), "aside": aside, "casting": casting}


def recount(
    settings: Json,
    answers: list[Json],
    members: int,
    entitled: int,
    recused: int,
    hall: dict[str, Any] | None = None,
) -> Json:
    """What TALLY should hold. All members count in version 2 of the rule, in version 1 those entitled. In an
    assembly (`hall`) those present make the quorum, and who is there and silent weighs as no."""
    rule = settings["rule"]
    is_new = counts_members(rule)
    chosen = Counter(answer["choice"] for answer in answers)
    counts = {choice: chosen[choice] for choice in CHOICES[settings["method"]]}
    taking_part = hall["present"] if hall else len(answers) + recused
    present = max(len(answers), hall["present"] - hall["aside"]) if hall else len(answers)
    bases = {"present": present, "all": members if is_new else entitled}
    outcome, winners, by_lot, details = count_answers(settings, answers, counts, bases, hall)
    if settings["method"] == "consent" and not is_new:
        details = {"explicit": taking_part - counts["blank"]}
    for_quorum = details.get("explicit", details.get("naming", len(answers)) + recused)
    if hall:
        for_quorum = taking_part
    whole = bases["all"] if rule.get("quorum_of") == "members" else entitled
    quorum = max(1, (whole * rule["quorum_numerator"] - 1) // rule["quorum_denominator"] + 1)
    if settings["is_advisory"]:
        outcome = "advised"
    if outcome != "advised" and for_quorum < quorum:
        outcome, winners, by_lot = "no_quorum", [], False
    result = {
        "outcome": outcome,
        "winners": winners,
        "lot_used": by_lot,
        "counts": counts,
        "details": details,
    }
    roll = {"entitled": entitled, "recused": recused, "taken_part": taking_part, "quorum": quorum}
    more = {**({"members": members} if is_new else {}), **({"hall": hall} if hall else {})}
    return {"method": settings["method"], **more, **roll, **result}


def count_answers(
    settings: Json,
    answers: list[Json],
    counts: dict[str, int],
    bases: dict[str, int],
    hall: dict[str, Any] | None,
) -> tuple[str, list[str], bool, Json]:
    """Outcome, winners, whether the lot decided, and details, before the quorum is asked."""
    method, rule = settings["method"], settings["rule"]
    ballots = [answer for answer in answers if answer["choice"] == "ballot"]
    if method == "ranked":
        return count_ranked(ballots, settings["lot"], bases, rule)
    if method == "approval":
        return count_approval(ballots, settings["lot"], settings["seats"], bases, rule)
    if method == "dots":
        outcome, winners, details = count_dots(ballots, [option["key"] for option in settings["options"]])
        return outcome, winners, False, details
    if method == "consent":
        outcome, details = count_consent(counts, bases, rule)
        return outcome, [], False, details
    outcome = majority(counts["yes"], counts["no"], bases, rule)
    if outcome == "tied" and hall and hall["casting"]:
        outcome = "rejected" if hall["casting"] == "no" else with_casting_vote(counts, bases, rule, hall)
    return outcome, [], False, {}


def count_consent(counts: dict[str, int], bases: dict[str, int], rule: Json) -> tuple[str, Json]:
    """One objection stops; then somebody must consent, and in version 2 the matter's majority say yes."""
    yes = counts["consent"] + counts["concern"]
    outcome = "adopted" if counts["consent"] else "rejected"
    if outcome == "adopted" and counts_members(rule):
        outcome = majority(yes, 0, bases, rule)
    if counts["objection"]:
        outcome = "objected"
    return outcome, {"as_motion": {"yes": yes, "no": counts["objection"], "abstain": counts["aside"]}}


def majority(yes: int, no: int, bases: dict[str, int], rule: Json) -> str:
    """Yes against the rule's share of its base: those who said yes or no, those present, or all."""
    base = yes + no if rule["base"] == "cast" else bases[rule["base"]]
    difference = yes * rule["denominator"] - base * rule["numerator"]
    if yes > no and (difference > 0 or (difference == 0 and not rule["is_strict"])):
        return "adopted"
    return "tied" if yes == no and yes else "rejected"


def with_casting_vote(counts: dict[str, int], bases: dict[str, int], rule: Json, hall: Json) -> str:
    """The vote of the chair's company counts twice; the fraction stays."""
    present = max(sum(counts.values()) + 1, hall["present"] + 1 - hall["aside"])
    grown = {"present": present, "all": bases["all"] + 1}
    return majority(counts["yes"] + 1, counts["no"], grown, rule)


def count_ranked(
    ballots: list[Json], lot: list[str], bases: dict[str, int], rule: Json
) -> tuple[str, list[str], bool, Json]:
    """Schulze's method with winning votes, "none" among the options; then the first one against "none"."""
    keys = [*lot, "none"]
    better = {one: {other: 0 for other in keys if other != one} for one in keys}
    alike = Counter(tuple(ballot["ranks"].get(key, 99) for key in keys) for ballot in ballots)
    for ranks, number in alike.items():
        placed = list(zip(keys, ranks))  # noqa: B905 - not in Python 3.9
        for one, rank in placed:
            for other, other_rank in placed:
                if rank < other_rank:
                    better[one][other] += number
    strength = strongest_paths(better)
    order, left = [], keys
    while left:
        first = [
            one for one in left if not any(strength[x][one] > strength[one][x] for x in left if x != one)
        ]
        order.append(first)
        left = [one for one in left if one not in first]
    tied = [one for one in order[0] if one != "none"]
    leader = tied[0] if tied else order[1][0]
    yes, no = better[leader]["none"], better["none"][leader]
    outcome = majority(yes, no, bases, rule) if tied else "rejected"
    has_run_off = rule.get("is_tie_run_off", False)
    if has_run_off and len(tied) > 1:
        outcome = "tied"
    details = {
        "pairwise": better,
        "strengths": {x: {y: [won, -lost] for y, (won, lost) in row.items()} for x, row in strength.items()},
        "order": order,
        "winner": leader if tied else "none",
        "leader": leader,
        "against_none": {"yes": yes, "no": no, "abstain": len(ballots) - yes - no},
    }
    by_lot = len(tied) > 1 and not has_run_off
    return outcome, [leader] if outcome == "adopted" else [], by_lot, details


def strongest_paths(better: dict[str, dict[str, int]]) -> dict[str, dict[str, tuple[int, int]]]:
    """For each pair the strongest chain of wins from one to the other: (votes for, less votes against) of its
    weakest link, (0, 0) without a chain. Lengthened link by link until nothing grows stronger."""
    wins = {
        x: {y: (votes, -better[y][x]) for y, votes in row.items() if votes > better[y][x]}
        for x, row in better.items()
    }
    found = {x: {y: wins[x].get(y, (0, 0)) for y in better if y != x} for x in better}
    grows = True
    while grows:
        grows = False
        for start, reached in found.items():
            for middle in reached:
                for end, link in wins[middle].items():
                    if end != start and min(reached[middle], link) > reached[end]:
                        reached[end] = min(reached[middle], link)
                        grows = True
    return found


def count_approval(
    ballots: list[Json], lot: list[str], seats: int, bases: dict[str, int], rule: Json
) -> tuple[str, list[str], bool, Json]:
    """The most approved take the seats, equal ones by the lot. A single seat needs more than half of the
    ballots, and in version 2 the matter's majority, of whose base a ballot without its name is a no."""
    named = Counter(name for ballot in ballots for name in ballot["options"])
    scores = {key: named[key] for key in lot}
    needs_majority = seats == 1 and not rule.get("is_run_off", False)
    needed = len(ballots) // 2 + 1 if needs_majority else 1
    if needs_majority and counts_members(rule):
        share = rule["numerator"] * {"cast": len(ballots), **bases}[rule["base"]]
        above = share + rule["is_strict"] + rule["denominator"] - 1  # to the next whole company
        needed = max(needed, above // rule["denominator"])
    places = sorted((-scores[key], place, key) for place, key in enumerate(lot) if scores[key] >= needed)
    elected = [key for _, _, key in places[:seats]]
    by_lot = len(places) > seats and places[seats - 1][0] == places[seats][0]
    details = {"scores": scores, "ballots": len(ballots), "needed": needed, "elected": elected}
    if counts_members(rule) and seats > 1:
        details["naming"] = len([ballot for ballot in ballots if ballot["options"]])
    if by_lot and rule.get("is_tie_run_off", False):
        last = scores[elected[-1]]
        details["elected"] = [key for key in elected if scores[key] != last]
        details["tied"] = sorted(key for score, _, key in places if -score == last)
        return "tied", [], False, details
    return "adopted" if elected else "rejected", elected, by_lot, details


def count_dots(ballots: list[Json], keys: list[str]) -> tuple[str, list[str], Json]:
    """Sums, and equal places for equal sums. Never decides anything."""
    sums = {key: sum(ballot["dots"].get(key, 0) for ballot in ballots) for key in keys}
    from_the_top = sorted(sums.values(), reverse=True)
    ranks = {key: from_the_top.index(dots) + 1 for key, dots in sums.items()}
    winners = [key for key in keys if sums[key] == from_the_top[0] > 0]
    return "advised", winners, {"sums": sums, "ranks": ranks}


# --- Minutes ------------------------------------------------------------------------------------------

MINUTES_FILE: dict[str, type] = {"format": str, "book": list, "content": dict, "names": dict}
ENTRY = {
    "year": int,
    "number": int,
    "parent": str,
    "signed_at": str,
    "content": str,
    "signatures": list,
    "hash": str,
}
SIGNATURE = {"role": str, "person": int, "name": str, "at": str}
CONTENT = {"facts": dict, "text": str, "corrects": str}
FACTS = {
    "assembly": dict,
    "officers": dict,
    "roll": list,
    "changes": list,
    "corrections": list,
    "sheet": list,
    "proxies": list,
    "present": dict,
    "items": list,
    "commitments": dict,
}
ITEM = {
    "position": int,
    "title": str,
    "text": str,
    "kind": str,
    "state": str,
    "note": str,
    "rounds": list,
}
REFERENCE = re.compile("[0-9]{4}/[0-9]+")
RECORD_NUMBER = re.compile("[0-9]+-[0-9]+")
NAMED_CHOICES = ("no", "abstain", "blank", "concern", "aside", "objection")


def verify_minutes(minutes: Any, heads: Iterable[str] = (), *, folder: str = "") -> Iterator[str]:
    """Yields what was checked, line by line. WrongError where something does not hold."""
    need_fields(minutes, MINUTES_FILE, "The file of minutes")
    book, content = minutes["book"], minutes["content"]
    need(minutes["format"] == MINUTES, "The minutes are of no known format.")
    need(book, "The book of minutes is empty.")
    yield check_book(book)
    hashes = {entry["hash"]: f"{entry['year']}/{entry['number']}" for entry in book}
    for head in heads:
        need(head in hashes, f"The head {head} is not in this book.")
        yield f"The head {head} is that of minutes {hashes[head]}."
    need_fields(content, CONTENT, "The content")
    need(digest(content) == book[-1]["content"], "The minutes were changed: what was signed is another.")
    yield f"Minutes {hashes[book[-1]['hash']]} say what chair and secretary signed."
    if content["corrects"]:
        need(
            content["corrects"] in list(hashes.values())[:-1],
            "They correct minutes that are not before them.",
        )
        yield f"They correct minutes {content['corrects']}."
    yield check_names(minutes)
    try:
        yield from check_facts(content["facts"], folder)
    except (AttributeError, IndexError, KeyError, TypeError) as error:
        raise WrongError(f"The facts are not as minutes have them: {error}.") from None


def check_book(book: list[Json]) -> str:
    """Each entry follows the one before, and is numbered from 1 in its year without a gap."""
    parent, numbers = "", Counter()  # type: ignore[var-annotated]
    for place, entry in enumerate(book, start=1):
        where = f"Entry {place} of the book"
        need_fields(entry, ENTRY, where)
        need(entry["parent"] == parent, f"{where} does not follow the entry before it.")
        numbers[entry["year"]] += 1
        need(entry["number"] == numbers[entry["year"]], f"{where} does not have the next number of its year.")
        need(MOMENT.fullmatch(entry["signed_at"]), f"{where} has no moment.")
        check_signatures(entry, where)
        covered = {name: entry[name] for name in ENTRY if name != "hash"}
        need(entry["hash"] == digest(covered), f"{where} was changed: its hash is another.")
        parent = entry["hash"]
    return f"The chain of {len(book)} entries of the book is whole."


def check_signatures(entry: Json, where: str) -> None:
    for signature in entry["signatures"]:
        need_fields(signature, SIGNATURE, f"{where}: a signature")
        need(MOMENT.fullmatch(signature["at"]), f"{where}: a signature has no moment.")
    roles = sorted(signature["role"] for signature in entry["signatures"])
    need(roles == ["chair", "secretary"], f"{where} is not signed by a chair and a secretary.")
    people = {signature["person"] for signature in entry["signatures"]}
    need(len(people) == 2, f"{where} is signed twice by the same person.")


def check_names(minutes: Json) -> str:
    """Names stand beside what was signed, which holds a commitment to each; those erased are left out."""
    signed = {str(one["person"]): one["name"] for one in minutes["book"][-1]["signatures"] if one["name"]}
    committed = {**minutes["content"]["facts"].get("commitments", {}), **signed}
    for person, opening in minutes["names"].items():
        need_fields(opening, {"name": str, "nonce": str}, f"The name of person {person}")
        need(HASH.fullmatch(opening["nonce"]), f"The name of person {person} has no nonce.")
        name = sha256(bytes.fromhex(opening["nonce"]) + canonical({"name": opening["name"]})).hexdigest()
        need(committed.get(person) == name, f"The name of person {person} is not the one that was signed.")
    hidden = len(committed) - len(minutes["names"])
    return f"{len(minutes['names'])} names are those that were signed" + (
        f"; {hidden} were erased since." if hidden else "."
    )


def check_facts(facts: Json, folder: str) -> Iterator[str]:
    need_fields(facts, FACTS, "The facts")
    companies = {entry["company"] for entry in facts["roll"]}
    need(len(companies) == len(facts["roll"]), "A company is on the roll twice.")
    named = [line["company"] for line in [*facts["sheet"], *facts["corrections"]]]
    named += [proxy[side] for proxy in facts["proxies"] for side in ("grantor", "holder")]
    need(companies >= set(named), "The sheet names a company that is not on the roll.")
    rounds, resolutions = [], []
    for item in facts["items"]:
        need_fields(item, ITEM, "An item")
        rounds += item["rounds"]
    for one in rounds:
        need(RECORD_NUMBER.fullmatch(one["record"]), "A vote does not say which record is its.")
        check_votes_by_name(one)
        if one["resolution"]:
            need(REFERENCE.fullmatch(one["resolution"]), "A resolution has no number.")
            resolutions.append(one["resolution"])
    need(len(set(resolutions)) == len(resolutions), "Two votes have the same resolution.")
    written = ", ".join(resolutions) or "none"
    yield f"{len(facts['items'])} items with {len(rounds)} votes; resolutions: {written}."
    for one in rounds:
        yield check_record_beside(one, folder)


def check_votes_by_name(one: Json) -> None:
    """Dissent and abstentions by name are as many as were counted, and none in a secret vote."""
    where = f"The vote {one['record']}"
    need(not (one["is_secret"] and one["votes"]), f"{where} was secret and has names.")
    counts = one["tally"]["counts"] if one["tally"] and not one["is_secret"] else {}
    for choice in NAMED_CHOICES:
        named = one["votes"].get(choice, [])
        need(len(named) == counts.get(choice, 0), f"{where} does not name those who said “{choice}”.")


def check_record_beside(one: Json, folder: str) -> str:
    """The record of a vote, whole, and the same as the minutes say, where it lies in the folder."""
    name = f"record-{one['record']}.json"
    path = os.path.join(folder, name)
    if not os.path.exists(path):
        return f"{name} is not in this folder: download it to check this vote again."
    record = read(path)
    need(record["format"] != MINUTES, f"{name} is no record.")
    try:
        for _line in verify(record):
            pass
    except (WrongError, StaleError) as error:
        raise WrongError(f"{name}: {error}") from None
    events = record["events"]
    need(events[-1]["hash"] == one["head"], f"{name} does not end with the head that the minutes have.")
    need(
        record["proposal"]["title"] == one["title"] and record["proposal"]["text"] == one["text"],
        f"{name} is about another text.",
    )
    if events[-1]["type"] == "OUTCOME":
        outcome, tally = events[-1]["payload"], events[-2]["payload"]
        need(outcome["resolution"] == one["resolution"], f"{name} has another number of the resolution.")
        need(one["tally"] is not None and is_same(tally, one["tally"]), f"{name} has another count.")
    else:
        need(one["tally"] is None and not one["resolution"], f"{name} was not counted.")
    return f"{name} is whole, with the text, the count and the resolution that the minutes have."


# --- The whole ----------------------------------------------------------------------------------------


def verify(record: Any, heads: Iterable[str] = (), *, now: str = "") -> Iterator[str]:
    """Yields what was checked, line by line. WrongError where something does not hold; StaleError for a round
    that was open when the record was made and, by the moment `now`, is over."""
    need(type(record) is dict and record.get("format") in FORMATS, "The record is of no known format.")
    is_second = record["format"] == FORMATS[1]
    in_second = SECRET_RECORD if "ballots" in record else RECORD_2
    need_fields(record, in_second if is_second else RECORD, "The record")
    events = record["events"]
    yield check_chain(events, may_be_sealed=is_second and record["state"] == "open")
    yield from check_heads(events, heads)
    state = check_order(events)
    setup = events[0]["payload"]
    settings, standings = setup["round"], check_roll(setup["roll"])
    extended = [event["payload"]["closes_at"] for event in events if event["type"] == "EXTEND"]
    closes_at = (extended or [settings.get("closes_at")])[-1]
    check_setup(record, setup, closes_at)
    if is_second:
        check_made_at(record, state, closes_at)
    title = json.dumps(setup["proposal"]["title"], ensure_ascii=False)
    yield f"The proposal, {title}, and the round's settings are those it was opened with."
    need({"entitled", "recused"} & set(standings.values()), "Nobody on the roll may vote.")
    current = check_voting(events, settings, standings)
    yield describe_roll(standings)
    sealed = sum("payload_hash" in event for event in events)
    if sealed:
        yield f"{sealed} votes or changes of votes so far, sealed, and all in time."
    else:
        yield f"{len(current)} companies voted, all of them entitled and in time."
    yield from check_end(record, state, current, standings)
    if state == "open" and closes_at and now >= closes_at:
        raise StaleError("It was made before the end: download it again.")


def check_heads(events: list[Json], heads: Iterable[str]) -> Iterator[str]:
    hashes = {event["hash"]: event for event in events}
    for head in heads:
        need(head in hashes, f"The head {head} is not in this chain.")
        yield f"The head {head} is that of event {hashes[head]['height']}, {hashes[head]['type']}."


def describe_roll(standings: dict[int, str]) -> str:
    members, entitled, recused = electorate(standings)
    left = list(standings.values()).count("left")
    return (
        f"The roll: {members} member companies, {entitled} of them may take part and {members - entitled} are"
        f" suspended; {recused} stand aside" + (f"; {left} left meanwhile." if left else ".")
    )


def electorate(standings: dict[int, str]) -> tuple[int, int, int]:
    """How many are members, suspended ones too; may take part; of these stand aside. Nobody that left."""
    roll = Counter(standings.values())
    entitled = roll["entitled"] + roll["recused"]
    return entitled + roll["suspended"], entitled, roll["recused"]


def check_end(
    record: Json, state: str, current: dict[int, tuple[int, str]], standings: dict[int, str]
) -> Iterator[str]:
    """The votes and the count of a round that is over; of any other, that nothing of them shows."""
    events, settings = record["events"], record["events"][0]["payload"]["round"]
    need(("ballots" in record) == is_secret(settings), "It does not show what a round of its kind shows.")
    votes = record["ballots" if is_secret(settings) else "votes"]
    if state != "closed":
        need(not votes, "Votes are shown though the round was not counted.")
        yield f"The round is {state}: there is nothing to count."
        return
    close, tally, outcome = (event["payload"] for event in events[-3:])
    if is_secret(settings):
        check_ballots(votes, len(current), settings, events[0]["hash"], close)
        answers = answers_in(votes, close, settings)
        yield f"{len(votes)} ballots have their trackers, and are as many as companies took part."
    else:
        need("papers" not in close, "Papers were given out only in a secret round.")
        check_votes(votes, current, settings, close)
        answers = [vote["answer"] for vote in votes]
        yield f"{len(votes)} votes are valid, and are those that were cast."
    open_votes = [] if is_secret(settings) else votes
    hall = hall_at_close(events[0]["payload"], close, open_votes, standings)
    need(("lot" in close) == is_version_2(settings), "The lot is not drawn at its time.")
    if "lot" in close:
        lot = drawn_lot(events[0]["hash"], votes, settings)
        need(close["lot"] == lot, "The lot is not the one that the votes draw: " + ", ".join(lot) + ".")
        settings = {**settings, "lot": lot}
        if lot:
            yield f"The lot is the one that the votes draw: {', '.join(lot)}."
    counted = recount(settings, answers, *electorate(standings), hall)
    yield check_count(counted, tally, outcome)


def check_count(counted: Json, tally: Json, outcome: Json) -> str:
    need(is_same(counted, tally), "Counting again gives another result: " + canonical(counted).decode())
    named = {name: counted[name] for name in ("outcome", "winners")}
    need(is_same({**outcome, **named}, outcome), "The outcome is not what the count says.")
    counts = ", ".join(f"{number} {choice}" for choice, number in counted["counts"].items())
    members = counted.get("members", counted["entitled"])
    took_part = f"{counted['taken_part']} of {members} took part, {counted['quorum']} had to"
    return f"Counted again: {counts}; {took_part}: {' '.join([counted['outcome'], *counted['winners']])}."


def say(*words: object) -> None:
    """Prints also where the terminal lacks a letter."""
    encoding = sys.stdout.encoding or "ascii"
    print(" ".join(map(str, words)).encode(encoding, "backslashreplace").decode(encoding))


def main(arguments: list[str] | None = None) -> int:
    if not (sys.argv[1:] if arguments is None else arguments):
        say((__doc__ or "").strip())
        return 2
    parser = argparse.ArgumentParser(description="Checks the record of a vote, or minutes.")
    parser.add_argument("record", help="the file, such as record-8-1.json or minutes-2027-3.json")
    parser.add_argument(
        "--head", action="append", default=[], help="a head or a receipt from a mail; may be given again"
    )
    options = parser.parse_args(arguments)
    now = datetime.now(timezone.utc).strftime("%Y-%m-%dT%H:%M:%S.%fZ")  # noqa: UP017 - not in Python 3.9
    try:
        record, heads = read(options.record), [head.strip().lower() for head in options.head]
        if record["format"] == MINUTES:
            lines = verify_minutes(record, heads, folder=os.path.dirname(options.record))
        else:
            lines = verify(record, heads, now=now)
        for line in lines:
            say("ok  ", line)
    except (UnreadableError, RecursionError) as error:
        say("This is not a record.", error)
        return 2
    except WrongError as error:
        say("WRONG", error)
        return 1
    except StaleError as error:
        say("OLD  ", error)
        return 3
    if not options.head:
        last = record["book" if record["format"] == MINUTES else "events"][-1]["hash"]
        say("     Compare the last head with the one in your mail:", last)
    return 0


if __name__ == "__main__":
    sys.exit(main())
