"""Amounts as columns above a line, with marks at the left. Pure."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from multifactory.lib.drawing import EDGE, WIDTH, format_coordinate
from spaces.building.timeline import FOOT, TOP

HIGH = 200  # of the columns
AXIS = 76  # room for the amounts at the left


@dataclass(frozen=True, slots=True)
class Column:
    x: str
    y: str
    width: str
    height: str
    title: str
    name: str
    name_x: str


@dataclass(frozen=True, slots=True)
class ColumnChart:
    width: str
    height: str
    left: str
    right: str
    foot: str
    columns: list[Column]
    marks: list[tuple[str, str, str]]  # y of the line, y of the word, word


def draw_columns(
    amounts: Sequence[int],
    names: Sequence[str],
    titles: Sequence[str],
    *,
    mark: Callable[[int], str],
    least: int,
) -> ColumnChart | None:
    """A column an amount, `mark` writes those at the left, in steps of at least `least`. None without any."""
    most = max(amounts, default=0)
    if most <= 0:
        return None
    step = _round_step(most, least)
    top = step * -(-most // step)
    room, base = (WIDTH - AXIS - EDGE) / len(amounts), TOP + HIGH
    columns = []
    for place, amount in enumerate(amounts):
        height = max(amount, 0) / top * HIGH
        x = AXIS + room * place
        columns.append(
            Column(
                x=format_coordinate(x + room * 0.14),
                y=format_coordinate(base - height),
                width=format_coordinate(room * 0.72),
                height=format_coordinate(height),
                title=titles[place],
                name=names[place],
                name_x=format_coordinate(x + room / 2),
            )
        )
    return ColumnChart(
        width=format_coordinate(WIDTH),
        height=format_coordinate(base + FOOT),
        left=format_coordinate(AXIS),
        right=format_coordinate(WIDTH - EDGE),
        foot=format_coordinate(base + FOOT - 8),
        columns=columns,
        marks=_marks(step, top, base, mark),
    )


def _round_step(most: int, least: int) -> int:
    """A quarter of the largest, rounded up to 1, 2 or 5 times `least` times a power of ten."""
    rough, power = -(-most // 4), least
    while power * 10 <= rough:
        power *= 10
    return next((power * by for by in (1, 2, 5) if power * by >= rough), power * 10)


def _marks(step: int, top: int, base: float, mark: Callable[[int], str]) -> list[tuple[str, str, str]]:
    places = [(base - value / top * HIGH, mark(value)) for value in range(0, top + 1, step)]
    return [(format_coordinate(y), format_coordinate(y + 4), word) for y, word in places]
