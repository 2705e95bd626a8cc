"""What hangs at the door of a space: who is in it now, who comes next, until when it is free.

It hangs where guests walk by, so it never says what a booking is for, and of a private one not whose it is.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext as _

from multifactory.lib.formats import format_day
from spaces.bookings.models import Booking, Claim
from spaces.building.models import Space
from spaces.policies.holidays import holiday_on
from spaces.policies.models import BookingPolicy
from spaces.policies.rules import open_stretches, policy_of
from spaces.schedules.rules import format_clock

NEXT = 3


@dataclass(frozen=True, slots=True)
class Occupation:
    """A stretch in which the space, or a part of it, is taken."""

    who: str
    when: str
    starts_at: datetime
    ends_at: datetime
    held_until: datetime  # with the cleaning
    is_block: bool = False


@dataclass(frozen=True, slots=True)
class DoorBoard:
    """`state` is free, taken, cleaning, blocked, shut (outside its hours) or out (not to be used)."""

    state: str
    now: Sequence[Occupation] = ()
    next: Sequence[Occupation] = ()
    until: str = ""  # in words; empty where nothing ends it within a day
    why: str = ""


def door_board(space: Space, now: datetime) -> DoorBoard:
    """Six queries at most, however much is booked."""
    leaves = space.leaf_ids()
    if Space.objects.filter(pk__in={space.pk, *leaves}).exclude(pk__in=Space.objects.usable_on()).exists():
        return DoorBoard("out")
    taken = list(_occupations(leaves, now))
    running = [one for one in taken if one.starts_at <= now]
    coming = [one for one in taken if one.starts_at > now][:NEXT]
    if running:
        return _running_board(running, coming, now)
    policy, holiday = policy_of(space), holiday_on(timezone.localdate(now))
    if policy.closed_on_holidays and holiday:
        return DoorBoard("shut", next=coming, why=holiday)
    opens, closes = _hours(policy, now)
    if opens is not None:
        return DoorBoard("shut", next=coming, until=_until(opens, now))
    ends = min([*(one.starts_at for one in coming[:1]), *([closes] if closes else [])], default=None)
    is_soon = ends is not None and ends - now < timedelta(days=1)
    return DoorBoard("free", next=coming, until=_until(ends, now) if ends and is_soon else "")


def _running_board(running: list[Occupation], coming: list[Occupation], now: datetime) -> DoorBoard:
    inside = [one for one in running if one.ends_at > now]
    if not inside:
        return DoorBoard("cleaning", next=coming, until=_until(max(one.held_until for one in running), now))
    state = "blocked" if any(one.is_block for one in inside) else "taken"
    return DoorBoard(state, inside, coming, _until(max(one.ends_at for one in inside), now))


def _occupations(leaves: Sequence[int], now: datetime) -> Iterable[Occupation]:
    """Those that are not over, the earliest first, each booking once."""
    held = Claim.objects.filter(space__in=leaves, released_at=None, ends_at__gt=now)
    waiting = Q(booking__state=Booking.State.PENDING, booking__pending_until__gt=Now())
    standing = Q(booking=None) | Q(booking__state=Booking.State.CONFIRMED) | waiting
    rows = held.filter(standing).select_related("booking__company").order_by("starts_at", "pk")
    seen: set[object] = set()
    # Of each booking there is at most a claim a leaf, and on a leaf one thing at a time.
    for claim in rows[: (NEXT + len(leaves)) * len(leaves)]:
        key = claim.booking_id or ("block", claim.starts_at, claim.ends_at)
        if key not in seen:
            seen.add(key)
            yield _occupation(claim, now)


def _occupation(claim: Claim, now: datetime) -> Occupation:
    booking, start, end = claim.booking, claim.starts_at, claim.ends_at
    if booking is None:
        return Occupation(_("Closed"), _period(start, end, now), start, end, end, is_block=True)
    who = _("Private booking") if booking.is_private else booking.holder
    return Occupation(who, _period(start, booking.ends_at, now), start, booking.ends_at, end)


def _hours(policy: BookingPolicy, now: datetime) -> tuple[datetime | None, datetime | None]:
    """When it opens, where it is shut now; when it closes, where it is open and does."""
    hours = list(policy.hours.all())
    if not hours or policy.is_by_night:
        return None, None
    today = timezone.localdate(now)
    stretches = open_stretches(hours, today, today + timedelta(days=7))
    closes = next((end for start, end in stretches if start <= now < end), None)
    opens = next((start for start, _end in stretches if start > now), None)
    return (None, closes) if closes else (opens, None)


def _period(start: datetime, end: datetime, now: datetime) -> str:
    """10:00–12:00, each with its day where that is not today."""
    first = _clock(start, now)
    same_day = timezone.localdate(start) == timezone.localdate(end)
    return f"{first}–{format_clock(end) if same_day else _clock(end, now)}"


def _clock(moment: datetime, now: datetime) -> str:
    """The hour, with the day where it is not today's."""
    day = timezone.localdate(moment)
    clock = format_clock(moment)
    return clock if day == timezone.localdate(now) else f"{format_day(day)}, {clock}"


def _until(moment: datetime, now: datetime) -> str:
    if timezone.localdate(moment) == timezone.localdate(now):
        return _("until %(time)s") % {"time": format_clock(moment)}
    return _("until: %(moment)s") % {"moment": _clock(moment, now)}
