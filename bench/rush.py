"""A closing rush: 500 companies vote in the last 60 s of a round; nothing is lost or slow (`make bench`).

gunicorn as configured, the worker beside it, on SQLite and on the PostgreSQL of DATABASE_URL. Each person
reads the page, waits a moment, votes and is sent back to the page, as a browser does. Some click twice, some
lose the answer and send it again, and twenty more companies come after the end. What the pages told them is
then compared with the database, the count, and `governance/verify.py`.
"""

import http.client
import json
import random
import re
import statistics
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bench.portal import ask_inside, kinds, load, prepared, processor_seconds, running

VOTES, LATE, SECONDS = 500, 20, 60.0
LEAD = 20.0  # seconds from the opening to the first vote: its mails are written, the servers warm up
EVERY = 20  # one in so many clicks twice, and one in so many loses the answer
LIMIT_SECONDS = 1.0  # of 95 in a hundred requests
CHOICES = ("yes", "yes", "no", "abstain", "blank")

ACCEPTED, REFUSED, ERROR = "accepted", "refused", "error"
REFUSAL = "This vote is not counted"
INSIDE = "from bench import rush_inside as inside; inside."

Disturb = Callable[[subprocess.Popen[bytes], float, float], None]  # the server, begin and end of the rush


@dataclass
class Ledger:
    """What the pages said, and how long each took."""

    reading: list[float] = field(default_factory=list)
    voting: list[float] = field(default_factory=list)
    answers: dict[int, tuple[str, str]] = field(
        default_factory=dict
    )  # by company: what was said, of which vote
    errors: list[str] = field(default_factory=list)
    repeated: int = 0

    def companies(self, said: str) -> dict[int, str]:
        return {company: choice for company, (word, choice) in self.answers.items() if word == said}


class Voter:
    """A person with a browser: each request on a connection of its own, as behind a proxy."""

    def __init__(self, ledger: Ledger, port: int, path: str, company: int, session: str) -> None:
        self.ledger, self.port, self.path, self.company = ledger, port, path, company
        self.cookies = {"sessionid": session}
        self.form: dict[str, str] = {}

    def _send(self, path: str, form: dict[str, str] | None = None) -> http.client.HTTPConnection:
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        body = None
        if form is not None:
            headers["Content-Type"], body = "application/x-www-form-urlencoded", urlencode(form)
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        connection.request("GET" if form is None else "POST", path, body, headers)
        return connection

    def _ask(self, path: str, form: dict[str, str] | None, times: list[float]) -> tuple[int, str]:
        start = time.perf_counter()
        connection = self._send(path, form)
        response = connection.getresponse()
        text = response.read().decode()
        times.append(time.perf_counter() - start)
        connection.close()
        for cookie in response.headers.get_all("Set-Cookie") or []:
            name, _, value = cookie.partition(";")[0].partition("=")
            self.cookies[name] = value
        return response.status, text

    def read(self) -> str:
        status, page = self._ask(self.path, None, self.ledger.reading)
        if status != 200:
            raise http.client.HTTPException(f"the page was answered with {status}")
        fields = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page)
        if any(name == "seen_revision" for name, _ in fields):
            self.form = dict(fields) | {"company": str(self.company)}
        return page

    def vote(self, choice: str) -> str:
        """What the page says after it: ACCEPTED or REFUSED; anything else is raised."""
        status, _ = self._ask(f"{self.path}vote/", self.form | {"choice": choice}, self.ledger.voting)
        if status != 302:
            raise http.client.HTTPException(f"the vote was answered with {status}")
        page = self.read()
        if re.search(rf"(?:votes|voted) <strong>{choice}</strong>", page):
            return ACCEPTED
        if REFUSAL in page:
            return REFUSED
        raise http.client.HTTPException("the page said neither yes nor no to the vote")

    def vote_unheard(self, choice: str) -> None:
        """Send it and be gone before the answer."""
        self._send(f"{self.path}vote/", self.form | {"choice": choice}).close()


@dataclass
class Plan:
    """What one company does, in seconds of the epoch."""

    company: int
    session: str
    at: float
    choice: str
    think: float
    habit: str = ""  # "twice" or "unheard"


def plans(sessions: dict[str, str], ends: float, votes: int, seconds: float) -> list[Plan]:
    """The same every time: evenly up to the last moment, then the late ones in the seconds after it."""
    chance = random.Random(500)  # noqa: S311
    made = []
    for number, (company, session) in enumerate(sessions.items()):
        late = number - votes
        at = ends - seconds * (1 - number / votes) if late < 0 else ends + 0.1 + 0.2 * late
        habit = {0: "twice", EVERY // 2: "unheard"}.get(number % EVERY, "") if late < 0 else ""
        think = chance.uniform(0.5, 3.0) + (5 if late >= 0 else 0)  # the late ones read it while it was open
        made.append(Plan(int(company), session, at, chance.choice(CHOICES), think, habit))
    return made


def act(plan: Plan, ledger: Ledger, port: int, path: str, ends: float, tries: int) -> None:
    """One company's part; `tries` above one for people who press again where the server was gone."""
    voter = Voter(ledger, port, path, plan.company, plan.session)
    time.sleep(max(0, plan.at - plan.think - time.time()))
    for left in reversed(range(tries)):
        try:
            if not voter.form:
                voter.read()
            time.sleep(max(0, plan.at - time.time()))
            # Without a form the page itself came after the end, and said so.
            said = _vote(voter, plan) if voter.form else REFUSED
        except (OSError, http.client.HTTPException) as error:
            if not left:
                ledger.errors.append(f"company {plan.company}: {error!r}")
                ledger.answers[plan.company] = ERROR, plan.choice
                return
            ledger.repeated += 1
            time.sleep(0.2)
        else:
            ledger.answers[plan.company] = said, plan.choice
            if said == REFUSED and time.time() < ends:
                ledger.errors.append(f"company {plan.company} was refused before the end")
            return


def _vote(voter: Voter, plan: Plan) -> str:
    if plan.habit == "unheard":
        voter.vote_unheard(plan.choice)
    if plan.habit != "twice":
        return voter.vote(plan.choice)
    other = Voter(voter.ledger, voter.port, voter.path, voter.company, plan.session)
    other.form, other.cookies = dict(voter.form), dict(voter.cookies)
    faults: list[Exception] = []

    def click() -> None:
        try:
            other.vote(plan.choice)
        except (OSError, http.client.HTTPException) as error:
            faults.append(error)

    second = threading.Thread(target=click)
    second.start()
    said = voter.vote(plan.choice)
    second.join()
    if faults:
        raise faults[0]
    return said


def hold(
    kind: str, votes: int, late: int, seconds: float, tries: int = 1, disturb: Any = None
) -> dict[str, Any]:
    """A rush on one kind of database: the ledger, what the database holds, and the faults found."""
    with prepared(kind) as (environment, port):
        sessions = json.loads(ask_inside(environment, f"{INSIDE}populate({votes + late})"))
        with running(environment, port) as server:
            opened = json.loads(ask_inside(environment, f"{INSIDE}open_round({LEAD + seconds})"))
            ledger, path = Ledger(), f"/decisions/{opened['proposal']}/"
            threads = [
                threading.Thread(target=act, args=(plan, ledger, port, path, opened["ends"], tries))
                for plan in plans(sessions, opened["ends"], votes, seconds)
            ]
            used = processor_seconds(server)
            for thread in threads:
                thread.start()
            if disturb:
                disturb(server, opened["ends"] - seconds, opened["ends"])
            for thread in threads:
                thread.join()
            used = processor_seconds(server) - used
        found = json.loads(ask_inside(environment, f"{INSIDE}report()"))
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
    print(f"    {'seconds':10}{'requests':>9}{'p50':>8}{'p95':>8}{'max':>8}")
    for name, times in (("GET", ledger.reading), ("POST", ledger.voting)):
        print(f"    {name:10}{len(times):9}" + "".join(f"{one:8.3f}" for one in quantiles(times)))
    for fault in faults:
        print(f"    FAULT: {fault}")
    return not (figures["errors"] or figures["lost"] or figures["doubled"] or faults)


def main() -> None:
    print(f"\n{VOTES} votes in the last {SECONDS:.0f} s, {LATE} too late; p95 below {LIMIT_SECONDS} s")
    is_good = True
    for kind in kinds():
        result = hold(kind, VOTES, LATE, SECONDS)
        times = (result["ledger"].reading, result["ledger"].voting)
        is_fast = all(quantiles(one)[1] < LIMIT_SECONDS for one in times)
        is_good &= show(kind, result) and is_fast
    sys.exit(0 if is_good else "The rush did not hold.")


if __name__ == "__main__":
    main()
