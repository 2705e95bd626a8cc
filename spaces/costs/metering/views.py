"""Pages of meters, and readings of many at once."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import FileResponse, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from members.people.http import MemberRequest, insider_required
from multifactory.lib.access import require
from multifactory.lib.csv import stream_csv
from multifactory.lib.forms import add_errors, post_data
from multifactory.lib.papers import PaperKind, paper_response
from spaces.costs.metering.forms import ReadingsForm
from spaces.costs.metering.import_page import reading_lines, readings_page
from spaces.costs.metering.meter_page import findings_of, meter_rows, meter_year, place_of, years_of
from spaces.costs.metering.models import Meter, MeterKind, Reading
from spaces.costs.metering.reading_csv import header, reading_rows
from spaces.costs.metering.services import record_readings

METERS_PER_PAGE = 50
READINGS_PER_PAGE = 50


@require_safe
@insider_required
def meter_list(request: MemberRequest) -> HttpResponseBase:
    """What each meter counted, and what is to be looked at. `?kind=`; `?download`: all readings as CSV."""
    kind = request.GET.get("kind", "")
    meters = Meter.objects.for_list()
    if kind in MeterKind.values:
        meters = meters.filter(kind=kind)
    if "download" in request.GET:
        readings = Reading.objects.valid().filter(meter__in=meters).select_related("meter")
        lines = reading_rows(readings.order_by("day", "meter__code").iterator(chunk_size=2000))
        return stream_csv("readings.csv", header(), lines)
    page = Paginator(meters, METERS_PER_PAGE).get_page(request.GET.get("page"))
    rows = meter_rows(list(page))
    context: dict[str, Any] = {
        "page_obj": page,
        "rows": [(row, place_of(row.meter)) for row in rows],
        "to_check": [(row.meter, text) for row in rows for text in row.findings],
        "kinds": MeterKind.choices,
        "kind": kind if kind in MeterKind.values else "",
    }
    return render(request, "spaces/meter_list.html", context)


@require_safe
@insider_required
def meter_detail(request: MemberRequest, code: str) -> HttpResponse:
    """What one counted over the months of a year (`?year=`), and its readings."""
    meter = get_object_or_404(Meter.objects.for_list(), code=code)
    seen = Reading.objects.seen_on([meter]).get(meter.pk, [])
    years = years_of(seen)
    asked = request.GET.get("year", "")
    year = next((one for one in years if str(one) == asked), years[0] if years else None)
    readings = meter.readings.select_related("meter").order_by("-day", "-pk")
    context = {
        "meter": meter,
        "place": place_of(meter),
        "years": years,
        "year": year,
        "shown": meter_year(meter, seen, year) if year else None,
        "findings": findings_of(meter, seen),
        "page_obj": Paginator(readings, READINGS_PER_PAGE).get_page(request.GET.get("page")),
    }
    return render(request, "spaces/meter_detail.html", context)


@require_safe
@insider_required
def reading_photo(_request: MemberRequest, code: str, pk: int) -> FileResponse:
    reading = get_object_or_404(Reading.objects.exclude(photo=""), meter__code=code, pk=pk)
    return paper_response(reading.photo, name=f"{code}-{reading.day}", kind=PaperKind.IMAGE)


@require_http_methods(["GET", "HEAD", "POST"])
@insider_required
def readings_import(request: MemberRequest) -> HttpResponse:
    """Typed or from a file: first shown with what was used since, then recorded, all of them or none."""
    require(request.user.is_coordinator)
    form = ReadingsForm(post_data(request), request.FILES or None)
    if request.method == "POST" and form.is_valid() and not form.is_preview:
        try:
            count = record_readings([line.reading for line in form.lines], by=request.user)
        except ValidationError as error:
            add_errors(form, error)
        else:
            text = ngettext("%(count)s new reading recorded.", "%(count)s new readings recorded.", count)
            messages.success(request, text % {"count": count})
            return redirect("spaces:meter_list")
    page = readings_page()
    context = {"form": form, "page": page, "rows": list(reading_lines(page, form))}
    return render(request, "spaces/lines_import.html", context)
