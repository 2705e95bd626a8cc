"""Check-in: plain pages for the telephone at the door and its weak network."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from events.programme.models import Event
from events.registrations.checkin import (
    add_walk_in,
    can_be_given_seats,
    give_free_seats,
    let_in,
    refusal_at_door,
    undo_check_in,
)
from events.registrations.codes import read_code
from events.registrations.forms import WalkInForm
from events.registrations.guest_list import guest_figures, guests_found
from events.registrations.host_views import event_of_host
from events.registrations.models import Registration
from members.people.http import MemberRequest
from multifactory.lib.forms import add_errors

NAMES_SHOWN = 20


def _door(event: Event, registration: Registration | None = None, **query: str) -> HttpResponse:
    """Back to the check-in page, with the ticket that was just looked at."""
    if registration:
        query = {"code": registration.code} | query
    return redirect(reverse("events:check_in", args=[event.slug], query=query))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def check_in(request: MemberRequest, slug: str) -> HttpResponse:
    """Looking up changes nothing; the button lets in."""
    event = event_of_host(request, slug)
    if request.method == "POST":
        registration = get_object_or_404(event.registrations, code=read_code(request.POST.get("code", "")))
        registration.event = event
        return _act(request, event, registration)
    typed = (request.GET.get("code", "") or request.GET.get("q", "")).strip()[:100]
    code = read_code(typed)
    ticket = event.registrations.filter(code=code).select_related("checked_in_by").first() if code else None
    context = {
        "event": event,
        "typed": typed,
        "ticket": ticket,
        "is_just_in": bool(ticket and ticket.is_checked_in and request.GET.get("done") == "in"),
        "figures": guest_figures(event),
        "walk_in_form": WalkInForm(),
    }
    if ticket:
        ticket.event = event
        context |= {"refusal": refusal_at_door(ticket), "can_be_given": can_be_given_seats(ticket)}
    elif typed:
        found = guests_found(event, typed)
        is_elsewhere = bool(code) and Registration.objects.filter(code=code).exists()
        context |= {
            "found": found[:NAMES_SHOWN],
            "more": len(found) > NAMES_SHOWN,
            "is_elsewhere": is_elsewhere,
        }
    return render(request, "events/check_in.html", context)


def _act(request: MemberRequest, event: Event, registration: Registration) -> HttpResponse:
    do, people = request.POST.get("do", ""), request.POST.get("people", "")
    try:
        if do == "undo":
            undo_check_in(registration)
            return _door(event, registration)
        if do == "give":
            give_free_seats(registration, by=request.user)
        else:
            number = int(people) if people.isdecimal() and len(people) < 4 else None
            let_in(registration, by=request.user, people=number)
    except ValidationError as error:
        if error.code not in ("already",):
            messages.error(request, " ".join(error.messages))
        return _door(event, registration)
    return _door(event, registration, done="in")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def walk_in(request: MemberRequest, slug: str) -> HttpResponse:
    event = event_of_host(request, slug)
    form = WalkInForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            entry = add_walk_in(event, **form.cleaned_data, by=request.user)
        except ValidationError as error:
            first = event.registrations.filter(request_id=form.cleaned_data["request_id"]).first()
            if error.code == "already" and first:
                return _door(event, first)
            add_errors(form, error)
        else:
            return _door(event, entry, done="in")
    context = {"event": event, "form": form, "figures": guest_figures(event)}
    return render(request, "events/walk_in.html", context)


@never_cache
@require_safe
def door_list(request: MemberRequest, slug: str) -> HttpResponse:
    """By name, to print for a door without a network."""
    event = event_of_host(request, slug)
    guests = event.registrations.confirmed().filter(is_walk_in=False).order_by("name", "id")
    return render(request, "events/door_list.html", {"event": event, "guests": guests})
