"""Dots shared out over options: shows where the weight lies, and decides nothing."""

from collections.abc import Sequence

from governance.voting.counting.rule import ADVISED, Answer, Verdict


def decide(answers: Sequence[Answer], keys: Sequence[str]) -> Verdict:
    """Cumulative voting: the sum of each option's dots. Equal sums share a place (1 2 2 4).

    `winners` are all in the first place, without a lot: nothing hangs on it.
    """
    sums = dict.fromkeys(keys, 0)
    for answer in answers:
        for key, dots in answer.get("dots", {}).items():
            sums[key] += dots
    ranks = {key: 1 + sum(other > dots for other in sums.values()) for key, dots in sums.items()}
    first = tuple(key for key in keys if ranks[key] == 1 and sums[key] > 0)
    return Verdict(ADVISED, winners=first, details={"sums": sums, "ranks": ranks})
