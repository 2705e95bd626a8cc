"""Which call it is, when people can check in, and who may hold a proxy; nothing here reads the database."""

from datetime import datetime, timedelta

from governance.attendance.models import Assembly, AssemblyEntry

State = Assembly.State

# Who is early is in; who follows the link of the notice a week before is not.
CHECK_IN_OPENS = timedelta(hours=2)


def call_now(assembly: Assembly) -> int:
    """The call that is held (1 or 2); before it opens the one people are coming to, afterwards the last."""
    return assembly.call + 1 if assembly.state == State.CALLED else max(1, assembly.call)


def has_ended(assembly: Assembly) -> bool:
    return assembly.state in (State.CLOSED, State.DESERTED, State.CANCELLED)


def takes_presence(assembly: Assembly, now: datetime) -> bool:
    """People come and go while it is held, also while it is suspended, and from two hours before a call."""
    if assembly.state in (State.OPEN, State.SUSPENDED):
        return True
    opens_at = check_in_opens_at(assembly)
    return assembly.state == State.CALLED and opens_at is not None and opens_at <= now


def check_in_opens_at(assembly: Assembly) -> datetime | None:
    """For the call that comes next; None where none does."""
    return assembly.next_call_at - CHECK_IN_OPENS if assembly.next_call_at else None


def takes_answers(assembly: Assembly) -> bool:
    """Companies say whether they come, and give proxies, from the notice until the end."""
    return assembly.state in (State.CALLED, State.OPEN, State.SUSPENDED)


def fits_mode(how: str, assembly: Assembly) -> bool:
    """In the hall or by video, as it meets."""
    return assembly.mode in (how, Assembly.Mode.MIXED)


def may_hold_proxies(entry: AssemblyEntry, *, may_directors: bool) -> bool:
    return may_vote(entry) and (may_directors or not entry.is_director)


def is_on_roll(entry: AssemblyEntry) -> bool:
    """It may be in the room: with its vote, or suspended and without."""
    return entry.standing != AssemblyEntry.Standing.LEFT


def may_vote(entry: AssemblyEntry) -> bool:
    return entry.standing == AssemblyEntry.Standing.ENTITLED
