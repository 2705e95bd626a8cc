"""The crowd of a closing rush: what each company does, and what the pages told it."""

import http.client
import random
import re
import threading
import time
from dataclasses import dataclass, field

from bench.client import Visitor

EVERY = 20  # one in so many clicks twice, and one in so many loses the answer
CHOICES = ("yes", "yes", "no", "abstain", "blank")
ACCEPTED, REFUSED, ERROR = "accepted", "refused", "error"
PATIENCE = 180  # seconds: who gives up and asks anew makes a busy server busier, and learns nothing
REFUSAL = "This vote is not counted"


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


class Voter(Visitor):
    """Who votes for a company on this page; the ledger keeps what they are told."""

    def __init__(self, ledger: Ledger, port: int, path: str, company: int, cookies: dict[str, str]) -> None:
        super().__init__(port, cookies, PATIENCE)
        self.ledger, self.path, self.company = ledger, path, company
        self.form: dict[str, str] = {}

    def _ask(self, path: str, form: dict[str, str] | None, times: list[float]) -> tuple[int, str]:
        start = time.perf_counter()
        answer = self.ask(path, form)
        times.append(time.perf_counter() - start)
        return answer

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
        status, page = self._ask(f"{self.path}vote/", self.form | {"choice": choice}, self.ledger.voting)
        if status == 302:
            page = self.read()
        elif status != 200:  # a refusal stands on the answer itself, with what was typed
            raise http.client.HTTPException(f"the vote was answered with {status}")
        if re.search(rf"(?:votes|voted) <strong>{choice}</strong>", page):
            return ACCEPTED
        if REFUSAL in page:
            return REFUSED
        raise http.client.HTTPException("the page said neither yes nor no to the vote")

    def vote_unheard(self, choice: str) -> None:
        """Send it and be gone before the answer."""
        self.send(f"{self.path}vote/", self.form | {"choice": choice}).close()


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
    voter = Voter(ledger, port, path, plan.company, {"sessionid": plan.session})
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
    other = Voter(voter.ledger, voter.port, voter.path, voter.company, voter.cookies)
    other.form = dict(voter.form)
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
