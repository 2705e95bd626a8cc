"""Who held a space and in what condition it was, from the first day on."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from multifactory.lib.formats import format_day
from spaces.allocations.models import Allocation
from spaces.building.formats import format_area, format_decision, format_term
from spaces.building.models import Space
from spaces.building.rules import space_path
from spaces.building.timeline import Timeline, TimelineRow, TimelineSpan, draw_timeline
from spaces.condition.formats import CONDITION_FORMATS
from spaces.condition.models import Condition
from spaces.reshaping.models import Reshaping


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """An allocation or a condition. `decided_href` is empty where the reader may not follow it."""

    text: str
    href: str
    start_on: date
    end_on: date | None
    start: str
    end: str
    detail: str
    decided: str
    decided_href: str
    ended_by: str  # for members
    area: str
    is_now: bool
    css: str


@dataclass(frozen=True, slots=True)
class History:
    holders: list[HistoryEntry]
    conditions: list[HistoryEntry]

    @property
    def current(self) -> HistoryEntry | None:
        return next((entry for entry in self.holders if entry.is_now), None)


@dataclass(frozen=True, slots=True)
class ShapeChange:
    """A day on which a space came into use or went out of it; `spaces` are those it was or became."""

    day: date
    text: str
    spaces: list[tuple[str, str]]
    decided: str
    decided_href: str
    is_coming: bool


def shape_changes(space: Space, *, is_member: bool) -> list[ShapeChange]:
    """From the first day on. One query where it was never reshaped, else three."""
    reshapings = Reshaping.objects.filter(Q(before=space) | Q(after=space)).distinct().for_list()
    shapes = [_shape_change(reshaping, space, is_member) for reshaping in reshapings]
    known = {shape.day for shape in shapes}
    for day, text in ((space.valid_from, _("In use")), (space.valid_to, _("Out of use"))):
        if day and day not in known:
            shapes.append(ShapeChange(day, text, [], "", "", day > timezone.localdate()))
    return sorted(shapes, key=lambda shape: shape.day)


def _shape_change(row: Reshaping, space: Space, is_member: bool) -> ShapeChange:
    is_old = space in row.before.all()
    text = {
        (Reshaping.Kind.SPLIT, True): _("Divided into"),
        (Reshaping.Kind.SPLIT, False): _("A part of"),
        (Reshaping.Kind.MERGE, True): _("Joined into"),
        (Reshaping.Kind.MERGE, False): _("Joined from"),
    }[Reshaping.Kind(row.kind), is_old]
    others = row.after.all() if is_old else row.before.all()
    decided, href = format_decision(row.resolution, is_member)
    return ShapeChange(
        row.day,
        text,
        [(other.code, space_path(other.code)) for other in others],
        decided or (row.reason if is_member else ""),
        href,
        row.day > timezone.localdate(),
    )


def space_history(space: Space, *, is_member: bool, day: date | None = None) -> History:
    """Two queries. The latest first; what holds on a day (today) is marked."""
    day = day or timezone.localdate()
    allocations = (
        space.allocations.valid().select_related("company", "resolution", "ended_by").order_by("-start_on")
    )
    conditions = space.conditions.valid().select_related("resolution").order_by("-start_on")
    return History(
        [_holder(allocation, day, is_member) for allocation in allocations],
        [_condition(condition, day, is_member) for condition in conditions],
    )


def space_timeline(history: History) -> Timeline | None:
    """The drawing of a history: who held it above, its condition below."""
    rows = [
        TimelineRow(_("Allocated to"), _spans(history.holders)),
        TimelineRow(_("Condition"), _spans(history.conditions)),
    ]
    return draw_timeline(rows, timezone.localdate())


def _spans(entries: list[HistoryEntry]) -> list[TimelineSpan]:
    return [
        TimelineSpan(
            entry.start_on,
            entry.end_on,
            entry.css,
            entry.text,
            f"{entry.text}, {format_term(entry.start_on, entry.end_on)}",
            entry.href,
        )
        for entry in reversed(entries)
    ]


def _is_on(row: Allocation | Condition, day: date) -> bool:
    return row.start_on <= day and (row.end_on is None or row.end_on > day)


def _holder(row: Allocation, today: date, is_member: bool) -> HistoryEntry:
    decided, decided_href = format_decision(row.resolution, is_member)
    return HistoryEntry(
        text=row.company.name,
        href=row.company.get_absolute_url(),
        start_on=row.start_on,
        end_on=row.end_on,
        start=format_day(row.start_on),
        end=format_day(row.end_on) if row.end_on else "",
        detail=row.get_kind_display(),
        decided=decided or (row.reason if is_member else ""),
        decided_href=decided_href,
        ended_by=str(row.ended_by) if is_member and row.ended_by else "",
        area=format_area(row.area_m2),
        is_now=_is_on(row, today),
        css="held",
    )


def _condition(row: Condition, today: date, is_member: bool) -> HistoryEntry:
    decided, decided_href = format_decision(row.resolution, is_member)
    return HistoryEntry(
        text=row.get_state_display(),
        href="",
        start_on=row.start_on,
        end_on=row.end_on,
        start=format_day(row.start_on),
        end=format_day(row.end_on) if row.end_on else "",
        detail=row.note,
        decided=decided,
        decided_href=decided_href,
        ended_by="",
        area="",
        is_now=_is_on(row, today),
        css=CONDITION_FORMATS[row.state].css,
    )
