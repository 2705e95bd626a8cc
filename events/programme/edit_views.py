"""Writing events: hosts do it themselves."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from events.programme.copies import duplicate_event
from events.programme.forms import HostedEventForm
from events.programme.host_forms import AskHostForm, HostForm
from events.programme.hosting import answer_host, ask_host, withdraw_host
from events.programme.models import Event
from events.programme.parts import EventHost
from events.programme.validation import can_answer, can_edit_event, can_write_event
from events.programme.views import get_seen_event
from members.people.current_membership import current_memberships
from members.people.http import MemberRequest
from multifactory.lib.access import require
from multifactory.lib.forms import add_errors, post_data
from multifactory.lib.stamps import save_form


def _editable(request: MemberRequest, slug: str) -> Event:
    event = get_seen_event(request, slug)
    require(can_edit_event(request.user, event))
    return event


@require_http_methods(["GET", "HEAD", "POST"])
def event_new(request: MemberRequest) -> HttpResponse:
    require(can_write_event(request.user, current_memberships(request)))
    acting = request.acting.company_id if request.acting else None
    form = HostedEventForm(
        post_data(request), request.FILES or None, user=request.user, initial={"company": acting}
    )
    if form.is_valid() and save_form(form):
        messages.success(request, _("Event saved as a draft."))
        return redirect(form.instance)
    return render(request, "events/event_form.html", {"form": form})


@require_http_methods(["GET", "HEAD", "POST"])
def event_edit(request: MemberRequest, slug: str) -> HttpResponse:
    event = _editable(request, slug)
    row = get_object_or_404(Event, pk=event.pk)
    form = HostedEventForm(post_data(request), request.FILES or None, instance=row, user=request.user)
    if form.is_valid() and save_form(form):
        messages.success(request, _("Event saved."))
        return redirect(form.instance)
    return render(request, "events/event_form.html", {"form": form, "event": event})


@require_http_methods(["GET", "HEAD", "POST"])
def event_hosts(request: MemberRequest, slug: str) -> HttpResponse:
    """Who makes it; hosts ask others, those asked answer."""
    event = get_seen_event(request, slug)
    hosts = list(event.hosts.for_list())
    can_edit = can_edit_event(request.user, event)
    for host in hosts:
        host.event = event
        host.can_answer = can_answer(request.user, host)
    require(can_edit or any(host.can_answer for host in hosts))
    form = AskHostForm(post_data(request), event=event) if can_edit else None
    if request.method == "POST":
        require(can_edit)
        if form is not None and form.is_valid() and _ask(request, event, form):
            return redirect("events:event_hosts", slug)
    context = {"event": event, "hosts": hosts, "form": form, "can_edit": can_edit}
    return render(request, "events/event_hosts.html", context)


def _ask(request: MemberRequest, event: Event, form: AskHostForm) -> bool:
    company = form.cleaned_data["company"]
    try:
        ask_host(event, company=company, by=request.user)
    except ValidationError as error:
        add_errors(form, error)
        return False
    messages.success(request, _("%(company)s will be invited by e-mail.") % {"company": company})
    return True


def _host(request: HttpRequest, slug: str, pk: int) -> EventHost:
    event = get_seen_event(request, slug)  # type: ignore[arg-type]
    host = get_object_or_404(event.hosts.select_related("company", "space"), pk=pk)
    host.event = event
    return host


@require_POST
def host_answer(request: MemberRequest, slug: str, pk: int) -> HttpResponse:
    """The buttons of a company that is asked, or leaves."""
    host = _host(request, slug, pk)
    require(can_answer(request.user, host))
    confirms = request.POST.get("answer") == "confirm"
    try:
        answer_host(host, confirms=confirms, by=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("events:event_hosts", slug)
    messages.success(
        request,
        _("Your company is now one of the hosts of this event.")
        if confirms
        else _("Your answer has been saved."),
    )
    return redirect("events:event_hosts", slug) if confirms else redirect("events:event_list")


@require_POST
def host_withdraw(request: MemberRequest, slug: str, pk: int) -> HttpResponse:
    host = _host(request, slug, pk)
    require(can_edit_event(request.user, host.event))
    try:
        withdraw_host(host)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(
            request, _("The invitation to %(company)s has been withdrawn.") % {"company": host.company}
        )
    return redirect("events:event_hosts", slug)


@require_http_methods(["GET", "HEAD", "POST"])
def host_edit(request: MemberRequest, slug: str, pk: int) -> HttpResponse:
    """What a company brings, where and when."""
    host = _host(request, slug, pk)
    require(can_answer(request.user, host) or can_edit_event(request.user, host.event))
    form = HostForm(post_data(request), instance=host)
    if form.is_valid() and save_form(form):
        messages.success(request, _("Contribution saved."))
        return redirect("events:event_hosts", slug)
    return render(request, "events/host_form.html", {"form": form, "host": host, "event": host.event})


@require_http_methods(["GET", "HEAD", "POST"])
def event_duplicate(request: MemberRequest, slug: str) -> HttpResponse:
    """A new draft with the same words, hosts and rooms."""
    event = _editable(request, slug)
    if request.method == "POST":
        copy = duplicate_event(event, by=request.user)
        messages.success(request, _("This is a new draft: choose its date."))
        return redirect("events:event_edit", copy.slug)
    return render(request, "events/event_duplicate.html", {"event": event})
