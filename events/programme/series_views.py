"""Repeating an event: the rule, every date with what stands in its way, and then the rows."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from events.programme.host_forms import ReasonForm, SeriesForm
from events.programme.models import Event
from events.programme.series import create_series, end_series, following, plan_series
from events.programme.validation import can_edit_event
from events.programme.views import get_seen_event
from members.people.http import MemberRequest
from multifactory.lib.access import require
from multifactory.lib.forms import add_errors, post_data


@require_http_methods(["GET", "HEAD", "POST"])
def event_series(request: MemberRequest, slug: str) -> HttpResponse:
    """Choose the rule and look at its dates (GET); make them (POST). Of a series: its dates, and its end."""
    event = get_seen_event(request, slug)
    require(can_edit_event(request.user, event))
    if event.series_id is not None:
        return _dates(request, event)
    data = post_data(request) or (request.GET if "rule" in request.GET else None)
    form = SeriesForm(data, event=event)
    context: dict[str, Any] = {"event": event, "form": form}
    if form.is_valid():
        if request.method == "POST" and (number := _create(request, event, form)):
            text = ngettext(
                "%(number)d more date has been created.", "%(number)d more dates have been created.", number
            )
            messages.success(request, text % {"number": number})
            return redirect("events:event_series", slug)
        context["planned"] = plan_series(event, form.instance)
    return render(request, "events/event_series.html", context)


def _create(request: MemberRequest, event: Event, form: SeriesForm) -> int:
    chosen = set(request.POST.getlist("day"))
    planned = plan_series(event, form.instance)
    skipped: list[date] = [one.day for one in planned if one.day.isoformat() not in chosen]
    try:
        return len(create_series(event, form.instance, skipped=skipped, by=request.user))
    except ValidationError as error:
        add_errors(form, error)
        return 0


def _dates(request: MemberRequest, event: Event) -> HttpResponse:
    form = ReasonForm(post_data(request))
    if form.is_valid():
        gone, cancelled = end_series(event, by=request.user, **form.cleaned_data)
        text = _("The series ends here. Drafts deleted: %(gone)d, dates cancelled: %(cancelled)d.")
        messages.success(request, text % {"gone": gone, "cancelled": cancelled})
        return redirect("events:event_series", event.slug)
    dates = Event.objects.filter(series=event.series_id).with_taken().select_related("space")
    context = {
        "event": event,
        "form": form,
        "dates": dates.order_by("position"),
        "following": following(event),
    }
    return render(request, "events/event_series_dates.html", context)
