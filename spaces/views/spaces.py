"""Pages of one space: what it is and who holds it; the day of one that is used in common."""

from datetime import timedelta
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.views.decorators.http import require_safe

from members.rules.access import is_insider
from members.types import MemberRequest, PortalRequest
from multifactory.lib.access import require
from spaces import rules
from spaces.day import day_bounds, day_rows
from spaces.drawing import in_m2
from spaces.forms import DayForm
from spaces.history import space_shapes, unit_history, unit_timeline
from spaces.models import Booking, Space
from spaces.plan import floor_view
from spaces.renewal import works_of_space


@login_not_required
@require_safe
def space_detail(request: PortalRequest, code: str) -> HttpResponse:
    space = get_object_or_404(Space.objects.for_list(), code=code)
    is_member = is_insider(request.user, request.acting)
    when = DayForm(request.GET)
    history = unit_history(space, is_member=is_member, day=when.day)
    view = floor_view(
        space.floor, when.day, is_member=is_member, here=space.code, keeps_day=not when.is_today
    )
    return render(
        request,
        "spaces/space_detail.html",
        {
            "space": space,
            "when": when,
            "view": view,
            "row": next((row for row in view.rows if row.code == space.code), None),
            "history": history,
            "timeline": unit_timeline(space, history),
            "shapes": space_shapes(space, is_member=is_member),
            "is_member": is_member,
            "area": in_m2(space.area_m2),
            "works": works_of_space(space),
        },
    )


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
