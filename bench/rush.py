"""A closing rush: 500 companies vote in the last 60 s of a round; nothing is lost or slow.

gunicorn as configured, the worker beside it, on SQLite and on the PostgreSQL of DATABASE_URL. Each person
reads the page, waits a moment, votes and is sent back to the page, as a browser does. Some click twice, some
lose the answer and send it again, and twenty more companies come after the end. What the pages told them is
then compared with the database, the count, and `governance/verify.py`.
"""

import contextlib
import io
import json
import statistics
import subprocess
import sys
import tempfile
import threading
from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.db import transaction
from django.test import Client
from django.utils import timezone

from bench import fill
from bench.client import Table
from bench.portal import ask_inside, both, load, prepared, processor_seconds, running_with_worker
from bench.voters import ACCEPTED, ERROR, REFUSED, Ledger, act, plans
from governance import verify
from governance.closing.services import close_due_rounds
from governance.proposals.models import Proposal
from governance.proposals.services import freeze_proposal
from governance.resolutions.models import Resolution
from governance.rulebook.models import Rulebook
from governance.voting.event_chain import build_record
from governance.voting.models import RoundEvent, Vote, VotingRound
from governance.voting.services import open_voting
from members.people.models import User

VOTES, LATE, SECONDS = 500, 20, 60.0
LEAD = 20.0  # seconds from the opening to the first vote: its mails are written, the servers warm up
LIMIT_SECONDS = 1.0  # of 95 in a hundred requests
TEXT = "We mend the roof of the yard before winter, and pay for it from the common fund.\n\n" * 8

Disturb = Callable[
    [subprocess.Popen[bytes], int, float, float], None
]  # the server, its port, begin and end of the rush

# --- Inside the portal ------------------------------------------------------------------------------


@transaction.atomic
def populate(companies: int) -> None:
    """So many companies with a representative each, all logged in; prints their sessions by company."""
    Rulebook.objects.update(shortest_round_hours=0)
    pairs = fill.representatives(companies)
    freeze_proposal(fill.propose(*pairs[0], TEXT))
    print(json.dumps({company.pk: session_of(user) for user, company in pairs}))


def session_of(user: User) -> str:
    client = Client()
    client.force_login(user)
    return client.cookies["sessionid"].value


def open_round(seconds: float) -> None:
    """Open voting until so many seconds from now; prints the proposal and the end (epoch)."""
    proposal = Proposal.objects.get()
    ends = (timezone.now() + timedelta(seconds=seconds)).replace(microsecond=0)
    open_voting(proposal, closes_at=ends, by=User.objects.all()[0])
    print(json.dumps({"proposal": proposal.pk, "ends": ends.timestamp()}))


def report() -> None:
    """What the database holds of the round after its end; prints it."""
    close_due_rounds()
    voting_round = VotingRound.objects.select_related("proposal", "version").get()
    current = Vote.objects.counted_in(voting_round)
    found = {
        "votes": dict(current.values_list("roll_entry__company", "choice")),
        "revisions": Vote.objects.count(),
        "events": RoundEvent.objects.filter(round=voting_round, kind="VOTED").count(),
        "tally": (voting_round.tally or {}).get("counts", {}),
        "state": voting_round.state,
        "resolutions": Resolution.objects.count(),
        "delay": (voting_round.closed_at - voting_round.closes_at).total_seconds()
        if voting_round.closed_at
        else None,
        "faults": faults_of_record(voting_round),
    }
    print(json.dumps(found))


def faults_of_record(voting_round: VotingRound) -> str:
    """What `verify.py` has against the record; nothing where it accepts it."""
    with tempfile.TemporaryDirectory() as folder, contextlib.redirect_stdout(io.StringIO()) as said:
        path = Path(folder, "record.json")
        path.write_text(json.dumps(build_record(voting_round), ensure_ascii=False))
        code = verify.main([str(path)])
    return said.getvalue() if code else ""


# --- Outside, as its visitors -----------------------------------------------------------------------


def hold(
    kind: str, votes: int, late: int, seconds: float, tries: int = 1, disturb: Disturb | None = None
) -> dict[str, Any]:
    """A rush on one kind of database: the ledger, what the database holds, and the faults found."""
    with prepared(kind) as (environment, port):
        sessions = json.loads(ask_inside(environment, populate, votes + late))
        with running_with_worker(environment, port) as server:
            opened = json.loads(ask_inside(environment, open_round, LEAD + seconds))
            ledger, path = Ledger(), f"/decisions/{opened['proposal']}/"
            threads = [
                threading.Thread(target=act, args=(plan, ledger, port, path, opened["ends"], tries))
                for plan in plans(sessions, opened["ends"], votes, seconds)
            ]
            used = processor_seconds(server)
            for thread in threads:
                thread.start()
            if disturb:
                disturb(server, port, opened["ends"] - seconds, opened["ends"])
            for thread in threads:
                thread.join()
            used = processor_seconds(server) - used
        found = json.loads(ask_inside(environment, report))
    return {"ledger": ledger, "found": found, "used": used}


def compare(ledger: Ledger, found: dict[str, Any]) -> dict[str, Any]:
    """Lost: told that it counts, and it does not. Doubled: more votes than companies, or than events."""
    held = {int(company): choice for company, choice in found["votes"].items()}
    accepted, refused = ledger.companies(ACCEPTED), ledger.companies(REFUSED)
    counted = Counter(held.values())
    tally = {choice: number for choice, number in found["tally"].items() if number}
    faults = [*ledger.errors[:5]]
    faults += ["a refused vote was counted"] * any(company in held for company in refused)
    faults += [f"the count says {tally}, the votes {dict(counted)}"] * (tally != dict(counted))
    faults += [f"{found['resolutions']} resolutions"] * (found["resolutions"] != 1)
    faults += [f"the round is {found['state']}"] * (found["state"] != "closed")
    faults += [f"verify.py: {found['faults']}"] * bool(found["faults"])
    faults += ["votes in the database that nobody was told of"] * bool(
        held.keys() - accepted.keys() - ledger.companies(ERROR).keys()
    )
    return {
        "accepted": len(accepted),
        "refused late": len(refused),
        "errors": len(ledger.errors),
        "lost": sum(held.get(company) != choice for company, choice in accepted.items()),
        "doubled": max(found["revisions"], found["events"]) - len(held),
        "faults": faults,
    }


def quantiles(times: list[float]) -> tuple[float, float, float]:
    """p50, p95 and the longest, in seconds."""
    parts = statistics.quantiles(times, n=100)
    return parts[49], parts[94], max(times)


def show(kind: str, result: dict[str, Any]) -> bool:
    """Print a run; whether it held."""
    ledger = result["ledger"]
    figures = compare(ledger, result["found"])
    faults = figures.pop("faults")
    print(f"\n  {kind} ({load()})")
    print("    " + ", ".join(f"{name} {number}" for name, number in figures.items()))
    if ledger.repeated:
        print(f"    sent again, because the server was gone: {ledger.repeated}")
    delay = result["found"]["delay"]
    print(f"    counted {delay:.2f} s after the end" if delay is not None else "    never counted")
    print(f"    gunicorn used {result['used']:.0f} s of processor time")
    times = {"GET": ledger.reading, "POST": ledger.voting}
    rows = {name: (len(one), *quantiles(one)) for name, one in times.items()}
    Table({"requests": 0, "p50": 3, "p95": 3, "max": 3}, rows).show("    seconds")
    for fault in faults:
        print(f"    FAULT: {fault}")
    return not (figures["errors"] or figures["lost"] or figures["doubled"] or faults)


def main() -> None:
    print(f"\n{VOTES} votes in the last {SECONDS:.0f} s, {LATE} too late; p95 below {LIMIT_SECONDS} s")
    is_good = True
    for kind in both():
        result = hold(kind, VOTES, LATE, SECONDS)
        times = (result["ledger"].reading, result["ledger"].voting)
        is_fast = all(quantiles(one)[1] < LIMIT_SECONDS for one in times)
        is_good &= show(kind, result) and is_fast
    sys.exit(0 if is_good else "The rush did not hold.")
