"""Whether a round that ended may be followed by another."""

from collections.abc import Mapping
from typing import Any

from governance.proposals.choices import Outcome


def can_vote_again(
    outcome: str,
    *,
    rule: Mapping[str, Any],
    is_second_call: bool,
    has_run_off: bool,
    is_tie_voted_again: bool,
    was_tied_before: bool,
) -> bool:
    """Whether a round that ended so may be followed by another, so that nothing is decided yet.

    No quorum: by a second call, where the rule has one (civil code, art. 21). A tie: by one more vote, where
    the rulebook says so, or where options that tied for the first place have a run-off. Objections: by
    another round, on the same or a better text.
    """
    if outcome == Outcome.NO_QUORUM:
        return not is_second_call and rule.get("second_quorum_denominator") is not None
    if outcome == Outcome.TIED:
        return has_run_off or (is_tie_voted_again and not was_tied_before)
    return outcome == Outcome.OBJECTED
