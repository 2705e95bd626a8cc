"""Drawings of the renewal: all m² by condition as columns over the years, and the works as bars. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from spaces.drawing import LINE_SIZE, WIDTH, in_m2, shortened, text_width, written
from spaces.renewal import LABELS, STATES, Year
from spaces.timeline import FOOT, TOP, Tick, year_ticks

HIGH = 260  # of the columns
AXIS = 54  # room for the m² at the left
LEGIBLE = 15  # a part of a column lower than this has no number in it
ROW, BAR = 34, 20
EDGE = 12
LABEL_GAP = 8
AHEAD = 60  # days drawn after today and the last day known


@dataclass(frozen=True, slots=True)
class Part:
    """A state of a year: a part of its column."""

    x: str
    y: str
    width: str
    height: str
    css: str
    title: str
    text: str
    text_x: str
    text_y: str


@dataclass(frozen=True, slots=True)
class Columns:
    width: str
    height: str
    left: str
    right: str
    foot: str
    parts: list[Part]
    years: list[Tick]
    marks: list[tuple[str, str, str]]  # y of the line, y of the word, word


def draw_columns(years: Sequence[Year], state_words: Sequence[str]) -> Columns | None:
    """A column for each year, usable at the bottom; None without any m²."""
    most = max((float(year.total) for year in years), default=0)
    if not most:
        return None
    step = _round_step(most / 4)
    top = step * -(-most // step)
    room = (WIDTH - AXIS - EDGE) / len(years)
    width, base = min(room * 0.72, 84), TOP + HIGH
    parts: list[Part] = []
    for place, year in enumerate(years):
        x, y = AXIS + room * place + (room - width) / 2, float(base)
        for state in range(len(STATES) - 1, -1, -1):
            height = float(year.m2[state]) / top * HIGH
            if not height:
                continue
            y -= height
            words = year.words[state]
            fits = height > LEGIBLE and text_width(words) < width - 4
            parts.append(
                Part(
                    x=written(x),
                    y=written(y),
                    width=written(width),
                    height=written(height),
                    css=LABELS[STATES[state]],
                    title=f"{year.label}: {words} m² {state_words[state]}",
                    text=words if fits else "",
                    text_x=written(x + width / 2),
                    text_y=written(y + height / 2 + LINE_SIZE * 0.36),
                )
            )
    every = -(-44 // int(room)) if room < 44 else 1
    last = len(years) - 1
    return Columns(
        width=written(WIDTH),
        height=written(base + FOOT),
        left=written(AXIS),
        right=written(WIDTH - EDGE),
        foot=written(base + FOOT - 8),
        parts=parts,
        years=[
            Tick(written(AXIS + room * (place + 0.5)), year.label)
            for place, year in enumerate(years)
            if (last - place) % every == 0
        ],
        marks=_marks(step, top, base),
    )


def _round_step(rough: float) -> float:
    """1, 2 or 5 times a power of ten, not below a number above zero."""
    power = 1.0
    while power * 10 <= rough:
        power *= 10
    return next((power * by for by in (1, 2, 5) if power * by >= rough), power * 10)


def _marks(step: float, top: float, base: float) -> list[tuple[str, str, str]]:
    values = [step * number for number in range(round(top / step) + 1)]
    places = [(base - value / top * HIGH, in_m2(Decimal(str(value)))) for value in values]
    return [(written(y), written(y + 4), word) for y, word in places]


# --- Works ----------------------------------------------------------------------------------------------


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

    def bar(span: WorksSpan, top: float) -> WorksBar:
        start = across(span.start)
        end = max(across(span.end or max(today, span.start)), start + 4)
        room_after, room_before = WIDTH - EDGE - end - LABEL_GAP, start - EDGE - LABEL_GAP
        is_before = text_width(span.text) > room_after and room_before > room_after
        return WorksBar(
            x=written(start),
            y=written(top + (ROW - BAR) / 2),
            width=written(end - start),
            height=written(BAR),
            css=span.css,
            title=span.title,
            href=span.href,
            text=shortened(span.text, room_before if is_before else room_after),
            text_x=written(start - LABEL_GAP if is_before else end + LABEL_GAP),
            text_y=written(top + ROW / 2 + LINE_SIZE * 0.36),
            is_before=is_before,
        )

    return WorksChart(
        width=written(WIDTH),
        height=written(bottom + FOOT),
        top=written(TOP - 6),
        bottom=written(bottom + 4),
        foot=written(bottom + FOOT - 8),
        today=written(across(today)),
        bars=[bar(span, TOP + place * ROW) for place, span in enumerate(rows)],
        ticks=year_ticks(first, last, scale, EDGE),
    )
