"""Which spaces are free at a time, how long around it, and what stands in the way of the others."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from spaces.bookings.rules import policy_faults
from spaces.building.features import FEATURES_BY_CODE
from spaces.building.formats import format_period
from spaces.building.models import Space
from spaces.policies.rules import DAY, local_days
from spaces.schedules.facts import Reader, Schedule, read_schedules
from spaces.schedules.pieces import Block
from spaces.schedules.rules import cut, day_bounds, entered, format_clock, free_around


@dataclass(frozen=True, slots=True)
class FreeSpace:
    """A space, and from when to when it is free around the time; or why it is not."""

    space: Space
    around: str = ""
    why: str = ""
    start: str = ""
    end: str = ""

    @property
    def is_free(self) -> bool:
        return not self.why


def spaces_at(
    wanted: dict[str, Any], starts_at: datetime, ends_at: datetime, reader: Reader
) -> list[FreeSpace]:
    """Every space that fits what is wanted (kind, people, offers), the free ones first."""
    days = local_days(starts_at, ends_at)
    now = timezone.now()
    schedules = [
        one
        for one in read_schedules(days[0], days[-1] + DAY, reader)  # the cleaning may be on the next day
        if fits(one.space, wanted["kind"], wanted["people"] or 0, wanted["offers"])
    ]
    found = [_judged(one, starts_at, ends_at, days, now) for one in schedules]
    return sorted(found, key=lambda one: not one.is_free)


def fits(space: Space, kind: str, people: int, offers: Collection[str]) -> bool:
    """A space nobody counted the people of fits no number of them."""
    if kind and space.kind != kind:
        return False
    if people and (space.capacity is None or space.capacity < people):
        return False
    return all(getattr(space, FEATURES_BY_CODE[code].field) for code in offers)


def _judged(
    schedule: Schedule, starts_at: datetime, ends_at: datetime, days: list[date], now: datetime
) -> FreeSpace:
    faults = policy_faults(schedule.terms, starts_at, ends_at, now)
    if faults:
        return FreeSpace(schedule.space, why=faults[0].text)
    cleanup = timedelta(minutes=schedule.terms.policy.cleanup_minutes)
    around = free_around(schedule.blocks, starts_at, ends_at, cleanup)
    if around is None:
        return FreeSpace(schedule.space, why=_in_way(schedule.blocks, starts_at, ends_at))
    return FreeSpace(
        schedule.space,
        around=_describe(around, days),
        start=entered(starts_at),
        end=entered(ends_at),
    )


def _in_way(blocks: list[Block], starts_at: datetime, ends_at: datetime) -> str:
    """Who has the time, or what shuts the space."""
    meeting = (one for one in cut(blocks, starts_at, ends_at) if not one.is_free)
    taken = next((piece for block in meeting for piece in block.pieces), None)
    if taken is None:
        return _("No time to clean up is left before the next booking.")
    when = format_period(taken.starts_at, taken.ends_at)
    if taken.who:
        return _("Taken by %(who)s: %(when)s") % {"who": taken.who, "when": when}
    what = taken.what or pgettext("space", "closed")
    what = what[:1].upper() + what[1:]
    is_lasting = taken.starts_at <= blocks[0].starts_at and taken.ends_at >= blocks[-1].ends_at
    return what if is_lasting else f"{what}: {when}"


def _describe(around: tuple[datetime, datetime], days: list[date]) -> str:
    """all day; from 15:30; until 18:30; 13:30 to 18:30."""
    first, last = around
    is_from_start = first <= day_bounds(days[0])[0]
    is_to_end = last >= day_bounds(days[-1])[1]
    if is_from_start and is_to_end:
        return _("free all day")
    if is_to_end:
        return _("free from %(start)s") % {"start": format_clock(first)}
    if is_from_start:
        return _("free until %(end)s") % {"end": format_clock(last)}
    return _("free from %(start)s to %(end)s") % {"start": format_clock(first), "end": format_clock(last)}
