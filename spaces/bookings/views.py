"""Booking the common spaces, and the day of one."""

import uuid
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms import BaseForm
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from members.people.current_membership import current_memberships
from members.people.http import MemberRequest, insider_required
from multifactory.lib.access import require
from multifactory.lib.days import FIRST_DAY, MOMENT_INPUT, last_day
from multifactory.lib.forms import add_errors, post_data
from multifactory.lib.retries import retry_once
from spaces.bookings.changes import change_booking, refuse_unchangeable
from spaces.bookings.forms import BookingForm, StopForm
from spaces.bookings.models import Booking
from spaces.bookings.rule_text import booking_rules
from spaces.bookings.rules import can_read_purpose, early_end, is_cancellable, is_endable
from spaces.bookings.services import cancel_booking, create_booking, end_early
from spaces.bookings.terms import terms_of
from spaces.bookings.validation import can_book_for, can_cancel, holder_of
from spaces.building.formats import format_period
from spaces.building.models import CODE, Space


def can_book(request: MemberRequest) -> bool:
    """For the company one acts for; coordinators for the community."""
    return bool(request.acting) or request.user.is_coordinator


def hide_purposes(request: MemberRequest, bookings: list[Booking]) -> list[Booking]:
    """The same rows; of what is private only people of its company and coordinators read more than that."""
    own = {place.company_id for place in current_memberships(request)}
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
            booking = retry_once(lambda: create_booking(by=request.user, **form.terms()))
        except ValidationError as error:
            add_errors(form, error)
        else:
            text = _("%(space)s is booked.")
            if booking.is_pending:
                text = _("%(space)s is reserved for you until a coordinator approves it.")
            messages.success(request, text % {"space": booking.space})
            return redirect(booking)
    return render(request, "spaces/booking_form.html", {"form": form} | rules_beside(form))


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
    form = BookingForm(request.POST or None, user=request.user, booking=booking)
    if request.method == "POST" and form.is_valid():
        try:
            booking = change_booking(booking, by=request.user, seen=booking.updated_at, **form.terms())
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, _("Booking saved."))
            return redirect(booking)
    context = {"form": form, "booking": booking}
    return render(request, "spaces/booking_form.html", context | rules_beside(form, booking.space))


def rules_beside(form: BaseForm, space: Space | None = None) -> dict[str, Any]:
    """The space that a form is about, once one is chosen, and how it may be booked."""
    space = getattr(form, "cleaned_data", {}).get("space") or space or form.initial.get("space")
    if space is None or space.policy is None:
        return {}
    return {"space": space, "rules": booking_rules(terms_of(space.policy), timezone.localdate())}


def _initial(request: MemberRequest) -> dict[str, Any]:
    """What the link named: ?space=CODE&start=2026-11-23T10:00&end=…; what cannot be booked is left out."""
    initial: dict[str, Any] = {"company": request.acting.company_id if request.acting else None}
    initial["request_id"] = uuid.uuid4()
    code = request.GET.get("space", "")
    initial["space"] = Space.objects.bookable().filter(code=code).first() if CODE.fullmatch(code) else None
    start, end = (_named_moment(request.GET.get(name, "")) for name in ("start", "end"))
    if start:
        initial["starts_at"] = start.strftime(MOMENT_INPUT)
        initial["ends_at"] = (end or start + timedelta(hours=1)).strftime(MOMENT_INPUT)
    return initial


def _named_moment(text: str) -> datetime | None:
    """A moment on the clock that an address names, as 2026-11-23T10:00; None for anything else."""
    try:
        moment = parse_datetime(text)
    except ValueError:
        return None
    is_local = isinstance(moment, datetime) and timezone.is_naive(moment)
    return moment if is_local and moment and FIRST_DAY <= moment.date() <= last_day() else None


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
