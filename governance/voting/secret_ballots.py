"""What is counted of a secret round: its ballots, which no row joins to a company, and its papers.

A company's part in it is a `Participation` (of `governance.assemblies.secrecy`), and stands in the chain.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from governance.voting import record
from governance.voting.counting.answers import validate
from governance.voting.models import VotingRound

BLANK = {"choice": "blank"}


def faults_of(voting_round: VotingRound, answer: Any) -> list[str]:
    """Codes of what is wrong with an answer in this round; empty for a good one."""
    return validate(
        voting_round.method,
        answer,
        [option["key"] for option in voting_round.options],
        seats=voting_round.seats,
        dots_total=voting_round.dots,
        dots_per_option=voting_round.dots_per_option,
    )


def ballots_of(voting_round: VotingRound) -> list[record.Json]:
    """As the record shows them, by their trackers."""
    rows = voting_round.ballots.order_by("tracker").values_list("tracker", "nonce", "phrase", "answer")
    return [record.ballot(*row) for row in rows]


def papers_of(voting_round: VotingRound) -> list[record.Json] | None:
    """What two scrutineers counted alike, as [{"answer": …, "number": …}, …]; None where no papers are given
    out."""
    if voting_round.cast_by not in (VotingRound.CastBy.PAPER, VotingRound.CastBy.MIXED):
        return None
    counts = list(voting_round.paper_counts.order_by("pk").values_list("counts", flat=True))
    return counts[0] if len(counts) == 2 and counts[0] == counts[1] else []


def answers_to_count(voting_round: VotingRound, ballots: Sequence[Mapping[str, Any]]) -> list[Any]:
    """One a ballot, in their order, and one a paper; what cannot be counted is blank."""
    answers = [BLANK if faults_of(voting_round, one["answer"]) else one["answer"] for one in ballots]
    papers = papers_of(voting_round) or []
    return answers + [paper["answer"] for paper in papers for _number in range(paper["number"])]
