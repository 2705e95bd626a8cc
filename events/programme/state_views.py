"""One page for each change of an event's state, that says what follows; and moving it."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from events.programme import services
from events.programme.consequences import consequences_of, told
from events.programme.forms import MoveForm
from events.programme.host_forms import ReasonForm
from events.programme.models import Event
from events.programme.transitions import CANCEL, POSTPONE, PUBLISH, RETURN, SUBMIT, Transition
from events.programme.validation import can_change_state, can_edit_event
from events.programme.views import get_seen_event
from members.people.http import MemberRequest
from multifactory.lib.access import require
from multifactory.lib.forms import add_errors, post_data
from multifactory.lib.stamps import save_form

WITH_REASON = (RETURN, CANCEL)


def _change(
    request: MemberRequest, slug: str, transition: Transition, verb: Callable[..., Any]
) -> HttpResponse:
    event = get_seen_event(request, slug)
    require(can_change_state(request.user, event, transition))
    form = ReasonForm(post_data(request)) if transition in WITH_REASON else None
    problem = "" if transition.is_possible(event) else str(transition.refusal)
    if request.method == "POST" and (form is None or form.is_valid()):
        try:
            verb(event, by=request.user, **(form.cleaned_data if form else {}))
        except ValidationError as error:
            if form is not None:
                add_errors(form, error)
            else:
                problem = " ".join(error.messages)
        else:
            messages.success(request, transition.done)
            return redirect("events:event_detail", slug)
    context = {
        "event": event,
        "transition": transition,
        "form": form,
        "problem": problem,
        "lines": consequences_of(event, transition),
    }
    return render(request, "events/event_confirm.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def event_submit(request: MemberRequest, slug: str) -> HttpResponse:
    return _change(request, slug, SUBMIT, services.submit_event)


@require_http_methods(["GET", "HEAD", "POST"])
def event_return(request: MemberRequest, slug: str) -> HttpResponse:
    return _change(request, slug, RETURN, services.return_event)


@require_http_methods(["GET", "HEAD", "POST"])
def event_publish(request: MemberRequest, slug: str) -> HttpResponse:
    return _change(request, slug, PUBLISH, services.publish_event)


@require_http_methods(["GET", "HEAD", "POST"])
def event_postpone(request: MemberRequest, slug: str) -> HttpResponse:
    return _change(request, slug, POSTPONE, services.postpone_event)


@require_http_methods(["GET", "HEAD", "POST"])
def event_cancel(request: MemberRequest, slug: str) -> HttpResponse:
    return _change(request, slug, CANCEL, services.cancel_event)


@require_http_methods(["GET", "HEAD", "POST"])
def event_move(request: MemberRequest, slug: str) -> HttpResponse:
    event = get_seen_event(request, slug)
    require(can_edit_event(request.user, event))
    row = get_object_or_404(Event, pk=event.pk)
    form = MoveForm(post_data(request), instance=row, user=request.user)
    if form.is_valid() and save_form(form):
        messages.success(request, _("The event is moved."))
        return redirect("events:event_detail", slug)
    lines = [_("Its rooms move with it; if one is taken, nothing changes.")]
    if event.state == Event.State.PUBLISHED:
        lines.append(told(event))
    return render(request, "events/event_move.html", {"event": event, "form": form, "lines": lines})
