"""The page of a proposal with 300 comments and 60 votes, open and closed: queries and ms.

Logged in, template and all, but no server; on SQLite and on the PostgreSQL of DATABASE_URL.
"""

import uuid
from datetime import timedelta

from django.db import connection, transaction
from django.utils import timezone

from bench import fill
from bench.client import PAGE_COLUMNS, Bound, Table, measure_pages
from bench.portal import both, load, run_inside
from governance.closing.services import close_early
from governance.discussion.models import Comment
from governance.proposals.models import Proposal
from governance.proposals.services import freeze_proposal
from governance.voting.models import VotingRound
from governance.voting.services import open_voting
from governance.voting.votes import cast_vote
from members.companies.models import Company
from members.people.models import User

COMPANIES, COMMENTS, ANSWERS_EACH = 60, 300, 4  # of five comments, four answer the first
TEXT = "We mend the roof of the yard before winter.\n\n- two offers\n- **one** crane\n\n" * 5
WORDS = (
    "The offer of the *second* firm leaves out the gutter, and it rains in at the north. Who pays for that?"
)


@transaction.atomic
def populate() -> tuple[User, Proposal, VotingRound]:
    """Somebody who reads, and the proposal with an open round in which all have voted."""
    pairs = fill.representatives(COMPANIES)
    proposal = fill.propose(*pairs[0], TEXT)
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


def inside() -> None:
    print(f"\nA proposal with {COMMENTS} comments and {COMPANIES} votes")
    user, proposal, voting_round = populate()
    path = proposal.get_absolute_url()
    table = Table(PAGE_COLUMNS, _measure(user, {"voting open": path}))
    close_early(voting_round, by=user)
    table.rows |= _measure(user, {"voting closed": path})
    table.show(f"{connection.vendor} ({load()})")
    table.end(Bound("median ms", 150), Bound("queries", 15))


def _measure(user: User, addresses: dict[str, str]) -> dict[str, tuple[float, ...]]:
    return measure_pages(user, addresses, rounds=3, repeated=15, is_best_round=True)


def main() -> None:
    run_inside(inside, both())
