"""Events that repeat: the dates of a rule with what stands in the way of each, and the rows made of them."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import islice

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import prefetch_related_objects
from django.utils import timezone
from django.utils.translation import gettext as _

from events.programme.copies import COPIED, copy_event, local_time
from events.programme.models import Event
from events.programme.repeats import EventSeries
from events.programme.rooms import RoomPlan, Times, faults_of_dates, lock_rooms, plan_of
from events.programme.services import cancel_event, save_event
from events.programme.validation import check_hosts, check_unit
from members.people.models import User
from multifactory.lib.formats import format_day
from multifactory.lib.recurrence import Every, Occurrence, days_of, nths_of, occurrence

Rule = EventSeries.Rule
EVERY = {
    Rule.WEEKLY: Every.WEEK,
    Rule.FORTNIGHTLY: Every.FORTNIGHT,
    Rule.MONTHLY_BY_DATE: Every.MONTH_BY_DATE,
    Rule.MONTHLY_BY_WEEKDAY: Every.MONTH_BY_WEEKDAY,
}
MOST_DATES = 200
LONGEST = timedelta(days=548)  # 18 months


@dataclass(frozen=True)
class Planned:
    """One date of a series, and why it cannot be, where it cannot."""

    day: date
    starts_at: datetime | None
    ends_at: datetime | None
    fault: str = ""


def weeks_of(event: Event) -> list[int]:
    """Which of its month's days of this name the first date is: one, or two for a fourth that is the last."""
    return nths_of(timezone.localdate(event.starts_at))


def series_days(
    first: date, rule: str, *, week: int | None = None, until: date | None = None, count: int | None = None
) -> list[date]:
    """The days of a rule: at most 200, in at most 18 months."""
    last = min(until or date.max, first + LONGEST)
    days = days_of(first, EVERY[Rule(rule)], nth=week, until=last, most=MOST_DATES)
    return list(islice(days, count))


def planned_dates(event: Event, series: EventSeries) -> list[Planned]:
    """Every date after the first, with what is against its hours."""
    first = timezone.localdate(event.starts_at)
    days = series_days(first, series.rule, week=series.week, until=series.until, count=series.count)
    start, end = local_time(event.starts_at), local_time(event.ends_at)
    nights = (end.date() - start.date()).days
    dates = (occurrence(day, start.time(), end.time(), nights=nights) for day in days[1:])
    return [Planned(one.day, one.starts_at, one.ends_at, _fault_of_hours(one)) for one in dates]


def plan_series(event: Event, series: EventSeries) -> list[Planned]:
    """The same with what is against the place: rooms that are taken, shut, not usable, or needed by the date
    before; a unit whose holder is no host then."""
    planned = planned_dates(event, series)
    plan = plan_of(event)
    open_dates = [times for one in planned if (times := _times_of(one))]
    rooms = dict(zip(open_dates, faults_of_dates(plan, open_dates), strict=True))
    last = plan.around((event.starts_at, event.ends_at))[1] if plan.more else event.starts_at
    found = []
    for one in planned:
        times = _times_of(one)
        if times is None:
            found.append(one)
            continue
        start, end = plan.around(times)
        fault = _fault_of_unit(event, one) or rooms[times]
        if not fault and start < last:
            fault = _("The date before still needs the room.")
        if not fault and plan.more:
            last = end
        found.append(replace(one, fault=fault))
    return found


def _times_of(planned: Planned) -> Times | None:
    """Where nothing is against its hours."""
    if planned.fault or planned.starts_at is None or planned.ends_at is None:
        return None
    return planned.starts_at, planned.ends_at


def _fault_of_hours(times: Occurrence) -> str:
    if times.starts_at is None or times.ends_at is None:
        return _("There is no such hour that night: the clocks change.")
    if times.ends_at <= times.starts_at:
        return _("The clocks change: it would end before it starts.")
    return ""


def _fault_of_unit(event: Event, planned: Planned) -> str:
    kept = event.starts_at, event.ends_at
    event.starts_at, event.ends_at = planned.starts_at or kept[0], planned.ends_at or kept[1]
    try:
        check_unit(event)
    except ValidationError as error:
        return " ".join(error.messages)
    finally:
        event.starts_at, event.ends_at = kept
    return ""


@transaction.atomic
def create_series(
    event: Event, series: EventSeries, *, skipped: Collection[date] = (), by: User | None
) -> list[Event]:
    """Repeat an event: a row for each date that can be and is not left out, in the state of the first."""
    event = Event.objects.select_for_update(of=("self",)).select_related("space").get(pk=event.pk)
    if event.series_id is not None:
        raise ValidationError(_("This event is already part of a series."))
    prefetch_related_objects([event], "hosts", "rooms__space__policy", "texts")
    lock_rooms(event, None, left=None)
    planned = [one for one in plan_series(event, series) if not one.fault and one.day not in skipped]
    starts = [one.starts_at for one in planned if one.starts_at]
    if not starts:
        raise ValidationError(_("No date is left: choose a longer period."))
    series.created_by = by
    series.save()
    event.series, event.position = series, 1
    event.save(update_fields=["series", "position"])
    state = event.state if event.holds_rooms else Event.State.DRAFT
    return copy_event(event, starts, state=state, series=series, by=by)


def following(event: Event) -> list[Event]:
    """The later dates of its series that are yet to take place."""
    if event.series_id is None:
        return []
    later = Event.objects.filter(
        series=event.series_id, position__gt=event.position, starts_at__gt=timezone.now()
    )
    rows = later.exclude(state=Event.State.CANCELLED).with_taken().select_related("space")
    return list(rows.order_by("position"))


@transaction.atomic
def change_following(event: Event, *, days: timedelta, rooms: RoomPlan, by: User) -> int:
    """Give the later dates the words, hours and rooms of this one, moved by as many days.

    Returns how many there were; raises, with its date, what stands in the way of one.
    """
    start, length = local_time(event.starts_at), local_time(event.ends_at) - local_time(event.starts_at)
    rows = following(event)
    for row in rows:
        for name in COPIED:
            setattr(row, name, getattr(event, name))
        first = datetime.combine(local_time(row.starts_at).date() + days, start.time())
        day = format_day(first.date())
        times = occurrence(first.date(), first.time(), (first + length).time(), nights=_nights(first, length))
        if times.starts_at is None or times.ends_at is None:
            raise ValidationError(_("%(day)s: there is no such hour that night.") % {"day": day})
        row.starts_at, row.ends_at = times.starts_at, times.ends_at
        try:
            save_event(row, by=by, rooms=rooms)
            if not row.is_draft:
                check_hosts(row)
        except ValidationError as error:
            raise ValidationError([f"{day}: {message}" for message in error.messages]) from error
        row.texts.all().delete()
        for words in event.texts.all():
            words.pk, words.event = None, row
            words.save(force_insert=True)
    return len(rows)


@transaction.atomic
def end_series(event: Event, *, reason: str, by: User) -> tuple[int, int]:
    """Let the series end with this date. Later ones that nobody has seen go; the others are cancelled, and
    whoever registered is told. How many went, and how many were cancelled."""
    if not reason.strip():
        raise ValidationError({"reason": _("Say why it is cancelled.")})
    gone = cancelled = 0
    for row in following(event):
        if row.is_out:
            cancel_event(row, reason=reason, by=by)
            cancelled += 1
        elif not row.registrations.exists():
            _drop(row, by=by)
            gone += 1
    return gone, cancelled


def _drop(event: Event, *, by: User) -> None:
    """Of one that is submitted the rooms are freed first: what is deleted holds none."""
    if event.holds_rooms:
        event.state = Event.State.DRAFT
        save_event(event, by=by)
    event.delete()


def _nights(first: datetime, length: timedelta) -> int:
    return ((first + length).date() - first.date()).days
