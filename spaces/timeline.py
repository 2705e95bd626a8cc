"""The drawing of who held a unit, and in what condition it was, over the years. Pure, like the floor plan."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from spaces.drawing import LINE_SIZE, WIDTH, shortened, written

LEFT = 92  # room for the names of the lanes
RIGHT = 12
LANE = 34
GAP = 10
TOP = 12
FOOT = 24
AHEAD = 120  # days drawn after the last that is known
YEAR_WIDTH = 38  # of four figures
SHORTEST_YEAR = 44  # years closer than this are labelled every second, fifth or tenth


@dataclass(frozen=True, slots=True)
class Span:
    """A bar: [start, end), open without an end."""

    start: date
    end: date | None
    css: str
    text: str
    title: str
    href: str = ""


@dataclass(frozen=True, slots=True)
class Bar:
    x: str
    y: str
    width: str
    height: str
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
class Timeline:
    width: str
    height: str
    foot: str
    bottom: str
    top: str
    left: str
    right: str
    today: str
    lanes: list[tuple[str, str, str]]  # name, y of the name, y of the line below
    bars: list[Bar]
    ticks: list[Tick]


def draw_timeline(lanes: Iterable[tuple[str, list[Span]]], today: date) -> Timeline | None:
    """Lanes of bars from the first day of the first year to a little after today; None without any bar."""
    rows = [(name, spans) for name, spans in lanes if spans]
    starts = [span.start for _name, spans in rows for span in spans]
    if not starts:
        return None
    ends = [span.end or span.start for _name, spans in rows for span in spans]
    first = date(min(starts).year, 1, 1)
    last = max([*ends, today]) + timedelta(days=AHEAD)
    scale = (WIDTH - LEFT - RIGHT) / (last - first).days
    bottom = TOP + len(rows) * (LANE + GAP)

    def across(day: date) -> float:
        return LEFT + (min(max(day, first), last) - first).days * scale

    def bar(span: Span, top: float) -> Bar:
        start, end = across(span.start), across(span.end or last)
        text = shortened(span.text, end - start - 12)
        return Bar(
            x=written(start),
            y=written(top),
            width=written(max(end - start, 2)),
            height=written(LANE),
            css=span.css,
            title=span.title,
            href=span.href,
            text=text,
            text_x=written(start + 7),
            text_y=written(top + LANE / 2 + LINE_SIZE * 0.36),
        )

    tops = [TOP + place * (LANE + GAP) for place in range(len(rows))]
    return Timeline(
        width=written(WIDTH),
        height=written(bottom + FOOT),
        foot=written(bottom + FOOT - 8),
        bottom=written(bottom),
        top=written(TOP - 6),
        left=written(LEFT),
        right=written(WIDTH - RIGHT),
        today=written(across(today)),
        lanes=[
            (name, written(top + LANE / 2 + 4), written(top + LANE + GAP / 2))
            for (name, _spans), top in zip(rows, tops, strict=True)
        ],
        bars=[bar(span, top) for (_name, spans), top in zip(rows, tops, strict=True) for span in spans],
        ticks=year_ticks(first, last, scale, LEFT),
    )


def year_ticks(first: date, last: date, scale: float, left: float) -> list[Tick]:
    """Where the years begin; only every second, fifth or tenth where they stand close."""
    step = next((step for step in (1, 2, 5, 10) if step * 365 * scale >= SHORTEST_YEAR), 20)
    years = [year for year in range(first.year, last.year + 1) if year % step == 0 or step == 1]
    places = [(left + (date(year, 1, 1) - first).days * scale, str(year)) for year in years]
    return [Tick(written(place), year) for place, year in places if place + YEAR_WIDTH <= WIDTH]
