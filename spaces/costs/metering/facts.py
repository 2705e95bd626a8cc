"""What the meters of a kind counted in a period: read once, for whoever shares by it. Two queries."""

from datetime import date, timedelta

from spaces.building.models import Space
from spaces.costs.metering.counting import MeterRun, Point, add_up, expect_use
from spaces.costs.metering.models import Meter, Reading

AROUND = timedelta(400)  # how far from a period the readings around it are looked for


def read_meters(kind: str, start: date, end: date, *, is_forecast: bool = False) -> list[MeterRun]:
    """Each meter that runs in [start, end); a forecast goes on as the last year that was read."""
    meters = list(Meter.objects.filter(kind=kind).meeting(start, end).select_related("space").order_by("pk"))
    readings = Reading.objects.all()
    if not is_forecast:
        readings = readings.filter(day__range=(start - AROUND, end + AROUND))
    seen = readings.seen_on(meters)
    return [_run(meter, add_up(seen.get(meter.pk, ())), start, end, is_forecast) for meter in meters]


def _run(meter: Meter, points: list[Point], start: date, end: date, is_forecast: bool) -> MeterRun:
    first, last = max(start, meter.start_on), min(end, meter.end_on or end)
    if is_forecast:
        points = [(first, 0), (last, expect_use(points, (last - first).days))]
    is_unit = meter.space is not None and meter.space.kind == Space.Kind.UNIT
    return MeterRun(
        code=meter.code,
        start=first,
        end=last,
        points=tuple(points),
        unit=meter.space_id if is_unit else None,
        company=meter.company_id,
        is_main=meter.is_main,
    )
