"""Names for one seat or several: for one a company approves of any number, for several of up to that many."""

from collections.abc import Mapping, Sequence

from governance.voting.counting.rule import (
    ADOPTED,
    ALL,
    CAST,
    PRESENT,
    REJECTED,
    TIED,
    Answer,
    Electorate,
    Rule,
    Verdict,
)


def score(ballots: Sequence[Answer], keys: Sequence[str]) -> dict[str, int]:
    """Approval voting (Brams and Fishburn 1978): each name as many points as ballots that hold it."""
    scores = dict.fromkeys(keys, 0)
    for ballot in ballots:
        for key in ballot["options"]:
            scores[key] += 1
    return scores


def decide(
    answers: Sequence[Answer],
    counts: Mapping[str, int],
    electorate: Electorate,
    rule: Rule,
    seats: int,
    lot: Sequence[str],
) -> Verdict:
    """The highest scores take the seats, each at least one approval; equal at the last, the lot decides. Or,
    where the rule grants a run-off, they tie: `elected` are then those above them, `tied` are they.

    A single winner also needs the matter's majority, as a motion whose yes are the ballots that hold its name
    and whose no the others; in version 1 it was 2·score > ballots that are not blank. Seats that nobody
    reaches stay empty. For several seats `naming` is how many ballots name somebody: they make the quorum.
    """
    ballots = [answer for answer in answers if answer["choice"] == "ballot"]
    scores = score(ballots, lot)
    is_one_of_many = seats > 1 or rule.is_run_off
    needed = 1 if is_one_of_many else score_needed(len(ballots), counts["blank"], electorate, rule)
    able = [key for key in lot if scores[key] >= needed]
    order = sorted(able, key=lambda key: -scores[key])  # stable: equal scores stay in the order of the lot
    elected, left = order[:seats], order[seats:]
    details = {"scores": scores, "ballots": len(ballots), "needed": needed, "elected": elected}
    if rule.version > 1 and seats > 1:
        details["naming"] = sum(bool(ballot["options"]) for ballot in ballots)
    if rule.is_tie_run_off and left and scores[elected[-1]] == scores[left[0]]:
        equal = scores[left[0]]
        details["elected"] = [key for key in elected if scores[key] > equal]
        return Verdict(TIED, details=details | {"tied": sorted(key for key in able if scores[key] == equal)})
    return Verdict(
        ADOPTED if elected else REJECTED,
        winners=tuple(elected),
        is_by_lot=bool(left) and scores[elected[-1]] == scores[left[0]],
        details=details,
    )


def score_needed(ballots: int, blank: int, electorate: Electorate, rule: Rule) -> int:
    """The least score that has the majority of its matter, and always more than half of the ballots."""
    more_than_half = ballots // 2 + 1
    if rule.version == 1:
        return more_than_half
    base = {CAST: ballots, PRESENT: electorate.present(ballots + blank), ALL: electorate.members}[rule.base]
    share = rule.numerator * base
    reached = share // rule.denominator + 1 if rule.is_strict else -(-share // rule.denominator)
    return max(more_than_half, reached)
