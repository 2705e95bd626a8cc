"""Looking before booking: what is free, the week and day of all spaces, the calendar of one."""

from datetime import date, datetime, timedelta
from typing import Any

from django.core.paginator import Page, Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from members.people.current_membership import current_memberships
from members.people.http import MemberRequest, insider_required
from multifactory.lib.days import FIRST_DAY, day_or_404, last_day
from spaces.bookings.models import Booking, BookingQuerySet
from spaces.bookings.rule_text import booking_rules
from spaces.bookings.views import can_book
from spaces.building.formats import format_period
from spaces.building.models import Space
from spaces.policies.holidays import holiday_on
from spaces.policies.models import QuietHours
from spaces.policies.rules import quiet_stretches
from spaces.schedules.day_schedule import schedule_rows
from spaces.schedules.facts import Reader, Schedule, read_schedules
from spaces.schedules.forms import KINDS, FreeForm, kind_or_404, week_or_404
from spaces.schedules.free_spaces import spaces_at
from spaces.schedules.hour_table import columns_of, hour_cells
from spaces.schedules.lanes import lane_of
from spaces.schedules.pieces import Stretch
from spaces.schedules.rules import days_bounds, days_from
from spaces.schedules.week_schedule import week_days, week_rows

PER_PAGE = 25
DAY, WEEK = timedelta(days=1), timedelta(days=7)


def reader_of(request: MemberRequest) -> Reader:
    own = {place.company_id for place in current_memberships(request)}
    return Reader(own, request.user.is_coordinator)


@require_safe
@insider_required
def booking_list(request: MemberRequest) -> HttpResponse:
    """What is free at a time, and the bookings of the company one acts for."""
    company = request.acting.company if request.acting else None
    own = Booking.objects.for_list().filter(company=company) if company else Booking.objects.none()
    is_past = request.GET.get("past") == "1"
    page = _page_of(own.past() if is_past else own.upcoming(), request.GET.get("page"))
    form = FreeForm(request.GET)
    context: dict[str, Any] = {"form": form, "is_answered": form.is_valid()}
    if form.is_valid():
        when = (form.cleaned_data["starts_at"], form.cleaned_data["ends_at"])
        found = spaces_at(form.cleaned_data, *when, reader_of(request))
        context["when"] = format_period(*when)
        context["found_free"] = [one for one in found if one.is_free]
        context["found_taken"] = [one for one in found if not one.is_free]
    else:
        context["kinds"] = _by_kind(list(Space.objects.bookable().for_list()))
    return render(
        request,
        "spaces/booking_list.html",
        context
        | {
            "company": company,
            "is_past": is_past,
            "page_obj": page,
            "bookings": [(booking, format_period(booking.starts_at, booking.ends_at)) for booking in page],
            "can_book": can_book(request),
        },
    )


def _page_of(bookings: BookingQuerySet, number: str | None) -> Page:
    """Where the first page holds them all, nobody needs to count them."""
    if number is not None:
        return Paginator(bookings, PER_PAGE).get_page(number)
    first = list(bookings[: PER_PAGE + 1])
    page = Paginator(first if len(first) <= PER_PAGE else bookings, PER_PAGE).page(1)
    page.object_list = first[:PER_PAGE]
    return page


def _by_kind(spaces: list[Any]) -> list[tuple[str, list[Any]]]:
    """Spaces, or what has one, in groups with their words; empty ones are left out."""
    groups = [
        (word, [one for one in spaces if getattr(one, "space", one).kind == kind]) for kind, word in KINDS
    ]
    return [(str(word), some) for word, some in groups if some]


@require_safe
@insider_required
def booking_week(request: MemberRequest) -> HttpResponse:
    monday = week_or_404(request.GET.get("from", ""))
    kind = kind_or_404(request.GET.get("kind", ""))
    now, days, asked = timezone.now(), days_from(monday, 7), _asked(request)
    schedules = _of_kind(read_schedules(days[0], days[-1], reader_of(request)), kind)
    today = timezone.localdate(now)
    lanes = {
        one.space.pk: [lane_of(day, one.blocks, one.terms, now, today, asked) for day in days]
        for one in schedules
    }
    context = {
        "days": [(day, holiday_on(day), day == today) for day in days],
        "groups": [
            (word, [(one.space, lanes[one.space.pk]) for one in some]) for word, some in _by_kind(schedules)
        ],
        "by_day": [
            (day, holiday_on(day), [(one.space, lanes[one.space.pk][place]) for one in schedules])
            for place, day in enumerate(days)
        ],
        "asked": format_period(*asked) if asked else "",
        "open_day": _open_day(days, today, asked),
        "can_book": can_book(request),
        "kind": kind,
        "kinds": KINDS,
        "quiet": _quiet_rules(schedules, days[0], days[-1]),
    }
    return render(request, "spaces/booking_week.html", context | _weeks_beside(monday))


def _open_day(days: list[date], today: date, asked: Stretch | None) -> date:
    """The day that a phone shows unfolded: the one that was searched, today, or the first."""
    wanted = [timezone.localdate(asked[0])] if asked else []
    return next((day for day in (*wanted, today) if day in days), days[0])


def _asked(request: MemberRequest) -> Stretch | None:
    """The time that was searched in "what is free", which the week frames; what is no time is left out."""
    form = FreeForm(request.GET)
    return (form.cleaned_data["starts_at"], form.cleaned_data["ends_at"]) if form.is_valid() else None


def _of_kind(schedules: list[Schedule], kind: str) -> list[Schedule]:
    return [one for one in schedules if not kind or one.space.kind == kind]


def _weeks_beside(monday: date) -> dict[str, Any]:
    """The week, today, and the weeks before and after where they may be looked at."""
    return {
        "monday": monday,
        "sunday": monday + timedelta(days=6),
        "today": timezone.localdate(),
        "before": monday - WEEK if monday - WEEK >= FIRST_DAY else None,
        "after": monday + WEEK if monday + WEEK <= last_day() else None,
    }


def _quiet_rules(schedules: list[Schedule], first: date, last: date) -> list[QuietHours]:
    """The quiet hours of these days that concern these spaces: what the hatching means."""
    rules = {rule.pk: rule for one in schedules for rule in (*one.terms.quiet, *one.terms.warning)}
    start, end = days_bounds(first, last)
    return [
        rule
        for _pk, rule in sorted(rules.items())
        if any(begins < end and start < ends for begins, ends in quiet_stretches(rule, first, last))
    ]


@require_safe
@insider_required
def booking_day(request: MemberRequest) -> HttpResponse:
    now = timezone.now()
    day = day_or_404(request.GET.get("on", "")) or timezone.localdate(now)
    kind = kind_or_404(request.GET.get("kind", ""))
    schedules = _of_kind(read_schedules(day, day, reader_of(request)), kind)
    columns = columns_of(day, now)
    rows = [(one, list(hour_cells(columns, one.blocks, one.terms, now))) for one in schedules]
    return render(
        request,
        "spaces/booking_day.html",
        {
            "columns": columns,
            "groups": [
                (word, [(one.space, cells) for one, cells in rows if one in some])
                for word, some in _by_kind(schedules)
            ],
            "lists": [
                (one.space, week_days([day], one.blocks, one.terms, now)[0].items) for one in schedules
            ],
            "can_book": can_book(request),
            "kind": kind,
            "kinds": KINDS,
            "quiet": _quiet_rules(schedules, day, day),
        }
        | _days_beside(day),
    )


def _days_beside(day: date) -> dict[str, Any]:
    return {
        "day": day,
        "today": timezone.localdate(),
        "holiday": holiday_on(day),
        "monday": day - DAY * day.weekday(),
        "before": day - DAY if day > FIRST_DAY else None,
        "after": day + DAY if day < last_day() else None,
    }


@require_safe
@insider_required
def space_calendar(request: MemberRequest, code: str) -> HttpResponse:
    """The week of one space, or with `?day=` a day of it."""
    now = timezone.now()
    if day := day_or_404(request.GET.get("day", "")):
        return _space_day(request, code, day, now)
    monday = week_or_404(request.GET.get("week", ""))
    days = days_from(monday, 7)
    schedule = _schedule_or_404(request, code, days)
    columns = week_days(days, schedule.blocks, schedule.terms, now)
    return render(
        request,
        "spaces/space_week.html",
        {
            "space": schedule.space,
            "columns": columns,
            "rows": week_rows(columns, schedule.terms, now),
            "can_book": can_book(request),
            "quiet": _quiet_rules([schedule], days[0], days[-1]),
            "rules": booking_rules(schedule.terms, timezone.localdate(now)),
        }
        | _weeks_beside(monday),
    )


def _schedule_or_404(request: MemberRequest, code: str, days: list[date]) -> Schedule:
    found = read_schedules(days[0], days[-1], reader_of(request), code=code)
    if not found:
        raise Http404
    return found[0]


def _space_day(request: MemberRequest, code: str, day: date, now: datetime) -> HttpResponse:
    schedule = _schedule_or_404(request, code, [day])
    return render(
        request,
        "spaces/space_calendar.html",
        {
            "space": schedule.space,
            "rows": schedule_rows(day, schedule.blocks, schedule.terms, now),
            "days": days_from(timezone.localdate(now), 7),
            "can_book": can_book(request),
            "quiet": _quiet_rules([schedule], day, day),
            "rules": booking_rules(schedule.terms, timezone.localdate(now)),
        }
        | _days_beside(day),
    )
