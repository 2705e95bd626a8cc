"""Pages of the building and of its common spaces."""

import uuid
from datetime import datetime, timedelta
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from members.filters import CompanyFilter
from members.models import Company
from members.rules.access import is_insider
from members.types import MemberRequest, PortalRequest
from multifactory.lib.access import require
from multifactory.lib.forms import hand_over
from spaces import rules
from spaces.day import day_bounds, day_rows
from spaces.drawing import in_m2
from spaces.forms import LOCAL_FORMAT, BookingForm
from spaces.history import unit_history, unit_timeline
from spaces.models import CODE, Booking, Building, Floor, Space
from spaces.plan import floor_order, floor_view, floor_views, units_by_company
from spaces.services import book, cancel_booking

PER_PAGE = 25
BOOKABLE_KINDS = (
    (Space.Kind.ROOM, gettext_lazy("Rooms")),
    (Space.Kind.MACHINE, gettext_lazy("Machines")),
    (Space.Kind.AREA, gettext_lazy("Areas")),
)


# --- The building -------------------------------------------------------------------------------------


@login_not_required
@require_safe
def building_list(request: PortalRequest) -> HttpResponse:
    buildings = list(Building.objects.for_list())
    floors = [floor for building in buildings for floor in building.floors.all()]
    views = {
        view.floor.pk: view
        for view in floor_views(floors, is_member=is_insider(request.user, request.acting))
    }
    figures = rules.figures()
    sheets = [(building, [views[floor.pk] for floor in building.floors.all()]) for building in buildings]
    return render(
        request,
        "spaces/building_list.html",
        {
            "sheets": sheets,
            "figures": figures,
            "usable": in_m2(figures.usable_m2),
            "total": in_m2(figures.m2),
            "free_area": in_m2(figures.free_m2),
            "free": [(view.floor, row) for view in views.values() for row in view.free],
        },
    )


@login_not_required
@require_safe
def plan(request: HttpRequest) -> HttpResponse:
    """The plan of the first building."""
    building = Building.objects.first()
    return redirect(building if building else "spaces:building_list")


@login_not_required
@require_safe
def company_plan(request: PortalRequest) -> HttpResponse:
    """The directory on the plan: the floors of the companies that fit, with their units lit."""
    directory = CompanyFilter(request.GET, Company.objects.current())
    units = units_by_company(directory.ids)
    floors = sorted({unit.floor for held in units.values() for unit in held}, key=floor_order)
    lit = {unit.code for held in units.values() for unit in held} if directory.is_narrowed else None
    context = {
        "directory": directory,
        "views": floor_views(floors, is_member=is_insider(request.user, request.acting), lit=lit),
        "companies": [(one, units.get(one.pk, [])) for one in directory.listed],
    }
    return render(request, "spaces/company_plan.html", context)


@login_not_required
@require_safe
def building_detail(request: PortalRequest, slug: str) -> HttpResponse:
    building = get_object_or_404(Building, slug=slug)
    floors = list(building.floors.order_by("level"))
    floor = _chosen_floor(floors, request.GET.get("floor", ""))
    view = floor_view(floor, is_member=is_insider(request.user, request.acting)) if floor else None
    return render(
        request,
        "spaces/building_detail.html",
        {"building": building, "floors": floors, "floor": floor, "view": view},
    )


def _chosen_floor(floors: list[Floor], wanted: str) -> Floor | None:
    """The floor of the level asked for, else the ground floor, else the lowest."""
    if wanted:
        for floor in floors:
            if str(floor.level) == wanted:
                return floor
        raise Http404
    return next((floor for floor in floors if floor.level == 0), floors[0] if floors else None)


@login_not_required
@require_safe
def space_detail(request: PortalRequest, code: str) -> HttpResponse:
    space = get_object_or_404(Space.objects.for_list(), code=code)
    is_member = is_insider(request.user, request.acting)
    history = unit_history(space, is_member=is_member)
    view = floor_view(space.floor, is_member=is_member, here=space.code)
    return render(
        request,
        "spaces/space_detail.html",
        {
            "space": space,
            "view": view,
            "row": next((row for row in view.rows if row.code == space.code), None),
            "history": history,
            "timeline": unit_timeline(space, history),
            "is_member": is_member,
            "area": in_m2(space.area_m2),
        },
    )


# --- Common spaces ------------------------------------------------------------------------------------


@require_safe
def space_calendar(request: MemberRequest, code: str) -> HttpResponse:
    space = get_object_or_404(Space.objects.for_list().filter(is_bookable=True), code=code)
    require(is_insider(request.user, request.acting))
    now, today = timezone.now(), timezone.localdate()
    day = _asked_day(request) or today
    bookings = list(Booking.objects.occupying(space.leaf_ids(), *day_bounds(day)))
    return render(
        request,
        "spaces/space_calendar.html",
        {
            "space": space,
            "day": day,
            "today": today,
            "rows": day_rows(day, bookings, now, now + rules.HORIZON),
            "bookings": [(one, rules.time_words(one.starts_at, one.ends_at)) for one in bookings],
            "before": day - timedelta(days=1),
            "after": day + timedelta(days=1),
            "days": [today + timedelta(days=ahead) for ahead in range(7)],
            "own": request.acting.company_id if request.acting else None,
            "can_book": bool(request.acting),
        },
    )


def _asked_day(request: HttpRequest) -> Any:
    """The day of the address; None for none, 404 for what is no day or too far for the calendar."""
    text = request.GET.get("day", "")
    try:
        day = parse_date(text) if text else None
    except ValueError as error:
        raise Http404 from error
    if text and (day is None or not 2000 <= day.year <= 2100):
        raise Http404
    return day


@require_safe
def booking_list(request: MemberRequest) -> HttpResponse:
    require(is_insider(request.user, request.acting))
    company = request.acting.company if request.acting else None
    own = Booking.objects.for_list().filter(company=company) if company else Booking.objects.none()
    page = Paginator(own.past(), PER_PAGE).get_page(request.GET.get("page"))
    spaces = list(Space.objects.bookable().for_list())
    kinds = [(label, [space for space in spaces if space.kind == kind]) for kind, label in BOOKABLE_KINDS]
    return render(
        request,
        "spaces/booking_list.html",
        {
            "company": company,
            "coming": [_with_time(booking) for booking in own.upcoming()],
            "page_obj": page,
            "past": [_with_time(booking) for booking in page],
            "kinds": [(label, some) for label, some in kinds if some],
            "can_book": company is not None,
        },
    )


def _with_time(booking: Booking) -> tuple[Booking, str]:
    return booking, rules.time_words(booking.starts_at, booking.ends_at)


@require_http_methods(["GET", "HEAD", "POST"])
def booking_new(request: MemberRequest) -> HttpResponse:
    require(bool(request.acting))
    form = BookingForm(request.POST or None, user=request.user, initial=_wished(request))
    if request.method == "POST" and form.is_valid():
        try:
            booking = book(by=request.user, **form.cleaned_data)
        except ValidationError as error:
            hand_over(form, error)
        else:
            messages.success(request, _("%(space)s is booked.") % {"space": booking.space})
            return redirect(booking)
    return render(request, "spaces/booking_form.html", {"form": form})


def _wished(request: MemberRequest) -> dict[str, Any]:
    """What the link already said: ?space=CODE&start=2026-11-23T10:00. What makes no sense is left out."""
    wished: dict[str, Any] = {"company": request.acting.company_id if request.acting else None}
    wished["request_id"] = uuid.uuid4()
    code = request.GET.get("space", "")
    wished["space"] = Space.objects.bookable().filter(code=code).first() if CODE.fullmatch(code) else None
    try:
        start = parse_datetime(request.GET.get("start", ""))
    except ValueError:
        start = None
    if isinstance(start, datetime) and timezone.is_naive(start) and 2000 <= start.year <= 2100:
        wished |= {"starts_at": start.strftime(LOCAL_FORMAT)}
        wished |= {"ends_at": (start + timedelta(hours=1)).strftime(LOCAL_FORMAT)}
    return wished


@require_safe
def booking_detail(request: MemberRequest, uid: uuid.UUID) -> HttpResponse:
    require(is_insider(request.user, request.acting))
    booking = get_object_or_404(Booking.objects.select_related("space", "company", "booked_by"), uid=uid)
    return render(
        request,
        "spaces/booking_detail.html",
        {
            "booking": booking,
            "when": rules.time_words(booking.starts_at, booking.ends_at),
            "day": timezone.localdate(booking.starts_at),
            "can_cancel": rules.is_cancellable(booking) and rules.can_cancel(request.user, booking),
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
def booking_cancel(request: MemberRequest, uid: uuid.UUID) -> HttpResponse:
    require(is_insider(request.user, request.acting))
    booking = get_object_or_404(Booking.objects.select_related("space", "company"), uid=uid)
    require(rules.can_cancel(request.user, booking))
    if request.method == "POST":
        try:
            cancel_booking(booking, by=request.user)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
            return redirect(booking)
        messages.success(request, _("The booking is cancelled and its time is free again."))
        return redirect("spaces:booking_list")
    when = rules.time_words(booking.starts_at, booking.ends_at)
    return render(request, "spaces/booking_confirm_cancel.html", {"booking": booking, "when": when})
