"""How the common spaces are used, in a month."""

from datetime import timedelta

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from members.people.http import MemberRequest, insider_required
from multifactory.lib.csv import csv_response
from multifactory.lib.days import FIRST_DAY, last_day
from spaces.policies.rules import format_minutes
from spaces.schedules.chart import heat_map
from spaces.schedules.figures import month_use
from spaces.schedules.forms import month_or_404


@require_safe
@insider_required
def booking_use(request: MemberRequest) -> HttpResponse:
    month = month_or_404(request.GET.get("month", ""))
    use = month_use(month)
    before = (month - timedelta(days=1)).replace(day=1)
    after = (month + timedelta(days=31)).replace(day=1)
    return render(
        request,
        "spaces/booking_use.html",
        {
            "month": month,
            "before": before if before >= FIRST_DAY else None,
            "after": after if after <= last_day() else None,
            "is_running": month <= timezone.localdate() < after,
            "total": format_minutes(use.minutes),
            "companies": _bars(use.by_company()),
            "spaces": _bars(use.by_space()),
            "uses": [(one, format_minutes(one.minutes)) for one in use.uses],
            "heat": heat_map(use.by_hour),
        },
    )


def _bars(sums: list[tuple[str, int]]) -> list[dict[str, object]]:
    """As components/bars.html takes them: the longest bar is the whole width."""
    most = max((minutes for _name, minutes in sums), default=1)
    return [
        {"label": name, "width": round(100 * minutes / most), "count": format_minutes(minutes)}
        for name, minutes in sums
    ]


@require_safe
@insider_required
def booking_use_download(request: MemberRequest) -> HttpResponse:
    month = month_or_404(request.GET.get("month", ""))
    header = [_("Month"), _("Company"), _("Code"), _("Space"), _("Bookings"), _("Minutes"), _("Hours")]
    rows = [
        [
            f"{month:%Y-%m}",
            use.company,
            use.code,
            use.space,
            use.bookings,
            use.minutes,
            f"{use.minutes / 60:.2f}",
        ]
        for use in month_use(month).uses
    ]
    return csv_response(f"use-{month:%Y-%m}.csv", header, rows)
