"""An evening in the hall: 60 companies check in and vote within a minute while 60 phones watch the board.

gunicorn as configured, the worker beside it, on SQLite and on the PostgreSQL of DATABASE_URL. One in twelve
checks in twice at once; of the voters one in twenty clicks twice, and one in twenty loses the answer and
sends it again. The board is asked every three seconds, as the page does it. What people were told is then
compared with the attendance sheet, the votes and `governance/verify.py`.
"""

import http.client
import json
import statistics
import sys
import threading
import time
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from bench import fill
from bench.client import Table, Visitor
from bench.portal import ask_inside, both, load, prepared, processor_seconds, running_with_worker
from bench.rush import faults_of_record, session_of
from bench.voters import ACCEPTED, Ledger, act, plans
from governance.assemblies.calling.agenda import add_item
from governance.assemblies.calling.services import call_at
from governance.assemblies.hall.rounds import close_round_in_assembly, open_round_in_assembly
from governance.assemblies.hall.services import open_call
from governance.attendance.models import AgendaItem, Assembly, Presence
from governance.attendance.presence import present_now
from governance.attendance.tokens import check_in_path
from governance.proposals.services import freeze_proposal
from governance.rulebook.models import Rulebook
from governance.voting.models import RoundEvent, Vote, VotingRound

COMPANIES, WATCHERS = 60, 60
ARRIVING, VOTING = 30.0, 30.0  # seconds
EVERY = 3.0  # between two looks at the board
TWICE = 12  # one in so many checks in twice
BOARD_SECONDS = 0.3  # of 95 in a hundred looks
LEAD = 8.0  # seconds before the first act: the servers warm up

# --- Inside the portal ------------------------------------------------------------------------------


def called_assembly(pairs: fill.Pairs, items: int, text: str) -> Assembly:
    """Its hour has just come, and so many proposals are on its agenda."""
    Rulebook.objects.update(in_force_from="2020-01-01")
    now = timezone.now()
    draft = Assembly.objects.create(place="The hall", first_call_at=now - timedelta(minutes=1))
    for number in range(1, items + 1):
        proposal = freeze_proposal(fill.propose(*pairs[0], text))
        add_item(draft, kind="decision", proposal=proposal, title=f"Item {number}")
    call_at(draft, by=pairs[0][0], at=now - timedelta(days=20))
    Assembly.objects.filter(pk=draft.pk).update(chair=pairs[0][0], secretary=pairs[1][0])
    return Assembly.objects.select_related("chair").get(pk=draft.pk)


@transaction.atomic
def populate(companies: int) -> None:
    """An assembly in its first call; prints each company's session, its link to check in, and the board."""
    pairs = fill.representatives(companies)
    assembly = open_call(called_assembly(pairs, 1, "We mend the roof.\n\n" * 20), by=pairs[0][0])
    people = {
        company.pk: {"session": session_of(user), "link": check_in_path(assembly, user)}
        for user, company in pairs
    }
    print(json.dumps({"people": people, "board": f"{assembly.get_absolute_url()}board/"}))


def open_vote() -> None:
    """Prints the proposal."""
    item = AgendaItem.objects.select_related("assembly__chair").get()
    chair = item.assembly.chair
    if chair is None:
        raise RuntimeError("Nobody chairs.")
    voting_round = open_round_in_assembly(item, by=chair, cast_by=VotingRound.CastBy.MIXED)
    print(json.dumps(voting_round.proposal_id))


def report() -> None:
    """What the database holds once the chair has closed the vote; prints it."""
    voting_round = VotingRound.objects.select_related("agenda_item__assembly__chair").get()
    assembly = voting_round.agenda_item.assembly
    close_round_in_assembly(voting_round, by=assembly.chair)
    voting_round = VotingRound.objects.select_related("proposal", "version").get()
    current = Vote.objects.counted_in(voting_round)
    found = {
        "present": len(present_now(assembly).present),
        "lines": Presence.objects.count(),
        "votes": dict(current.values_list("roll_entry__company", "choice")),
        "revisions": Vote.objects.count(),
        "events": RoundEvent.objects.filter(round=voting_round, kind="VOTED").count(),
        "state": voting_round.state,
        "faults": faults_of_record(voting_round),
    }
    print(json.dumps(found))


# --- Outside, as those in the hall ------------------------------------------------------------------


@dataclass
class Looks:
    """At the board: how long each took, whether it showed something new, and what went wrong."""

    new: list[float] = field(default_factory=list)
    same: list[float] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    @property
    def all(self) -> list[float]:
        return self.new + self.same


def watch(looks: Looks, port: int, path: str, session: str, begins: float, done: threading.Event) -> None:
    """As `refresh.js`: the next look three seconds after the last was answered."""
    visitor = Visitor(port, {"sessionid": session})
    time.sleep(max(0, begins - time.time()))
    while not done.is_set():
        start = time.perf_counter()
        try:
            connection = visitor.send(path)
            response = connection.getresponse()
            response.read()
            connection.close()
        except (OSError, http.client.HTTPException) as error:
            looks.faults.append(repr(error))
        else:
            times = {200: looks.new, 304: looks.same}.get(response.status)
            if times is None:
                looks.faults.append(f"the board was answered with {response.status}")
            else:
                times.append(time.perf_counter() - start)
            visitor.headers = {"If-None-Match": response.headers.get("ETag") or ""}
        done.wait(EVERY)


def come_in(times: list[float], faults: list[str], port: int, path: str, at: float, clicks: int) -> None:
    """Follow the link of the mail, press the button, and see that one is in."""
    visitor = Visitor(port)
    visitor.headers = {"Origin": f"http://127.0.0.1:{port}"}

    def click() -> None:
        start = time.perf_counter()
        status, _page = visitor.ask(path, {"kind": "in", "how": "hall"})
        times.append(time.perf_counter() - start)
        if status != 302:
            faults.append(f"a check-in was answered with {status}")

    time.sleep(max(0, at - time.time()))
    try:
        visitor.ask(path)
        run([threading.Thread(target=click) for _ in range(clicks)])
        status, page = visitor.ask(path)
        if status != 200 or 'value="out"' not in page:
            faults.append("who checked in was not shown as in")
    except (OSError, http.client.HTTPException) as error:
        faults.append(repr(error))


def run(threads: list[threading.Thread]) -> None:
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def arrive(people: dict[str, dict[str, str]], port: int, begins: float) -> tuple[list[float], list[str]]:
    times: list[float] = []
    faults: list[str] = []
    threads = [
        threading.Thread(
            target=come_in,
            args=(
                *(times, faults, port, one["link"]),
                *(begins + ARRIVING * place / len(people), 1 + (place % TWICE == 0)),
            ),
        )
        for place, one in enumerate(people.values())
    ]
    run(threads)
    return times, faults


def vote(people: dict[str, dict[str, str]], port: int, path: str) -> Ledger:
    ledger, ends = Ledger(), time.time() + 3 + VOTING
    sessions = {company: one["session"] for company, one in people.items()}
    threads = [
        threading.Thread(target=act, args=(plan, ledger, port, path, ends, 1))
        for plan in plans(sessions, ends, len(people), VOTING)
    ]
    run(threads)
    return ledger


def hold(kind: str) -> dict[str, Any]:
    with prepared(kind) as (environment, port):
        told = json.loads(ask_inside(environment, populate, COMPANIES))
        people, looks, done = told["people"], Looks(), threading.Event()
        with running_with_worker(environment, port) as server:
            begins = time.time() + LEAD
            sessions = [one["session"] for one in people.values()][:WATCHERS]
            watchers = [
                threading.Thread(
                    target=watch,
                    args=(
                        *(looks, port, f"{told['board']}now/", session),
                        *(begins - LEAD / 2 + EVERY * place / WATCHERS, done),
                    ),
                )
                for place, session in enumerate(sessions)
            ]
            for watcher in watchers:
                watcher.start()
            used = processor_seconds(server)
            check_ins, faults = arrive(people, port, begins)
            proposal = json.loads(ask_inside(environment, open_vote))
            ledger = vote(people, port, f"/decisions/{proposal}/")
            used = processor_seconds(server) - used
            done.set()
            for watcher in watchers:
                watcher.join()
        found = json.loads(ask_inside(environment, report))
    return {
        "looks": looks,
        "check_ins": check_ins,
        "faults": faults,
        "ledger": ledger,
        "found": found,
        "used": used,
    }


def faults_of(result: dict[str, Any]) -> list[str]:
    """Lost: told that it counts, and it does not. Doubled: more lines or votes than companies."""
    ledger, found = result["ledger"], result["found"]
    held = {int(company): choice for company, choice in found["votes"].items()}
    accepted = ledger.companies(ACCEPTED)
    lost = sum(held.get(company) != choice for company, choice in accepted.items())
    doubled = max(found["revisions"], found["events"]) - len(held)
    wrong = [f"{found['present']} of {COMPANIES} companies are there"] * (found["present"] != COMPANIES)
    wrong += [f"{found['lines']} lines of attendance"] * (found["lines"] != COMPANIES)
    wrong += [f"{len(accepted)} votes accepted, {lost} lost, {doubled} doubled"] * (
        (len(accepted), lost, doubled) != (COMPANIES, 0, 0)
    )
    wrong += [f"verify.py: {found['faults']}"] * bool(found["faults"])
    return [*wrong, *result["faults"][:5], *ledger.errors[:5], *result["looks"].faults[:5]]


def p95(times: list[float]) -> float:
    return statistics.quantiles(times, n=20)[18]


def show(kind: str, result: dict[str, Any]) -> bool:
    """Print a run; whether it held."""
    looks, ledger, faults = result["looks"], result["ledger"], faults_of(result)
    requests = len(looks.all) + len(result["check_ins"]) * 3 + len(ledger.reading) + len(ledger.voting)
    print(f"\n  {kind} ({load()})")
    print(
        f"    gunicorn used {result['used']:.1f} s of processor time, "
        f"{result['used'] * 1000 / requests:.1f} ms a request"
    )
    times = {
        "board, nothing new": looks.same,
        "board, something new": looks.new,
        "board": looks.all,
        "check-in": result["check_ins"],
        "page of the vote": ledger.reading,
        "vote": ledger.voting,
    }
    rows = {name: (len(one), statistics.median(one), p95(one), max(one)) for name, one in times.items()}
    Table({"requests": 0, "median": 3, "p95": 3, "max": 3}, rows).show("    seconds")
    for fault in faults:
        print(f"    FAULT: {fault}")
    return not faults and p95(looks.all) < BOARD_SECONDS


def main() -> None:
    print(f"\n{COMPANIES} companies check in and vote, {WATCHERS} watch: board p95 below {BOARD_SECONDS} s")
    is_good = True
    for kind in both():
        is_good &= show(kind, hold(kind))
    sys.exit(0 if is_good else "The hall did not hold.")
