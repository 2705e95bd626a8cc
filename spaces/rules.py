"""What may be done with spaces. Nothing here writes."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db.models import Count, Q, Sum
from django.utils import timezone
from django.utils.formats import date_format, time_format
from django.utils.translation import gettext as _

from governance.models import Resolution
from members.models import Company, User
from spaces.models import Allocation, Booking, Condition, Space

SLOT = timedelta(minutes=15)
LONGEST_BOOKING = timedelta(hours=12)
HORIZON = timedelta(days=180)

# --- Words --------------------------------------------------------------------------------------------


def day_words(day: date) -> str:
    return date_format(day, "j M Y")


def time_words(start: datetime, end: datetime) -> str:
    """A stretch of time in local words: 23 Nov 2026, 10:00–12:00."""
    start, end = timezone.localtime(start), timezone.localtime(end)
    values = {
        "day": day_words(start.date()),
        "start": time_format(start, "H:i"),
        "end": time_format(end, "H:i"),
    }
    if start.date() == end.date():
        return _("%(day)s, %(start)s–%(end)s") % values
    return _("%(day)s, %(start)s to %(end_day)s, %(end)s") % (values | {"end_day": day_words(end.date())})


def term_words(start: date, end: date | None) -> str:
    """The days of an allocation in words; `end` is the first free day."""
    if end is None:
        return _("since %(start)s") % {"start": day_words(start)}
    return _("from %(start)s, free from %(end)s") % {"start": day_words(start), "end": day_words(end)}


# --- People -------------------------------------------------------------------------------------------


def can_book_for(user: User, company: Company) -> bool:
    return user.memberships.current().filter(company=company).exists()


def can_cancel(user: User, booking: Booking) -> bool:
    """People of the company that booked, and coordinators."""
    return user.is_coordinator or can_book_for(user, booking.company)


def is_cancellable(booking: Booking, now: datetime | None = None) -> bool:
    """Until it is over."""
    return booking.is_confirmed and booking.ends_at > (now or timezone.now())


# --- Bookings -----------------------------------------------------------------------------------------


def check_booking(space: Space, starts_at: datetime, ends_at: datetime, now: datetime | None = None) -> None:
    """Raise what is wrong with a booking apart from others' bookings, beside the field it belongs to."""
    now = now or timezone.now()
    faults = _time_faults(starts_at, ends_at, now) or _space_faults(space, starts_at, ends_at)
    if faults:
        raise ValidationError(faults)


def _time_faults(starts_at: datetime, ends_at: datetime, now: datetime) -> dict[str, str]:
    slot = int(SLOT.total_seconds())
    faults = {}
    if starts_at.timestamp() % slot:
        faults["starts_at"] = _("Bookings start on the quarter of an hour.")
    elif starts_at < now - SLOT:
        faults["starts_at"] = _("This time is past.")
    elif starts_at > now + HORIZON:
        faults["starts_at"] = _("Bookings open %(days)s days ahead.") % {"days": HORIZON.days}
    if ends_at.timestamp() % slot:
        faults["ends_at"] = _("Bookings end on the quarter of an hour.")
    elif ends_at <= starts_at:
        faults["ends_at"] = _("The end must come after the start.")
    elif ends_at - starts_at > LONGEST_BOOKING:
        faults["ends_at"] = _("A booking lasts at most %(hours)s hours.") % {
            "hours": LONGEST_BOOKING.seconds // 3600
        }
    elif ends_at <= now:
        faults["ends_at"] = _("This time is past.")
    return faults


def _space_faults(space: Space, starts_at: datetime, ends_at: datetime) -> dict[str, str]:
    first, last = timezone.localdate(starts_at), timezone.localdate(ends_at - SLOT)
    if not space.is_bookable:
        return {"space": _("This space cannot be booked.")}
    if space.valid_to and space.valid_to <= last:
        return {"space": _("This space is out of use from %(day)s.") % {"day": day_words(space.valid_to)}}
    unusable = space.conditions.valid().exclude(state=Condition.State.USABLE)
    for condition in unusable.filter(start_on__lte=last).filter(Q(end_on__isnull=True) | Q(end_on__gt=first))[
        :1
    ]:
        return {
            "space": _("This space is not usable then: %(state)s.") % {"state": condition.get_state_display()}
        }
    return {}


def explain_conflict(booking: Booking) -> str:
    """What stands in the way of another booking: whose, and when."""
    return _("%(space)s is taken by %(company)s: %(when)s.") % {
        "space": booking.space,
        "company": booking.company,
        "when": time_words(booking.starts_at, booking.ends_at),
    }


# --- Allocations --------------------------------------------------------------------------------------


def check_allocation(
    unit: Space,
    *,
    company: Company,
    start_on: date,
    end_on: date | None,
    kind: str,
    resolution: Resolution | None,
    reason: str,
) -> None:
    """Raise what is wrong with giving a unit to a company, beside the field it belongs to."""
    faults: dict[str, str] = {}
    if unit.kind != Space.Kind.UNIT:
        faults["unit"] = _("%(space)s is common: it is booked, not allocated.") % {"space": unit}
    elif unit.valid_to and (unit.valid_to <= start_on or end_on is None or end_on > unit.valid_to):
        faults["unit"] = _("%(space)s is out of use from %(day)s.") % {
            "space": unit,
            "day": day_words(unit.valid_to),
        }
    elif fault := _condition_fault(unit, start_on, kind):
        faults["unit"] = fault
    if end_on is not None and end_on <= start_on:
        faults["end_on"] = _("The first free day must come after the start.")
    if company.joined_on > start_on:
        faults["company"] = _("%(company)s is a member from %(day)s.") % {
            "company": company,
            "day": day_words(company.joined_on),
        }
    elif company.left_on and company.left_on <= start_on:
        faults["company"] = _("%(company)s left on %(day)s.") % {
            "company": company,
            "day": day_words(company.left_on),
        }
    faults |= decision_faults(resolution, reason)
    if faults:
        raise ValidationError(faults)
    check_free(unit, start_on, end_on)


def decision_faults(
    resolution: Resolution | None,
    reason: str,
    resolution_field: str = "resolution",
    reason_field: str = "reason",
) -> dict[str, str]:
    """Each change of who holds what cites an adopted resolution, or says why there is none."""
    if resolution is not None and resolution.outcome != "adopted":
        return {resolution_field: _("This resolution was not adopted.")}
    if resolution is None and not reason.strip():
        return {reason_field: _("Name the resolution that decided it, or give a reason.")}
    return {}


def _condition_fault(unit: Space, day: date, kind: str) -> str:
    """A unit that is not usable goes only to who restores it."""
    condition = unit.conditions.on(day).first()
    if condition is None or condition.state == Condition.State.USABLE or kind == Allocation.Kind.RESTORATION:
        return ""
    return _(
        "%(unit)s is not usable on %(day)s: %(state)s. It can be held only in exchange for restoring it."
    ) % {
        "unit": unit.code,
        "day": day_words(day),
        "state": condition.get_state_display(),
    }


def check_free(
    unit: Space, start_on: date, end_on: date | None, apart_from: Allocation | None = None
) -> None:
    """Raise who holds the unit in the time, and until when."""
    rivals = Allocation.objects.meeting(start_on, end_on).filter(unit=unit).select_related("company")
    if apart_from is not None:
        rivals = rivals.exclude(pk=apart_from.pk)
    rival = rivals.order_by("start_on").first()
    if rival is not None:
        raise ValidationError(explain_holder(unit, rival), code="overlap")


def explain_holder(unit: Space, allocation: Allocation) -> str:
    values = {"unit": unit.code, "company": allocation.company, "start": day_words(allocation.start_on)}
    if allocation.end_on is None:
        return _("%(unit)s is held by %(company)s since %(start)s, without an end.") % values
    values["end"] = day_words(allocation.end_on)
    return _("%(unit)s is held by %(company)s from %(start)s and free from %(end)s.") % values


def check_end(allocation: Allocation, *, end_on: date, resolution: Resolution | None, reason: str) -> None:
    """Raise what is wrong with ending an allocation on a day, beside the field it belongs to."""
    if allocation.voided_at is not None:
        raise ValidationError(_("This allocation was voided."))
    faults = decision_faults(resolution, reason, "end_resolution", "end_reason")
    if end_on <= allocation.start_on:
        faults["end_on"] = _("It begins on %(day)s: it can be free from the day after, or be voided.") % {
            "day": day_words(allocation.start_on)
        }
    elif allocation.end_on is not None and end_on > allocation.end_on:
        faults["end_on"] = _("It is free from %(day)s already. To go on longer, allocate the unit again.") % {
            "day": day_words(allocation.end_on)
        }
    if faults:
        raise ValidationError(faults)


def unit_stamp(unit: Space) -> str:
    """Who holds a unit and when, as a short text: it differs when anything about it has changed."""
    rows = unit.allocations.valid().order_by("pk").values_list("pk", "company_id", "start_on", "end_on")
    return ";".join(f"{pk}:{company}:{start}:{end or ''}" for pk, company, start, end in rows)


def check_stamp(unit: Space, stamp: str | None) -> None:
    """Raise, where somebody changed who holds the unit after a page was opened, what is so now."""
    if stamp is None or stamp == unit_stamp(unit):
        return
    latest = unit.allocations.select_related("company").order_by("-recorded_at", "-pk").first()
    if latest is None or latest.voided_at is not None:
        now = _("%(unit)s has no valid allocation by the last entry.") % {"unit": unit.code}
    else:
        now = explain_holder(unit, latest)
    text = _("The unit changed after you opened this page: %(now)s Begin again from the list.") % {"now": now}
    raise ValidationError(text, code="stale")


# --- Figures ------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Figures:
    """The building in figures on a day. `m2` counts every space under a roof once, machines not at all."""

    m2: Decimal
    usable_m2: Decimal
    outdoor_m2: Decimal
    residence_m2: Decimal  # of `m2`
    units: int
    free_units: int
    free_m2: Decimal


def figures(day: date | None = None) -> Figures:
    """One query."""
    whole = Q(is_whole=True) & ~Q(kind=Space.Kind.MACHINE)
    measured = whole & ~Q(use=Space.Use.OUTDOOR)
    vacant = Q(kind=Space.Kind.UNIT, is_usable=True, is_held=False)
    sums = (
        Space.objects.existing(day)
        .with_facts(day)
        .aggregate(
            m2=Sum("area_m2", filter=measured, default=Decimal(0)),
            usable_m2=Sum("area_m2", filter=measured & Q(is_usable=True), default=Decimal(0)),
            outdoor_m2=Sum("area_m2", filter=whole & Q(use=Space.Use.OUTDOOR), default=Decimal(0)),
            residence_m2=Sum("area_m2", filter=whole & Q(use=Space.Use.RESIDENCE), default=Decimal(0)),
            units=Count("pk", filter=Q(kind=Space.Kind.UNIT)),
            free_units=Count("pk", filter=vacant),
            free_m2=Sum("area_m2", filter=vacant, default=Decimal(0)),
        )
    )
    return Figures(**sums)
