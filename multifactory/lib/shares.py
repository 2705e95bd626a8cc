"""Sharing out a whole number."""

from collections.abc import Sequence


def shares(total: int, weights: Sequence[int], *, turn: int = 0) -> list[int]:
    """`total` (cents, say) in proportion to `weights`, in whole units that add up to it.

    Largest remainder (Hamilton): each first gets ⌊total·w/Σw⌋, what is left goes one by one to the largest
    remainders. Among equals it begins at the place `turn`, counted from 0 modulo the number of weights, and
    goes round: a turn that goes on by one each time favours no place. A negative total (a refund) is shared
    as its positive would be. ValueError where a weight is negative or there is none to share by.
    """
    whole = sum(weights)
    if whole == 0 or any(weight < 0 for weight in weights):
        raise ValueError("Shares need weights of 0 or more, and one above 0.")
    if total < 0:
        return [-share for share in shares(-total, weights, turn=turn)]
    count = len(weights)
    parts = [divmod(total * weight, whole) for weight in weights]
    found = [share for share, _ in parts]
    if left := total - sum(found):
        # One number to order by: the remainder, then how early the place comes from the turn on.
        ranks = [rest * count + (turn - place - 1) % count for place, (_, rest) in enumerate(parts)]
        for place in sorted(range(count), key=ranks.__getitem__, reverse=True)[:left]:
            found[place] += 1
    return found
