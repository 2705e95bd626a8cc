"""What a deadline that is late shuts: nothing new is booked; what is booked already stays.

Whether something can be booked is asked of the deadlines themselves (`why_barred`), so it is right by the
clock, without the worker. The blocks are for the calendars. A block needs an end and lateness has none, so it
reaches beyond the last day anybody can book, to the first of a month, and the worker moves it on each month.
Bookings are cut out of it: a check that somebody forgot to record cancels nobody's day.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from datetime import date, datetime, timedelta
from typing import cast

from dateutil.relativedelta import relativedelta
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from spaces.bookings.blocks import leaves_by_space
from spaces.bookings.models import Claim
from spaces.bookings.unusable import midnight
from spaces.hooks import Stretch
from spaces.policies.models import LONGEST_MINUTES
from spaces.upkeep.deadlines.models import Deadline
from spaces.upkeep.deadlines.rules import late_words
from spaces.upkeep.deadlines.services import refresh_spaces

# No policy opens bookings more than 400 days ahead (a constraint), and none lasts longer than this.
REACH = timedelta(days=401, minutes=LONGEST_MINUTES)

Times = list[tuple[datetime, datetime]]


def block_end(today: date) -> datetime:
    """The first of the month after the last moment that can be booked today."""
    return midnight((today + REACH).replace(day=1) + relativedelta(months=1))


def block_since(today: date) -> datetime:
    """When blocks came to reach as far as they do today."""
    return midnight((today + REACH).replace(day=1) - REACH)


def times_moved(begins: datetime, at: datetime) -> int:
    """How often the end of a block that began then had been moved on at a moment."""
    first, last = (timezone.localtime(block_end(timezone.localdate(moment))) for moment in (begins, at))
    return (last.year - first.year) * 12 + last.month - first.month


def why_barred(leaves: Collection[int]) -> str:
    """Why nothing new is booked of these leaf spaces now; registered with spaces.hooks. One query."""
    blocking = Deadline.objects.blocking(timezone.localdate())
    around = blocking.filter(Q(space__in=leaves) | Q(space__takes__in=leaves)).distinct()
    for deadline in around.select_related("space").order_by("next_on", "pk"):
        [shut] = leaves_by_space([_space_of(deadline)]).values()
        if not shut.isdisjoint(leaves):
            return late_words(deadline)
    return ""


def late_times(spaces: Collection[int]) -> Iterator[Stretch]:
    """When late deadlines shut these spaces, apart from what is booked; registered with spaces.hooks.

    One query, or three. Blocks that are over are left out too: they stay as they were.
    """
    now, today = timezone.now(), timezone.localdate()
    late = list(Deadline.objects.blocking(today).filter(space__in=spaces).select_related("space"))
    if not late:
        return
    shut = leaves_by_space(_space_of(deadline) for deadline in late)
    leaves = set().union(*shut.values()).intersection(spaces)
    end = block_end(today)
    held: dict[int, Times] = defaultdict(list)
    claims = Claim.objects.meeting(leaves, min(late_from(deadline.next_on) for deadline in late), end)
    claims = claims.exclude(booking=None, ends_at__gt=now)
    for leaf, begins, ends in claims.values_list("space", "starts_at", "ends_at"):
        held[leaf].append((begins, ends))
    for deadline in late:
        for leaf in sorted(shut[_space_of(deadline)] & leaves):
            for begins, ends in without(late_from(deadline.next_on), end, held[leaf]):
                yield Stretch(leaf, begins, ends, late_words(deadline))


def _space_of(deadline: Deadline) -> int:
    """One that blocks names its space: a constraint."""
    return cast(int, deadline.space_id)


def late_from(due_on: date) -> datetime:
    """The first moment in which what was due on this day is late."""
    return midnight(due_on + timedelta(days=1))


def without(start: datetime, end: datetime, booked: Iterable[tuple[datetime, datetime]]) -> Times:
    """What is left of [start, end) beside these times."""
    left = []
    for begins, ends in sorted(booked):
        if start < begins:
            left.append((start, begins))
        start = max(start, ends)
    return [*left, (start, end)] if start < end else left


def refresh_late_blocks() -> int:
    """The worker's: blocks of what became late or is late still; returns of how many spaces."""
    spaces = set(Deadline.objects.blocking(timezone.localdate()).values_list("space", flat=True))
    for space in sorted(spaces):
        with transaction.atomic():
            refresh_spaces({space})
    return len(spaces)
