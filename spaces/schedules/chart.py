"""The hours of the week by how much they are used: a map of 24 rows and seven columns. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.dates import WEEKDAYS, WEEKDAYS_ABBR
from django.utils.formats import number_format
from django.utils.translation import gettext as _

CELL_WIDTH, CELL_HEIGHT, LEFT, TOP = 40, 20, 48, 26  # made for a screen of 360 px: one unit is a pixel
DEGREES = 5  # of colour; which one, the number in the cell says, too


@dataclass(frozen=True, slots=True)
class HeatCell:
    x: int
    y: int
    css: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class HeatMap:
    """`days` and `hours` are the words at the edges with their places; `rows` the same as a table."""

    width: int
    height: int
    cells: list[HeatCell]
    days: list[tuple[int, str]]
    hours: list[tuple[int, str]]
    rows: list[tuple[str, list[str]]]


def heat_map(by_hour: Mapping[tuple[int, int], float]) -> HeatMap:
    """Of minutes by weekday (0 is Monday) and hour."""
    most = max(by_hour.values(), default=0)
    cells = [
        _cell(weekday, hour, by_hour.get((weekday, hour), 0), most)
        for hour in range(24)
        for weekday in range(7)
    ]
    return HeatMap(
        width=LEFT + 7 * CELL_WIDTH,
        height=TOP + 24 * CELL_HEIGHT,
        cells=cells,
        days=[
            (LEFT + CELL_WIDTH * weekday + CELL_WIDTH // 2, str(WEEKDAYS_ABBR[weekday]))
            for weekday in range(7)
        ],
        hours=[(TOP + CELL_HEIGHT * hour + 15, f"{hour:02}:00") for hour in range(24)],
        rows=[
            (f"{hour:02}:00", [hours_of(by_hour.get((weekday, hour), 0)) for weekday in range(7)])
            for hour in range(24)
        ],
    )


def _cell(weekday: int, hour: int, minutes: float, most: float) -> HeatCell:
    text = hours_of(minutes)
    title = _("%(day)s, %(hour)s: %(hours)s h") % {
        "day": str(WEEKDAYS[weekday]),
        "hour": f"{hour:02}:00",
        "hours": text or "0",
    }
    return HeatCell(
        x=LEFT + CELL_WIDTH * weekday,
        y=TOP + CELL_HEIGHT * hour,
        css=f"heat-{degree(minutes, most)}",
        title=title,
        text=text,
    )


def degree(minutes: float, most: float) -> int:
    """0 for nothing, else 1 to DEGREES by the share of the most."""
    return min(DEGREES, 1 + int(minutes / most * DEGREES)) if minutes and most else 0


def hours_of(minutes: float) -> str:
    """Hours as 7 or 7.5; nothing for none."""
    if not minutes:
        return ""
    hours = round(minutes / 60, 1)
    return number_format(hours, decimal_pos=0 if hours == int(hours) or hours >= 100 else 1)
