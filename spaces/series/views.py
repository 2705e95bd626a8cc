"""Booking a series, looking at it, changing and cancelling it from a date on."""

import uuid
from datetime import date
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from members.people.http import MemberRequest, insider_required
from multifactory.lib.access import require
from multifactory.lib.days import day_or_404, read_day
from multifactory.lib.forms import add_errors, post_data
from multifactory.lib.retries import retry_once
from spaces.bookings.forms import StopForm
from spaces.bookings.validation import can_book_for
from spaces.bookings.views import can_book, rules_beside
from spaces.building.formats import format_period
from spaces.building.models import CODE, Space
from spaces.schedules.facts import read_days
from spaces.schedules.lanes import Lane, lane_of
from spaces.schedules.views import reader_of
from spaces.series.following import cancel_following, change_following, coming_from, preview_change
from spaces.series.forms import SeriesChangeForm, SeriesForm, TimingForm
from spaces.series.models import Series
from spaces.series.plan import plan_dates
from spaces.series.rules import PlannedDate
from spaces.series.services import (
    SeriesConflictError,
    book_skipped,
    can_change_series,
    create_series,
    preview_series,
    timing_of,
)


@require_http_methods(["GET", "HEAD", "POST"])
def series_new(request: MemberRequest) -> HttpResponse:
    require(can_book(request))
    form = SeriesForm(post_data(request), user=request.user, initial=_initial(request))
    dates: list[PlannedDate] = []
    if form.is_valid():
        try:
            if "book" in request.POST:
                series = retry_once(
                    lambda: create_series(by=request.user, skip=form.skipped(), **form.terms())
                )
                messages.success(request, _("The series has been booked."))
                return redirect(series)
            dates = preview_series(form.timing(), **form.rule())
        except SeriesConflictError as conflict:
            dates = conflict.dates
        except ValidationError as error:
            add_errors(form, error)
    return render(request, "spaces/series_form.html", _preview(request, form, dates))


def _initial(request: MemberRequest) -> dict[str, Any]:
    code = request.GET.get("space", "")
    space = Space.objects.bookable().filter(code=code).first() if CODE.fullmatch(code) else None
    company = request.acting.company_id if request.acting else None
    return {"space": space, "company": company, "request_id": uuid.uuid4(), "first_day": timezone.localdate()}


def _preview(
    request: MemberRequest, form: TimingForm, dates: list[PlannedDate], space: Space | None = None
) -> dict[str, Any]:
    """The form with its dates; ticked are those skipped, and first of all those that never become free."""
    is_saving, lanes = "book" in request.POST, _lanes(request, form, dates)
    ticked = form.skipped() if dates else set()
    rows = [
        (one, lanes.get(one.day), one.day in ticked or (one.can_only_be_skipped and not is_saving))
        for one in dates
    ]
    blocked = [one for one, _lane, _is_ticked in rows if not one.is_free]
    skipped = sum(is_ticked for one, _lane, is_ticked in rows if not one.is_free)
    return {
        "form": form,
        "rows": rows,
        "free": len(rows) - len(blocked),
        "blocked": len(blocked),
        "skipped": skipped,
        "to_answer": [one for one, _lane, is_ticked in rows if not (one.is_free or is_ticked)],
    } | rules_beside(form, space)


def _lanes(request: MemberRequest, form: TimingForm, dates: list[PlannedDate]) -> dict[date, Lane]:
    """The day around each date as the calendars draw it, with the time that is asked for framed."""
    if not dates:
        return {}
    now = timezone.now()
    days = read_days(form.timing().space.code, [one.day for one in dates], reader_of(request))
    return {
        one.day: lane_of(one.day, found.blocks, found.terms, now, timezone.localdate(now), one.asked)
        for one in dates
        if (found := days.get(one.day))
    }


def _own_series(request: MemberRequest, uid: uuid.UUID) -> Series:
    """Of another company there is none."""
    rows = Series.objects.select_related("space__policy__certificate", "space__policy__quota", "company")
    series = get_object_or_404(rows, uid=uid)
    if not can_change_series(request.user, series):
        raise Http404
    return series


@require_http_methods(["GET", "HEAD", "POST"])
@insider_required
def series_detail(request: MemberRequest, uid: uuid.UUID) -> HttpResponse:
    series = _own_series(request, uid)
    if request.method == "POST":
        return _book_date(request, series)
    now = timezone.now()
    bookings = [
        (one, format_period(one.starts_at, one.ends_at), one.is_standing and one.starts_at > now)
        for one in series.bookings.for_list().order_by("starts_at", "pk")
    ]
    skipped = list(series.skipped.all())
    first = next((one for one, _when, _is_coming in bookings), None)
    operators = list(first.operators.all()) if first else []
    days = [one.day for one in skipped]
    planned = plan_dates(timing_of(series), days, company=series.company, operators=operators, series=series)
    context = {
        "series": series,
        "bookings": bookings,
        "is_coming": any(is_coming for _one, _when, is_coming in bookings),
        "skipped": list(zip(skipped, planned, strict=True)),
        "today": timezone.localdate(),
    }
    return render(request, "spaces/series_detail.html", context)


def _book_date(request: MemberRequest, series: Series) -> HttpResponse:
    try:
        day = read_day(request.POST.get("day", ""))
        if day is None:
            raise ValidationError(_("Choose a date."))
        book_skipped(series, day=day, by=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("The date has been booked."))
    return redirect(series)


def _from_day(request: MemberRequest) -> date:
    """The date the link named; all that is to come where it named none."""
    return day_or_404(request.GET.get("from", "")) or timezone.localdate()


@require_http_methods(["GET", "HEAD", "POST"])
@insider_required
def series_edit(request: MemberRequest, uid: uuid.UUID) -> HttpResponse:
    series, from_day = _own_series(request, uid), _from_day(request)
    form = SeriesChangeForm(post_data(request), instance=series)
    dates: list[PlannedDate] = []
    if form.is_valid():
        try:
            if "book" in request.POST:
                skip = form.skipped()
                change_following(series, from_day=from_day, by=request.user, skip=skip, **form.terms())
                messages.success(request, _("The series has been changed."))
                return redirect(series)
            dates = preview_change(series, form.timing(), from_day)
        except SeriesConflictError as conflict:
            dates = conflict.dates
        except ValidationError as error:
            add_errors(form, error)
    context = _preview(request, form, dates, series.space)
    return render(request, "spaces/series_form.html", context | {"series": series, "from_day": from_day})


@require_http_methods(["GET", "HEAD", "POST"])
@insider_required
def series_cancel(request: MemberRequest, uid: uuid.UUID) -> HttpResponse:
    series, from_day = _own_series(request, uid), _from_day(request)
    form = StopForm(post_data(request), is_others=not can_book_for(request.user, series.company))
    if form.is_valid():
        try:
            gone = cancel_following(series, from_day=from_day, by=request.user, **form.cleaned_data)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        else:
            text = ngettext("%(count)d date is cancelled.", "%(count)d dates are cancelled.", len(gone))
            messages.success(request, text % {"count": len(gone)})
        return redirect(series)
    times = [format_period(one.starts_at, one.ends_at) for one in coming_from(series, from_day)]
    context = {"series": series, "form": form, "times": times}
    return render(request, "spaces/series_confirm_cancel.html", context)
