"""Who held a space and in what condition it was, from the first day on."""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from spaces.drawing import in_m2
from spaces.models import Allocation, Condition, Renewal, Space
from spaces.rules import day_words, term_words
from spaces.timeline import Span, Timeline, draw_timeline


@dataclass(frozen=True, slots=True)
class Line:
    """An allocation or a condition in words. `decided_href` is empty where the reader may not follow it."""

    text: str
    href: str
    start_on: date
    end_on: date | None
    start: str
    end: str
    detail: str
    decided: str
    decided_href: str
    area: str
    is_now: bool
    css: str


@dataclass(frozen=True, slots=True)
class History:
    holders: list[Line]
    conditions: list[Line]

    @property
    def current(self) -> Line | None:
        return next((line for line in self.holders if line.is_now), None)


def unit_history(space: Space, *, is_member: bool) -> History:
    """Two queries. The latest first."""
    today = timezone.localdate()
    held = space.allocations.valid().select_related("company", "resolution").order_by("-start_on")
    states = space.conditions.valid().select_related("resolution").order_by("-start_on")
    return History(
        [_holder(one, today, is_member) for one in held],
        [_condition(one, today, is_member) for one in states],
    )


def unit_timeline(space: Space, history: History) -> Timeline | None:
    """The drawing of a history: who held it above, its condition below."""
    lanes = [(_("Held by"), _spans(history.holders)), (_("Condition"), _spans(history.conditions))]
    return draw_timeline(lanes, timezone.localdate())


def _spans(lines: list[Line]) -> list[Span]:
    return [
        Span(
            line.start_on,
            line.end_on,
            line.css,
            line.text,
            f"{line.text}, {term_words(line.start_on, line.end_on)}",
            line.href,
        )
        for line in reversed(lines)
    ]


def _is_on(row: Allocation | Condition, day: date) -> bool:
    return row.start_on <= day and (row.end_on is None or row.end_on > day)


def decision_of(row: Allocation | Condition | Renewal, is_member: bool) -> tuple[str, str]:
    """The resolution in words, and its address for those who may read it."""
    resolution = row.resolution
    if resolution is None:
        return "", ""
    is_visible = is_member or resolution.is_published
    return resolution.reference, resolution.get_absolute_url() if is_visible else ""


def _holder(row: Allocation, today: date, is_member: bool) -> Line:
    decided, decided_href = decision_of(row, is_member)
    return Line(
        text=row.company.name,
        href=row.company.get_absolute_url(),
        start_on=row.start_on,
        end_on=row.end_on,
        start=day_words(row.start_on),
        end=day_words(row.end_on) if row.end_on else "",
        detail=row.get_kind_display(),
        decided=decided or (row.reason if is_member else ""),
        decided_href=decided_href,
        area=in_m2(row.area_m2),
        is_now=_is_on(row, today),
        css="held",
    )


def _condition(row: Condition, today: date, is_member: bool) -> Line:
    decided, decided_href = decision_of(row, is_member)
    return Line(
        text=row.get_state_display(),
        href="",
        start_on=row.start_on,
        end_on=row.end_on,
        start=day_words(row.start_on),
        end=day_words(row.end_on) if row.end_on else "",
        detail=row.note,
        decided=decided,
        decided_href=decided_href,
        area="",
        is_now=_is_on(row, today),
        css={"usable": "usable", "under_works": "works", "made_safe": "safe", "disused": "disused"}[
            row.state
        ],
    )
