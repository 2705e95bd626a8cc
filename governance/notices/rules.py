"""When companies that have not voted are reminded, and when the head of a record goes out."""

from datetime import datetime, timedelta

REMINDER_HOURS = (24, 72)  # before the end, the shorter first
HEAD_HOUR = 7  # local time
QUIET_TIME = timedelta(hours=12)  # after the mail that named the end


def reminder_due(now: datetime, *, announced_at: datetime, closes_at: datetime) -> int | None:
    """Which reminder is due: 24 or 72 hours before the end, or None.

    `announced_at` is when the last mail named this end: at the opening, or when the round was extended. A
    reminder less than 12 hours after it would say the same again. One whose time went by is not made up for:
    the next comes instead.
    """
    for hours in REMINDER_HOURS:
        point = closes_at - timedelta(hours=hours)
        if point <= now < closes_at:
            return hours if announced_at + QUIET_TIME <= point else None
    return None


def is_head_due(now: datetime, *, last: datetime) -> bool:
    """Once a day, in the morning, unless one has gone out that day. Both are local times."""
    return now.hour >= HEAD_HOUR and last.date() < now.date()
