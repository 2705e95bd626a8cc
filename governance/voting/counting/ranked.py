"""One of several options, put in order of preference. "None of these" is always among them.

Options are ranked first and the winner is put to the rule afterwards: were those that fail the rule struck
out before, a worse option could win.
"""

from collections.abc import Mapping, Sequence

from governance.voting.counting.answers import NONE
from governance.voting.counting.motion import Counts
from governance.voting.counting.motion import verdict as motion_verdict
from governance.voting.counting.rule import ADOPTED, REJECTED, TIED, Answer, Electorate, Rule, Verdict

Pairs = dict[str, dict[str, int]]
Strength = tuple[int, int]
Strengths = dict[str, dict[str, Strength]]

NO_PATH: Strength = (0, 0)


def prefer(ballots: Sequence[Answer], keys: Sequence[str]) -> Pairs:
    """d[x][y]: companies that rank x before y. Equal ranks prefer neither; the unranked are last, equal."""
    last = len(keys) + 1
    pairs = {x: {y: 0 for y in keys if y != x} for x in keys}
    for ballot in ballots:
        ranks = ballot["ranks"]
        for x, row in pairs.items():
            for y in row:
                row[y] += ranks.get(x, last) < ranks.get(y, last)
    return pairs


def strongest_paths(pairs: Pairs) -> Strengths:
    """p[x][y]: the strength of the strongest path from x to y (Schulze 2011, computed as Floyd-Warshall).

    A link goes from the winner of a pair to its loser; its strength is the votes that won, then the fewer
    votes that lost (written negative, so that more is stronger), as CIVS and Belenios have it. A path is as
    strong as its weakest link, no path is weaker than any.
    """
    keys = list(pairs)
    paths = {
        x: {y: (won, -pairs[y][x]) if won > pairs[y][x] else NO_PATH for y, won in row.items()}
        for x, row in pairs.items()
    }
    for middle in keys:
        for start in keys:
            for end in keys:
                if len({start, middle, end}) == 3:
                    detour = min(paths[start][middle], paths[middle][end])
                    paths[start][end] = max(paths[start][end], detour)
    return paths


def places(paths: Strengths, lot: Sequence[str]) -> list[list[str]]:
    """Groups from first to last: those to whom nobody left has the stronger path; inside a group as in `lot`.

    A Condorcet winner, whom more companies prefer than not to each other option, is alone in the first group.
    """
    groups, left = [], list(lot)
    while left:
        unbeaten = [x for x in left if all(paths[x][y] >= paths[y][x] for y in left if y != x)]
        groups.append(unbeaten)
        left = [x for x in left if x not in unbeaten]
    return groups


def decide(
    answers: Sequence[Answer],
    counts: Mapping[str, int],
    electorate: Electorate,
    rule: Rule,
    lot: Sequence[str],
) -> Verdict:
    """The Schulze winner, then put to the rule as a motion: yes prefers it to "none", no prefers "none".

    Options that tie for the first place are ordered by the lot; where the rule grants a run-off they tie, and
    are voted on again. "None" is not in the lot: where it ties with an option, the check decides. Where
    "none" comes before every option, nothing is adopted.
    """
    ballots = [answer for answer in answers if answer["choice"] == "ballot"]
    pairs = prefer(ballots, (*lot, NONE))
    paths = strongest_paths(pairs)
    order = places(paths, (*lot, NONE))
    tied = [key for key in order[0] if key != NONE]
    leader = tied[0] if tied else order[1][0]
    yes, no = pairs[leader][NONE], pairs[NONE][leader]
    against_none = {"yes": yes, "no": no, "abstain": len(ballots) - yes - no}
    outcome = motion_verdict(Counts(electorate, **against_none, blank=counts["blank"]), rule)
    if not tied:
        outcome = REJECTED
    elif rule.is_tie_run_off and len(tied) > 1:
        outcome = TIED
    return Verdict(
        outcome,
        winners=(leader,) if outcome == ADOPTED else (),
        is_by_lot=len(tied) > 1 and not rule.is_tie_run_off,
        details={
            "pairwise": pairs,
            "strengths": {x: {y: [won, -lost] for y, (won, lost) in row.items()} for x, row in paths.items()},
            "order": order,
            "winner": leader if tied else NONE,
            "leader": leader,
            "against_none": against_none,
        },
    )
