"""Drawings of who held units, and in what condition they were, over the years. Pure, like the floor plan."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from django.utils.safestring import SafeString

from multifactory.lib.drawing import LINE_SIZE, WIDTH, format_coordinate, shorten_text

LEFT = 92  # room for the names of the lanes
RIGHT = 12
LANE, GAP = 34, 10
LOW_LANE, LOW_GAP = 24, 4  # where many units stand below each other
TOP = 12
FOOT = 24
AHEAD = 120  # days drawn after the last that is known
YEAR_WIDTH = 38  # of four figures
SHORTEST_YEAR = 44  # years closer than this are labelled every second, fifth or tenth

# The same names stand on many bars of a large floor, in few widths.
_shorten_cached = lru_cache(maxsize=4096)(shorten_text)


@dataclass(frozen=True, slots=True)
class TimelineSpan:
    """A bar: [start, end), open without an end."""

    start: date
    end: date | None
    css: str
    text: str
    title: str
    href: str = ""


@dataclass(frozen=True, slots=True)
class TimelineBar:
    """`box`: the attributes of its rectangle, written once for the many bars of a floor."""

    box: SafeString
    css: str
    title: str
    href: str
    text: str
    text_x: str
    text_y: str


@dataclass(frozen=True, slots=True)
class Tick:
    x: str
    text: str


@dataclass(frozen=True, slots=True)
class TimelineRow:
    """A lane to draw: its name, the page it leads to, and its bars."""

    name: str
    spans: list[TimelineSpan]
    href: str = ""


@dataclass(frozen=True, slots=True)
class TimelineLane:
    name: str
    href: str
    y: str
    line: str  # where it ends below


@dataclass(frozen=True, slots=True)
class Timeline:
    width: str
    height: str
    foot: str
    bottom: str
    top: str
    left: str
    right: str
    today: str  # empty where today is not on it
    lanes: list[TimelineLane]
    bars: list[TimelineBar]
    ticks: list[Tick]


@dataclass(frozen=True, slots=True)
class TimelineFrame:
    """The days drawn, [first, last), and how high a lane is."""

    first: date
    last: date
    lane: int
    gap: int

    @property
    def scale(self) -> float:
        return (WIDTH - LEFT - RIGHT) / (self.last - self.first).days

    def across(self, day: date) -> float:
        return LEFT + (min(max(day, self.first), self.last) - self.first).days * self.scale

    def shows(self, span: TimelineSpan) -> bool:
        return span.start < self.last and (span.end is None or span.end > self.first)


def draw_timeline(rows: Iterable[TimelineRow], today: date) -> Timeline | None:
    """Lanes of bars from the first day of the first year to a little after today; None without any bar."""
    rows = [row for row in rows if row.spans]
    starts = [span.start for row in rows for span in row.spans]
    if not starts:
        return None
    ends = [span.end or span.start for row in rows for span in row.spans]
    last = max([*ends, today]) + timedelta(days=AHEAD)
    return _draw(rows, TimelineFrame(date(min(starts).year, 1, 1), last, LANE, GAP), today)


def draw_years(rows: Iterable[TimelineRow], first: int, last: int, today: date) -> Timeline:
    """Low lanes, one below the other, from the beginning of one year to the end of another."""
    return _draw(list(rows), TimelineFrame(date(first, 1, 1), date(last + 1, 1, 1), LOW_LANE, LOW_GAP), today)


def _draw(rows: list[TimelineRow], frame: TimelineFrame, today: date) -> Timeline:
    tops = [TOP + place * (frame.lane + frame.gap) for place in range(len(rows))]
    bottom = TOP + len(rows) * (frame.lane + frame.gap)
    lanes = [
        TimelineLane(
            row.name,
            row.href,
            format_coordinate(top + frame.lane / 2 + 4),
            format_coordinate(top + frame.lane + frame.gap / 2),
        )
        for row, top in zip(rows, tops, strict=True)
    ]
    return Timeline(
        width=format_coordinate(WIDTH),
        height=format_coordinate(bottom + FOOT),
        foot=format_coordinate(bottom + FOOT - 8),
        bottom=format_coordinate(bottom),
        top=format_coordinate(TOP - 6),
        left=format_coordinate(LEFT),
        right=format_coordinate(WIDTH - RIGHT),
        today=format_coordinate(frame.across(today)) if frame.first <= today < frame.last else "",
        lanes=lanes,
        bars=[
            _bar(span, top, frame)
            for row, top in zip(rows, tops, strict=True)
            for span in row.spans
            if frame.shows(span)
        ],
        ticks=year_ticks(frame.first, frame.last, frame.scale, LEFT),
    )


def _bar(span: TimelineSpan, top: float, frame: TimelineFrame) -> TimelineBar:
    start, end = frame.across(span.start), frame.across(span.end or frame.last)
    return TimelineBar(
        box=SafeString(  # numbers alone
            f'x="{format_coordinate(start)}" y="{format_coordinate(top)}"'
            f' width="{format_coordinate(max(end - start, 2))}" height="{format_coordinate(frame.lane)}"'
        ),
        css=span.css,
        title=span.title,
        href=span.href,
        text=_shorten_cached(span.text, int(end - start - 12)),
        text_x=format_coordinate(start + 7),
        text_y=format_coordinate(top + frame.lane / 2 + LINE_SIZE * 0.36),
    )


def year_ticks(first: date, last: date, scale: float, left: float) -> list[Tick]:
    """Where the years begin; only every second, fifth or tenth where they stand close."""
    step = next((step for step in (1, 2, 5, 10) if step * 365 * scale >= SHORTEST_YEAR), 20)
    years = [year for year in range(first.year, last.year + 1) if year % step == 0 or step == 1]
    places = [(left + (date(year, 1, 1) - first).days * scale, str(year)) for year in years]
    return [Tick(format_coordinate(place), year) for place, year in places if place + YEAR_WIDTH <= WIDTH]
