"""Booking the common spaces, and the day of one."""

import uuid
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from members.people.http import MemberRequest, insider_required
from members.people.rules import is_insider
from multifactory.lib.access import require
from multifactory.lib.days import FIRST_DAY, MOMENT_INPUT, day_or_404, last_day
from multifactory.lib.forms import add_errors, post_data
from spaces.bookings.day_schedule import Block, day_bounds, schedule_rows
from spaces.bookings.forms import BookingForm, StopForm
from spaces.bookings.models import Booking, Claim
from spaces.bookings.rules import SLOT, can_read_purpose, early_end, is_cancellable, is_endable
from spaces.bookings.services import (
    cancel_booking,
    change_booking,
    create_booking,
    end_early,
    refuse_unchangeable,
)
from spaces.bookings.validation import can_book_for, can_cancel, holder_of, reason_of
from spaces.building.formats import format_period
from spaces.building.models import CODE, Space
from spaces.policies.rules import last_bookable_day, policy_of


def can_book(request: MemberRequest) -> bool:
    """For the company one acts for; coordinators for the community."""
    return bool(request.acting) or request.user.is_coordinator


@require_safe
def space_calendar(request: MemberRequest, code: str) -> HttpResponse:
    spaces = Space.objects.for_list().select_related("policy").filter(is_bookable=True)
    space = get_object_or_404(spaces, code=code)
    require(is_insider(request.user, request.acting))
    now, today = timezone.now(), timezone.localdate()
    day = day_or_404(request.GET.get("day", "")) or today
    bookings = list(Booking.objects.occupying(space.leaf_ids(), *day_bounds(day)))
    claims = Claim.objects.meeting(space.leaf_ids(), *day_bounds(day)).filter(booking=None)
    shut = [
        Block(-claim.pk, claim.starts_at, claim.ends_at, reason_of(claim))
        for claim in claims.select_related("space").order_by("starts_at")
    ]
    latest = day_bounds(last_bookable_day(policy_of(space), now))[1] - SLOT
    return render(
        request,
        "spaces/space_calendar.html",
        {
            "space": space,
            "day": day,
            "today": today,
            "rows": schedule_rows(day, [*bookings, *shut], now, latest),
            "bookings": [(booking, _when(booking)) for booking in hide_purposes(request, bookings)],
            "shut": [(block, format_period(block.starts_at, block.ends_at)) for block in shut],
            "before": day - timedelta(days=1) if day > FIRST_DAY else None,
            "after": day + timedelta(days=1) if day < last_day() else None,
            "days": [today + timedelta(days=ahead) for ahead in range(7)],
            "own": request.acting.company_id if request.acting else None,
            "can_book": can_book(request),
        },
    )


PER_PAGE = 25
BOOKABLE_KINDS = (
    (Space.Kind.ROOM, gettext_lazy("Rooms")),
    (Space.Kind.MACHINE, gettext_lazy("Machines")),
    (Space.Kind.AREA, gettext_lazy("Areas")),
)


@require_safe
@insider_required
def booking_list(request: MemberRequest) -> HttpResponse:
    company = request.acting.company if request.acting else None
    own = Booking.objects.for_list().filter(company=company) if company else Booking.objects.none()
    is_past = request.GET.get("past") == "1"
    listed = own.past() if is_past else own.upcoming()
    page = Paginator(listed, PER_PAGE).get_page(request.GET.get("page"))
    spaces = list(Space.objects.bookable().for_list())
    kinds = [(label, [space for space in spaces if space.kind == kind]) for kind, label in BOOKABLE_KINDS]
    return render(
        request,
        "spaces/booking_list.html",
        {
            "company": company,
            "is_past": is_past,
            "page_obj": page,
            "bookings": [(booking, _when(booking)) for booking in page],
            "kinds": [(label, some) for label, some in kinds if some],
            "can_book": can_book(request),
        },
    )


def hide_purposes(request: MemberRequest, bookings: list[Booking]) -> list[Booking]:
    """The same rows; of what is private others read "private" only."""
    own = {request.acting.company_id} if request.acting else set()
    for booking in bookings:
        if not can_read_purpose(booking, company_ids=own, is_coordinator=request.user.is_coordinator):
            booking.purpose = _("private")
    return bookings


def _when(booking: Booking) -> str:
    return format_period(booking.starts_at, booking.ends_at)


@require_http_methods(["GET", "HEAD", "POST"])
def booking_new(request: MemberRequest) -> HttpResponse:
    require(can_book(request))
    form = BookingForm(request.POST or None, user=request.user, initial=_initial(request))
    if request.method == "POST" and form.is_valid():
        try:
            booking = create_booking(by=request.user, **form.terms())
        except ValidationError as error:
            add_errors(form, error)
        else:
            text = _("%(space)s is booked.")
            if booking.is_pending:
                text = _("%(space)s is reserved for you until a coordinator approves it.")
            messages.success(request, text % {"space": booking.space})
            return redirect(booking)
    return render(request, "spaces/booking_form.html", {"form": form})


@require_http_methods(["GET", "HEAD", "POST"])
@insider_required
def booking_edit(request: MemberRequest, uid: uuid.UUID) -> HttpResponse:
    booking = get_object_or_404(Booking.objects.for_list(), uid=uid)
    require(can_cancel(request.user, booking))
    try:
        refuse_unchangeable(booking, request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect(booking)
    form = BookingForm(request.POST or None, user=request.user, booking=booking, initial=_as_entered(booking))
    if request.method == "POST" and form.is_valid():
        try:
            booking = change_booking(booking, by=request.user, **form.terms())
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, _("Booking saved."))
            return redirect(booking)
    return render(request, "spaces/booking_form.html", {"form": form, "booking": booking})


def _as_entered(booking: Booking) -> dict[str, Any]:
    """A booking as the form shows it."""
    return {
        "space": booking.space,
        "starts_at": timezone.localtime(booking.starts_at).strftime(MOMENT_INPUT),
        "ends_at": timezone.localtime(booking.ends_at).strftime(MOMENT_INPUT),
        "purpose": booking.purpose,
        "is_private": booking.is_private,
        "operators": list(booking.operators.all()),
        "override_reason": booking.override_reason,
    }


def _initial(request: MemberRequest) -> dict[str, Any]:
    """What the link named: ?space=CODE&start=2026-11-23T10:00. What cannot be booked is left out."""
    initial: dict[str, Any] = {"company": request.acting.company_id if request.acting else None}
    initial["request_id"] = uuid.uuid4()
    code = request.GET.get("space", "")
    initial["space"] = Space.objects.bookable().filter(code=code).first() if CODE.fullmatch(code) else None
    try:
        start = parse_datetime(request.GET.get("start", ""))
    except ValueError:
        start = None
    if isinstance(start, datetime) and timezone.is_naive(start) and FIRST_DAY <= start.date() <= last_day():
        initial |= {"starts_at": start.strftime(MOMENT_INPUT)}
        initial |= {"ends_at": (start + timedelta(hours=1)).strftime(MOMENT_INPUT)}
    return initial


@require_safe
@insider_required
def booking_detail(request: MemberRequest, uid: uuid.UUID) -> HttpResponse:
    rows = Booking.objects.select_related("space__policy", "company", "booked_by", "cancelled_by", "series")
    booking = get_object_or_404(rows, uid=uid)
    hide_purposes(request, [booking])
    holder = holder_of(booking)
    may_stop = holder is None and can_cancel(request.user, booking)
    return render(
        request,
        "spaces/booking_detail.html",
        {
            "booking": booking,
            "when": _when(booking),
            "day": timezone.localdate(booking.starts_at),
            "holder": holder,
            "operators": booking.operators.order_by("name"),
            "can_change": may_stop and is_cancellable(booking),
            "can_cancel": may_stop and is_cancellable(booking),
            "can_see_series": booking.series is not None and can_cancel(request.user, booking),
            "can_end": may_stop and is_endable(booking),
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
@insider_required
def booking_cancel(request: MemberRequest, uid: uuid.UUID) -> HttpResponse:
    done = _("The booking is cancelled and its time is free again.")
    return _stop(request, uid, cancel_booking, "spaces/booking_confirm_cancel.html", done)


@require_http_methods(["GET", "HEAD", "POST"])
@insider_required
def booking_end(request: MemberRequest, uid: uuid.UUID) -> HttpResponse:
    done = _("The booking ends early, and what is left of its time is free again.")
    return _stop(request, uid, end_early, "spaces/booking_confirm_end.html", done)


def _stop(
    request: MemberRequest, uid: uuid.UUID, stop: Callable[..., Booking], template: str, done: str
) -> HttpResponse:
    """Ask, then cancel a booking or end it early."""
    booking = get_object_or_404(Booking.objects.for_list(), uid=uid)
    require(can_cancel(request.user, booking))
    form = StopForm(post_data(request), is_others=not can_book_for(request.user, booking.company))
    if form.is_valid():
        try:
            stop(booking, by=request.user, **form.cleaned_data)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
            return redirect(booking)
        messages.success(request, done)
        return redirect("spaces:booking_list")
    context = {
        "booking": booking,
        "form": form,
        "when": _when(booking),
        "end": timezone.localtime(early_end(booking, timezone.now())),
    }
    return render(request, template, context)
