"""Figures of months as lines, with gaps where a month was not kept, and as a table. Pure."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _

from members.principles.disclosure import FOR_EVENNESS
from members.principles.figures import Frozen
from members.principles.models import MonthlyFigures

MONTHS = 24
WIDTH, HEIGHT, HEAD = 600, 88, 6  # of the drawing; HEAD: free above the highest point

Number = int | float


@dataclass(frozen=True, slots=True)
class Line:
    """A figure over the months: `curves` and the `areas` under them, one each for what has no gap; its first
    and last value in words.
    """

    key: str
    name: str
    curves: list[str]
    areas: list[str]
    first: str
    first_month: date
    last: str
    last_month: date
    is_from_zero: bool
    foot: int = HEIGHT


@dataclass(frozen=True, slots=True)
class MonthRow:
    """A month's values in words, empty where nothing is known."""

    month: date
    values: list[str]


@dataclass(frozen=True, slots=True)
class _Figure:
    """What is drawn: how it is called, found in what was kept, and written."""

    name: Any
    find: Callable[[Frozen], Number | None]
    decimals: int = 0
    unit: str = ""


def _effective_number(kept: Frozen) -> Number | None:
    """Its line needs fifteen companies."""
    return kept["fields"]["effective_number"] if kept["companies"] >= FOR_EVENNESS else None


# In the order of the page.
FIGURES: Mapping[str, _Figure] = {
    "companies": _Figure(_("Companies"), lambda kept: kept["companies"]),
    "effective_number": _Figure(_("Fields, as if equal"), _effective_number, decimals=1),
    "craft": _Figure(_("Craft businesses"), lambda kept: kept["craft"]["percentage"], unit=" %"),
    "robust": _Figure(_("Stages done by two or more"), lambda kept: kept["stages"]["robust"]),
    "linked": _Figure(_("Companies that work with others here"), lambda kept: kept["value_chain"]["linked"]),
    "m2_usable": _Figure(_("In use again, m²"), lambda kept: round(kept["parts"]["m2_usable"] / 100)),
}


def value_of(key: str, kept: Frozen) -> Number | None:
    """None where so few companies say nothing, or nothing was counted."""
    try:
        return FIGURES[key].find(kept)
    except KeyError:
        return None


def value_text(key: str, value: Number | None) -> str:
    """As the page writes it, in the language of the page; empty for None."""
    if value is None:
        return ""
    figure = FIGURES[key]
    rounded = round(value, figure.decimals)  # `number_format` cuts
    return number_format(rounded, figure.decimals, use_l10n=True, force_grouping=True) + figure.unit


def last_months(today: date) -> list[date]:
    """The first days of the 24 months that ended before today, the earliest first."""
    ended = today.year * 12 + today.month - 2  # months since the year 0, of the last one that ended
    return [date(number // 12, number % 12 + 1, 1) for number in range(ended - MONTHS + 1, ended + 1)]


def draw_line(key: str, months: Sequence[date], kept: Iterable[MonthlyFigures]) -> Line | None:
    """One figure over these months; None where there is none.

    A month without the figure, or one worked out by another method than the month before, begins anew. Zero
    is at the foot of the drawing, but for a figure that changes little: `is_from_zero` says so.
    """
    by_month = {row.month: row for row in kept}
    points = [
        (place, month, by_month[month].method, value)
        for place, month in enumerate(months)
        if month in by_month and (value := value_of(key, by_month[month].figures)) is not None
    ]
    if not points:
        return None
    lowest, highest = _scale([value for *_, value in points])
    runs: list[list[tuple[float, float]]] = []
    before = (-2, 0)
    for place, _month, method, value in points:
        if (place - 1, method) != before:
            runs.append([])
        before = (place, method)
        across = place * WIDTH / (len(months) - 1)
        runs[-1].append((across, HEIGHT - (value - lowest) * (HEIGHT - HEAD) / (highest - lowest)))
    return Line(
        key=key,
        name=str(FIGURES[key].name),
        curves=[_curve(run) for run in runs],
        areas=[f"{_curve(run)}L{run[-1][0]:.1f} {HEIGHT}L{run[0][0]:.1f} {HEIGHT}Z" for run in runs],
        first=value_text(key, points[0][3]),
        first_month=points[0][1],
        last=value_text(key, points[-1][3]),
        last_month=points[-1][1],
        is_from_zero=lowest == 0,
    )


def _scale(values: Sequence[Number]) -> tuple[Number, Number]:
    """The values at the foot and at the head. One that never falls below half fills the upper third."""
    low, high = min(values), max(values)
    span = max(high - low, high / 20)
    return (0 if 2 * low < high or high == 0 else low - 2 * span), high or 1


def _curve(run: Sequence[tuple[float, float]]) -> str:
    """A month alone is drawn as a dot: a line of no length with round ends."""
    path = "M" + "L".join(f"{across:.1f} {down:.1f}" for across, down in run)
    return path if len(run) > 1 else f"{path}h0"


def month_rows(months: Sequence[date], kept: Iterable[MonthlyFigures]) -> list[MonthRow]:
    """The same as a table, the latest month first; a month nobody kept stays as an empty row."""
    by_month = {row.month: row for row in kept}
    rows = []
    for month in reversed(months):
        row = by_month.get(month)
        values = [value_text(key, value_of(key, row.figures)) if row else "" for key in FIGURES]
        rows.append(MonthRow(month, values))
    return rows


CSV_PATHS = (
    *("companies", "fields.richness", "fields.effective_number", "fields.low", "fields.high"),
    *("fields.shannon", "fields.simpson_inverse", "fields.blau", "fields.pair_difference"),
    *("fields.pairs_of_hundred", "fields.evenness", "vocation.effective_number", "age.effective_number"),
    *("age.unsaid", "craft.registered", "craft.self_declared", "craft.none", "craft.percentage"),
    *("stages.cover", "stages.robust"),
    *("value_chain.linked", "value_chain.links", "value_chain.possible", "value_chain.chains"),
    *("parts.m2_registered", "parts.m2_self_declared", "parts.m2_none"),
    *("parts.m2_usable", "parts.m2_roofed"),
)
CSV_HEADER = ["month", "day", "method", *(path.replace(".", "_") for path in CSV_PATHS)]


def csv_rows(kept: Iterable[MonthlyFigures]) -> list[list[object]]:
    """All that was kept of each month. Fractions are a/b, areas m² with two decimals."""
    return [
        [
            f"{row.month:%Y-%m}",
            row.day.isoformat(),
            row.method,
            *(_cell(row.figures, path) for path in CSV_PATHS),
        ]
        for row in kept
    ]


def _cell(kept: Frozen, path: str) -> object:
    value: Any = kept
    for name in path.split("."):
        value = value.get(name) if isinstance(value, dict) else None
    if isinstance(value, list):
        return f"{value[0]}/{value[1]}"
    if isinstance(value, float):
        return f"{value:.6g}"
    if path.startswith("parts.m2_") and value is not None:
        return f"{value / 100:.2f}"
    return value
