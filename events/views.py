"""Pages of the events."""

from allauth.core import ratelimit
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from events.filters import EventFilter
from events.forms import RegistrationForm
from events.linked_data import event_json_ld
from events.models import Event, Registration
from events.querysets import EventQuerySet
from events.rules import why_not_register
from events.services import cancel_registration, hash_token, register
from members.context import the_multifactory
from members.rules.access import is_insider
from members.types import PortalRequest
from multifactory.lib.mail import absolute_url

PAGE_SIZE = 20


def _visible_events(request: PortalRequest) -> EventQuerySet:
    return Event.objects.visible_to(is_insider(request.user, request.acting))


def _empty_form(request: HttpRequest) -> RegistrationForm:
    if not request.user.is_authenticated:
        return RegistrationForm()
    return RegistrationForm(initial={"name": request.user.name, "email": request.user.email})


@login_not_required
@require_safe
def event_list(request: PortalRequest) -> HttpResponse:
    is_past = request.GET.get("past") == "1"
    visible = _visible_events(request)
    event_filter = EventFilter(
        request.GET, visible.past() if is_past else visible.upcoming(), request=request
    )
    page_obj = Paginator(event_filter.qs.for_list(), PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "page_obj": page_obj,
        "filter": event_filter,
        "is_past": is_past,
        "is_filtered": bool(request.GET.get("q") or request.GET.get("company")),
        "this_year": str(timezone.localdate().year),
    }
    return render(request, "events/event_list.html", context)


def _for_other_sites(event: Event) -> dict[str, str]:
    picture = getattr(event, "picture", None)
    if picture is None:
        return {}
    return {"og_image": absolute_url(picture.large.url), "og_image_alt": picture.alt}


@login_not_required
@require_safe
def event_detail(request: PortalRequest, slug: str) -> HttpResponse:
    event = get_object_or_404(_visible_events(request).for_list(), slug=slug)
    portal = the_multifactory()
    context = {
        "portal": portal,
        "event": event,
        "refusal": why_not_register(event, has_started=event.has_started),
        "form": _empty_form(request),
        "json_ld": event_json_ld(event, portal),
        **_for_other_sites(event),
    }
    return render(request, "events/event_detail.html", context)


def _register(request: PortalRequest, event: Event, form: RegistrationForm) -> int:
    """The status of the answer; what went wrong is in the form."""
    if not ratelimit.consume(request, action="event_registration"):
        form.add_error(None, _("Too many registrations from your network. Try again in an hour."))
        return 429
    try:
        register(event, **form.cleaned_data, language=(get_language() or "en")[:2])
    except ValidationError as error:
        form.add_error(None, error)
    return 200


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def registration_new(request: PortalRequest, slug: str) -> HttpResponse:
    event = get_object_or_404(_visible_events(request).for_list(), slug=slug)
    form = RegistrationForm(request.POST) if request.method == "POST" else _empty_form(request)
    status = 200
    if form.is_valid():
        email = form.cleaned_data["email"]
        status = _register(request, event, form)
        if not form.errors:
            text = _("You are registered. We have sent a mail to %(email)s with a link to cancel, in case.")
            messages.success(request, text % {"email": email})
            return redirect(event)
    refusal = why_not_register(event, has_started=event.has_started)
    context = {"event": event, "form": form, "refusal": refusal}
    return render(request, "events/registration_new.html", context, status=status)


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def registration_cancel(request: HttpRequest, token: str) -> HttpResponse:
    """The bearer of the link frees the place, by POST alone: programs that read mail follow links."""
    registrations = Registration.objects.select_related("event__space")
    registration = get_object_or_404(registrations, cancel_token_hash=hash_token(token))
    if request.method == "POST":
        cancel_registration(registration)
        return redirect("events:registration_cancel", token)
    context = {"registration": registration, "event": registration.event}
    response = render(request, "events/registration_cancel.html", context)
    response["X-Robots-Tag"] = "noindex"
    # The address is a secret. "same-origin" tells it to no other site; with "no-referrer" browsers would send
    # the form with "Origin: null", which the protection against forged requests refuses.
    response["Referrer-Policy"] = "same-origin"
    return response
