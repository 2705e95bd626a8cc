"""The page of a much discussed proposal: started by `decision.py` on an empty database."""

import statistics
import sys
import time
import uuid
from datetime import timedelta

from django.conf import settings
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from bench import people
from bench.portal import load
from governance.closing.services import close_round_early
from governance.discussion.models import Comment
from governance.proposals.models import Proposal
from governance.proposals.services import freeze_proposal
from governance.voting.models import VotingRound
from governance.voting.services import open_voting
from governance.voting.votes import cast_vote
from members.companies.models import Company
from members.people.models import User

COMPANIES, COMMENTS, ANSWERS_EACH = 60, 300, 4  # of five comments, four answer the first
ROUNDS, REPEATED = 3, 15
LIMIT_MS, LIMIT_QUERIES = 150, 15
TEXT = "We mend the roof of the yard before winter.\n\n- two offers\n- **one** crane\n\n" * 5
WORDS = (
    "The offer of the *second* firm leaves out the gutter, and it rains in at the north. Who pays for that?"
)


@transaction.atomic
def populate() -> tuple[User, Proposal, VotingRound]:
    """Somebody who reads, and the proposal with an open round in which all have voted."""
    pairs = people.populate(COMPANIES)
    proposal = people.propose(*pairs[0], TEXT)
    _discuss(proposal, pairs)
    freeze_proposal(proposal)
    voting_round = open_voting(proposal, closes_at=timezone.now() + timedelta(days=7), by=pairs[0][0])
    for number, (user, company) in enumerate(pairs):
        answer = {"choice": ("yes", "yes", "no", "abstain")[number % 4]}
        cast_vote(voting_round, company=company, answer=answer, by=user)
    return pairs[1][0], proposal, voting_round


def _discuss(proposal: Proposal, pairs: list[tuple[User, Company]]) -> None:
    began = timezone.now() - timedelta(days=20)
    first: Comment | None = None
    for number in range(COMMENTS):
        user, company = pairs[number % COMPANIES]
        is_first = number % (ANSWERS_EACH + 1) == 0
        comment = Comment.objects.create(
            proposal=proposal,
            parent=None if is_first else first,
            company=company,
            author=user,
            kind=Comment.Kind.values[number % len(Comment.Kind.values)],
            text=f"{number}. {WORDS}" if number % 3 else WORDS.replace("*", ""),
            created_at=began + timedelta(minutes=number),
            request_id=uuid.uuid4(),
        )
        first = comment if is_first else first


def measure(user: User, path: str) -> tuple[float, float, int, int]:
    """Median ms and ms of processor time (best of the rounds: others use the machine), queries, bytes."""
    client = Client(headers={"accept-language": "en"})
    client.force_login(user)
    client.get(path)  # templates are loaded
    with CaptureQueriesContext(connection) as captured:
        response = client.get(path)
    queries = len(captured)
    if response.status_code != 200:
        sys.exit(f"{path} was answered with {response.status_code}.")
    walls, processor = [], []
    for _ in range(ROUNDS):
        times = []
        for _ in range(REPEATED):
            start = time.perf_counter(), time.process_time()
            client.get(path)
            times.append((time.perf_counter() - start[0], time.process_time() - start[1]))
        walls.append(statistics.median(one for one, _ in times) * 1000)
        processor.append(statistics.median(one for _, one in times) * 1000)
    return min(walls), min(processor), queries, len(response.content)


def main() -> None:
    settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    user, proposal, voting_round = populate()
    path = proposal.get_absolute_url()
    found = {"voting open": measure(user, path)}
    close_round_early(voting_round, by=user)
    found["voting closed"] = measure(user, path)
    print(f"\n  {connection.vendor} ({load()}){'':6}median ms   of processor   queries   kB")
    for name, (median, processor, queries, size) in found.items():
        print(f"    {name:36}{median:9.1f}{processor:15.1f}{queries:10}{size // 1000:5}")
    slow = [name for name, (ms, _, queries, _) in found.items() if ms > LIMIT_MS or queries > LIMIT_QUERIES]
    sys.exit(f"Too much: {', '.join(slow)}." if slow else 0)
