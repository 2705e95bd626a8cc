"""Which common spaces are free at this moment, and until when: a layer of the plan."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from spaces.policies.rules import DAY
from spaces.schedules.facts import Reader, read_schedules
from spaces.schedules.pieces import Block, PieceKind
from spaces.schedules.rules import days_bounds, format_clock


@dataclass(frozen=True, slots=True)
class UseNow:
    """`kind` is the entry of the plan's key: open, busy or shut."""

    kind: str
    word: str


def use_now() -> dict[str, UseNow]:
    """By the code of each space that can be booked; looked at until the end of tomorrow."""
    now, today = timezone.now(), timezone.localdate()
    end = days_bounds(today, today + DAY)[1]
    return {
        one.space.code: state_at(one.blocks, now, end) for one in read_schedules(today, today + DAY, Reader())
    }


def state_at(blocks: Iterable[Block], now: datetime, end: datetime) -> UseNow:
    """What holds at a moment, and until when nothing changes between free, taken and closed."""
    kind, until = "", end
    for block in blocks:
        if block.ends_at <= now:
            continue
        entry = _entry(block)
        if kind and entry != kind:
            until = block.starts_at
            break
        kind = entry
    return UseNow(kind or "open", _word(kind or "open", until, end))


def _entry(block: Block) -> str:
    if block.is_free:
        return "open"
    return "shut" if block.kind is PieceKind.CLOSED or not block.is_held else "busy"


def _word(kind: str, until: datetime, end: datetime) -> str:
    if until >= end:
        return {"open": _("free now"), "busy": _("in use"), "shut": _("closed now")}[kind]
    texts = {
        "open": _("free until %(until)s"),
        "busy": _("in use until %(until)s"),
        "shut": _("closed until %(until)s"),
    }
    clock = format_clock(until)
    if timezone.localdate(until) > timezone.localdate():
        clock = _("tomorrow %(time)s") % {"time": clock}
    return texts[kind] % {"until": clock}
