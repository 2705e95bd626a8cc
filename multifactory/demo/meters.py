"""The heating of R84 by meters: one a unit and a main one, read when every month begins."""

from datetime import date

from dateutil.relativedelta import relativedelta

from members.people.models import User
from multifactory.demo.written import Written
from spaces.building.models import Space
from spaces.costs.metering.models import Meter, MeterKind, Reading
from spaces.costs.metering.services import record_readings

MONTHS = 18
# Percent of an average month, from January on; warm water is needed in summer, too.
SEASON = (180, 165, 130, 95, 70, 55, 50, 50, 60, 90, 125, 160)
WATT_HOURS_PER_M2 = 5_200  # of an average month, which are thousandths of a kWh
EMPTY_PERCENT = 12  # of what a unit uses that is held
LOST_PERCENT = 14  # on the way and in the common parts
EXCHANGED, UNREAD, BURST = "A4", "B6", "A12"  # units whose meters tell of something


def load_meters(written: Written, by: User) -> None:
    first = written.today.replace(day=1) - relativedelta(months=MONTHS)
    days = [first + relativedelta(months=month) for month in range(MONTHS + 1)]
    units = Space.objects.units().existing(first).usable_on(first).order_by("code")
    readings: list[Reading] = []
    used = [0] * len(days)
    for unit in units.exclude(use=Space.Use.OUTDOOR).with_facts():
        meter = Meter.objects.create(
            code=f"H-{unit.code}", kind=MeterKind.HEATING, space=unit, start_on=first
        )
        counts = _counts(unit, days)
        used = [total + count for total, count in zip(used, counts, strict=True)]
        readings += _readings(meter, unit.code, days, counts)
    main = Meter.objects.create(code="H-main", kind=MeterKind.HEATING, start_on=first)
    readings += [
        Reading(meter=main, day=day, value=total * (100 + LOST_PERCENT) // 100)
        for day, total in zip(days, used, strict=True)
    ]
    record_readings(readings, by=by)


def _counts(unit: Space, days: list[date]) -> list[int]:
    """Thousandths of a kWh since the first day."""
    area, is_held = int(unit.area_m2 or 0), getattr(unit, "is_held", False)
    habit = 70 + sum(map(ord, unit.code)) * 37 % 60  # percent: some like it warm
    counts = [0]
    for day in days[:-1]:
        month = area * WATT_HOURS_PER_M2 * SEASON[day.month - 1] * habit // 10_000
        if unit.code == BURST and day == days[-4]:
            month *= 9
        counts.append(counts[-1] + (month if is_held else month * EMPTY_PERCENT // 100))
    return counts


def _readings(meter: Meter, code: str, days: list[date], counts: list[int]) -> list[Reading]:
    readings, shown = [], 0  # what the meter showed when it was exchanged
    for place, (day, count) in enumerate(zip(days, counts, strict=True)):
        if code == UNREAD and 4 < place < 9:
            continue
        reading = Reading(meter=meter, day=day, value=count - shown)
        if code == EXCHANGED and place == 10:
            reading.is_exchange, reading.last_value, reading.value, shown = True, count, 0, count
            reading.note = "Exchanged after ten years, as the law asks"
        if code == BURST and place == len(days) - 3:
            reading.note = "A valve stood open over the holidays"
        readings.append(reading)
    return readings
