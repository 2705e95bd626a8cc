"""Works as bars over the years. Pure."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from multifactory.lib.drawing import EDGE, LINE_SIZE, WIDTH, format_coordinate, shorten_text, text_width
from spaces.building.timeline import FOOT, TOP, Tick, year_ticks

ROW, BAR = 34, 24
LABEL_GAP = 8
AHEAD = 60  # days drawn after today and the last day known


@dataclass(frozen=True, slots=True)
class WorksSpan:
    """Works for the drawing: [start, end), open without an end; `css`: done | works | draft."""

    start: date
    end: date | None
    css: str
    text: str
    title: str
    href: str


@dataclass(frozen=True, slots=True)
class WorksBar:
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
    is_before: bool  # the words stand before the bar: there is more room


@dataclass(frozen=True, slots=True)
class WorksChart:
    width: str
    height: str
    top: str
    bottom: str
    foot: str
    today: str
    bars: list[WorksBar]
    ticks: list[Tick]


def draw_works(spans: Iterable[WorksSpan], today: date) -> WorksChart | None:
    """A row for each of the works, the first on top, its words beside its bar; None without any."""
    rows = sorted(spans, key=lambda span: (span.start, span.end or date.max, span.text))
    if not rows:
        return None
    first = date(rows[0].start.year, 1, 1)
    last = max([today, *(span.end or span.start for span in rows)]) + timedelta(days=AHEAD)
    scale = (WIDTH - 2 * EDGE) / (last - first).days
    bottom = TOP + len(rows) * ROW

    def across(day: date) -> float:
        return EDGE + (min(day, last) - first).days * scale

    return WorksChart(
        width=format_coordinate(WIDTH),
        height=format_coordinate(bottom + FOOT),
        top=format_coordinate(TOP - 6),
        bottom=format_coordinate(bottom + 4),
        foot=format_coordinate(bottom + FOOT - 8),
        today=format_coordinate(across(today)),
        bars=[_bar(span, TOP + place * ROW, across, today) for place, span in enumerate(rows)],
        ticks=year_ticks(first, last, scale, EDGE),
    )


def _bar(span: WorksSpan, top: float, across: Callable[[date], float], today: date) -> WorksBar:
    """The bar of some works; `across` gives the x of a day."""
    start = across(span.start)
    end = max(across(span.end or max(today, span.start)), start + 4)
    room_after, room_before = WIDTH - EDGE - end - LABEL_GAP, start - EDGE - LABEL_GAP
    is_before = text_width(span.text) > room_after and room_before > room_after
    return WorksBar(
        x=format_coordinate(start),
        y=format_coordinate(top + (ROW - BAR) / 2),
        width=format_coordinate(end - start),
        height=format_coordinate(BAR),
        css=span.css,
        title=span.title,
        href=span.href,
        text=shorten_text(span.text, room_before if is_before else room_after),
        text_x=format_coordinate(start - LABEL_GAP if is_before else end + LABEL_GAP),
        text_y=format_coordinate(top + ROW / 2 + LINE_SIZE * 0.36),
        is_before=is_before,
    )
