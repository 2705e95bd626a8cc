"""Who may do what with a turn. Nothing here reads the database."""

from datetime import date, timedelta

from multifactory.lib.weekdays import holds_on
from spaces.upkeep.duties.models import Duty
from spaces.upkeep.duties.turn_models import Swap, Turn

PLANNED_AHEAD = timedelta(weeks=8)
TOLD_BEFORE = timedelta(days=3)


def duty_days(duty: Duty, first: date, last: date) -> list[date]:
    """The days from the first to the last, both included, on which the duty has a turn."""
    first = max(first, duty.starts_on)
    days = (first + timedelta(days=ahead) for ahead in range(max((last - first).days + 1, 0)))
    return [day for day in days if holds_on(duty.weekdays, day) and (not duty.ends_on or day < duty.ends_on)]


def can_be_recorded(turn: Turn, today: date) -> bool:
    """From its day on, once."""
    return turn.state == Turn.State.PLANNED and turn.day <= today


def can_be_swapped(turn: Turn, today: date) -> bool:
    """Up to and on its day."""
    return turn.state == Turn.State.PLANNED and turn.day >= today


def can_be_undone(swap: Swap, today: date) -> bool:
    """Asked: while the turn is to come. Accepted: until the day before the first of its turns, and as long as
    these are still with those who swapped."""
    turns = [swap.turn, swap.in_return] if swap.in_return else [swap.turn]
    if any(turn.state != Turn.State.PLANNED for turn in turns):
        return False
    if swap.state == Swap.State.ASKED:
        return swap.turn.day >= today
    if swap.state != Swap.State.ACCEPTED or has_gone_on(swap):
        return False
    return all(turn.day > today for turn in turns)


def has_gone_on(swap: Swap) -> bool:
    """Whether a turn of an accepted swap is with another company than the swap gave it to."""
    if swap.turn.company_id != swap.taken_by_id:
        return True
    return swap.in_return is not None and swap.in_return.company_id != swap.asked_by_id
