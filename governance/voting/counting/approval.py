"""Names for one seat or several: for one a company approves of any number, for several of up to that many."""

from collections.abc import Sequence

from governance.voting.counting.rule import ADOPTED, REJECTED, Answer, Verdict


def score(ballots: Sequence[Answer], keys: Sequence[str]) -> dict[str, int]:
    """Approval voting (Brams and Fishburn 1978): each name as many points as ballots that hold it."""
    scores = dict.fromkeys(keys, 0)
    for ballot in ballots:
        for key in ballot["options"]:
            scores[key] += 1
    return scores


def decide(answers: Sequence[Answer], seats: int, lot: Sequence[str]) -> Verdict:
    """The highest scores take the seats, each at least one approval; equal at the last, the lot decides.

    A single winner also needs 2·score > ballots that are not blank. Seats that nobody reaches stay empty.
    """
    ballots = [answer for answer in answers if answer["choice"] == "ballot"]
    scores = score(ballots, lot)
    needed = len(ballots) // 2 + 1 if seats == 1 else 1
    able = [key for key in lot if scores[key] >= needed]
    order = sorted(able, key=lambda key: -scores[key])  # stable: equal scores stay in the order of the lot
    elected, left = order[:seats], order[seats:]
    return Verdict(
        ADOPTED if elected else REJECTED,
        winners=tuple(elected),
        is_by_lot=bool(left) and scores[elected[-1]] == scores[left[0]],
        details={"scores": scores, "ballots": len(ballots), "needed": needed, "elected": elected},
    )
