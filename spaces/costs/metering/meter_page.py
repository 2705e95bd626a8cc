"""Meters as pages show them: what each counted, by month, and what is to be looked at."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from django.utils import timezone
from django.utils.dates import MONTHS, MONTHS_3
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from multifactory.lib.formats import format_day
from spaces.building.columns import ColumnChart, draw_columns
from spaces.costs.metering.counting import (
    Finding,
    Seen,
    add_up,
    find_gaps,
    look_at,
    use_between,
    usual_use,
)
from spaces.costs.metering.models import Meter, Reading


@dataclass(frozen=True, slots=True)
class MeterRow:
    """A meter in the list; its bar beside that of the one of its kind that counted the most.

    A main meter counts what all use: it has none, and theirs are not measured by it.
    """

    meter: Meter
    last_day: date | None
    last_value: str
    used: str
    days: int
    width: int | None
    findings: list[str]


def meter_rows(meters: Sequence[Meter]) -> list[MeterRow]:
    """One query."""
    seen = Reading.objects.seen_on(meters)
    uses = {meter.pk: usual_use(seen.get(meter.pk, ())) for meter in meters}
    most: dict[str, int] = {}
    for meter in meters:
        if meter.space_id is None and meter.company_id is None:
            continue
        most[meter.kind] = max(most.get(meter.kind, 0), uses[meter.pk][0])
    return [_row(meter, seen.get(meter.pk, []), uses[meter.pk], most.get(meter.kind, 0)) for meter in meters]


def _row(meter: Meter, seen: list[Seen], use: tuple[int, int], most: int) -> MeterRow:
    used, days = use
    last = seen[-1] if seen else None
    return MeterRow(
        meter=meter,
        last_day=last.day if last else None,
        last_value=meter.amount_of(last.value) if last else "",
        used=meter.amount_of(used) if days else "",
        days=days,
        width=_width(meter, used, most),
        findings=findings_of(meter, seen),
    )


def _width(meter: Meter, used: int, most: int) -> int | None:
    if meter.space_id is None and meter.company_id is None:
        return None
    return round(100 * used / most) if most else 0


def findings_of(meter: Meter, seen: Sequence[Seen]) -> list[str]:
    """Gaps and jumps in a sentence each, the latest first."""
    today = timezone.localdate()
    end = min(meter.end_on or today, today)
    jumps = [look_at(seen, place) for place in range(1, len(seen))]
    found = [one for one in [*find_gaps(seen, meter.start_on, end), *jumps] if one]
    return [_describe(one) for one in sorted(found, key=lambda one: one.end, reverse=True)]


def _describe(finding: Finding) -> str:
    values = {
        "start": format_day(finding.start),
        "end": format_day(finding.end),
        "amount": finding.amount,
    }
    if finding.kind == "jump":
        text = ngettext(
            "From %(start)s to %(end)s it counted %(amount)s time the usual.",
            "From %(start)s to %(end)s it counted %(amount)s times the usual.",
            finding.amount,
        )
        return text % values
    text = ngettext(
        "From %(start)s to %(end)s nobody read it: %(amount)s day.",
        "From %(start)s to %(end)s nobody read it: %(amount)s days.",
        finding.amount,
    )
    return text % values


@dataclass(frozen=True, slots=True)
class MeterYear:
    """A year of a meter as a drawing and the same as a table."""

    total: str
    chart: ColumnChart | None
    months: list[tuple[str, str]]


def years_of(seen: Sequence[Seen]) -> list[int]:
    """From the first to the last year that was read, the latest first."""
    return list(range(seen[-1].day.year, seen[0].day.year - 1, -1)) if seen else []


def meter_year(meter: Meter, seen: Sequence[Seen], year: int) -> MeterYear:
    """What it counted by month; of months between readings by days. What was not read is no column."""
    points = add_up(seen)
    firsts = [date(year + month // 12, month % 12 + 1, 1) for month in range(13)]
    uses = [use_between(points, *_within(points, first, last)) for first, last in pairwise(firsts)]
    amounts = [meter.amount_of(use) if use is not None else "–" for use in uses]
    titles = [f"{MONTHS[month]}: {amount}" for month, amount in enumerate(amounts, 1)]
    known = [use for use in uses if use is not None]
    return MeterYear(
        total=meter.amount_of(sum(known)) if known else "",
        chart=draw_columns(
            [use or 0 for use in uses],
            [str(MONTHS_3[month]).capitalize() for month in range(1, 13)],
            titles,
            mark=meter.amount_of,
            least=1000,
        ),
        months=[(str(MONTHS[month]), amount) for month, amount in enumerate(amounts, 1)],
    )


def _within(points: Sequence[tuple[date, int]], start: date, end: date) -> tuple[date, date]:
    """Of the month in which reading began or ended, the days that are known."""
    if not points or end <= points[0][0] or start >= points[-1][0]:
        return start, end
    return max(start, points[0][0]), min(end, points[-1][0])


def place_of(meter: Meter) -> str:
    """Whose use it counts."""
    if meter.company:
        return meter.company.name
    return str(meter.space) if meter.space else _("main meter")
