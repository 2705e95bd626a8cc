"""Which call it is, and what a proxy must be like; nothing here reads the database."""

from governance.attendance.models import Assembly, AssemblyEntry

State = Assembly.State


def call_now(assembly: Assembly) -> int:
    """The call that is held (1 or 2); before it opens the one people are coming to, afterwards the last."""
    return assembly.call + 1 if assembly.state == State.CALLED else max(1, assembly.call)


def has_ended(assembly: Assembly) -> bool:
    return assembly.state in (State.CLOSED, State.DESERTED, State.CANCELLED)


def takes_presence(assembly: Assembly) -> bool:
    """People come and go from the notice until the end; also while it is suspended."""
    return assembly.state in (State.CALLED, State.OPEN, State.SUSPENDED)


def is_on_roll(entry: AssemblyEntry) -> bool:
    """It may be in the room: with its vote, or suspended and without."""
    return entry.standing != AssemblyEntry.Standing.LEFT


def may_vote(entry: AssemblyEntry) -> bool:
    return entry.standing == AssemblyEntry.Standing.ENTITLED
