"""All m² by condition as columns over the years. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from multifactory.lib.drawing import EDGE, LINE_SIZE, WIDTH, format_coordinate, text_width
from spaces.building.formats import format_area
from spaces.building.timeline import FOOT, TOP, Tick
from spaces.condition.figures import ConditionYear
from spaces.condition.formats import CONDITION_FORMATS, STATES_FROM_WORST

HIGH = 260  # of the columns
AXIS = 54  # room for the m² at the left
LEGIBLE = 15  # a part of a column lower than this has no number in it


@dataclass(frozen=True, slots=True)
class ColumnPart:
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
    parts: list[ColumnPart]
    years: list[Tick]
    marks: list[tuple[str, str, str]]  # y of the line, y of the word, word


@dataclass(frozen=True, slots=True)
class _ColumnFrame:
    """How a column is drawn: m² at its top, y of its foot, its width, and the names of the conditions."""

    top: float
    base: float
    width: float
    state_words: Sequence[str]

    def parts(self, year: ConditionYear, x: float) -> Iterator[ColumnPart]:
        """The conditions of a year upon each other, the best at the bottom."""
        y = self.base
        for state in range(len(STATES_FROM_WORST) - 1, -1, -1):
            height = float(year.m2[state]) / self.top * HIGH
            if not height:
                continue
            y -= height
            area = year.areas[state]
            fits = height > LEGIBLE and text_width(area) < self.width - 4
            yield ColumnPart(
                x=format_coordinate(x),
                y=format_coordinate(y),
                width=format_coordinate(self.width),
                height=format_coordinate(height),
                css=CONDITION_FORMATS[STATES_FROM_WORST[state]].css,
                title=f"{year.label}: {area} m² {self.state_words[state]}",
                text=area if fits else "",
                text_x=format_coordinate(x + self.width / 2),
                text_y=format_coordinate(y + height / 2 + LINE_SIZE * 0.36),
            )


def draw_columns(years: Sequence[ConditionYear], state_words: Sequence[str]) -> Columns | None:
    """A column for each year, usable at the bottom; None without any m²."""
    most = max((float(year.total) for year in years), default=0)
    if not most:
        return None
    step = _round_step(most / 4)
    top = step * -(-most // step)
    room = (WIDTH - AXIS - EDGE) / len(years)
    width, base = min(room * 0.72, 84), TOP + HIGH
    column = _ColumnFrame(top, base, width, state_words)
    parts = [
        part
        for place, year in enumerate(years)
        for part in column.parts(year, AXIS + room * place + (room - width) / 2)
    ]
    every = -(-44 // int(room)) if room < 44 else 1
    last = len(years) - 1
    return Columns(
        width=format_coordinate(WIDTH),
        height=format_coordinate(base + FOOT),
        left=format_coordinate(AXIS),
        right=format_coordinate(WIDTH - EDGE),
        foot=format_coordinate(base + FOOT - 8),
        parts=parts,
        years=[
            Tick(format_coordinate(AXIS + room * (place + 0.5)), year.label)
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
    places = [(base - value / top * HIGH, format_area(Decimal(str(value)))) for value in values]
    return [(format_coordinate(y), format_coordinate(y + 4), word) for y, word in places]
