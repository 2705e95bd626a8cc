"""Registering for an event, and cancelling the registration."""

from allauth.core import ratelimit
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from events.programme.models import Event
from events.programme.views import visible_events
from events.registrations.forms import RegistrationForm
from events.registrations.models import Registration
from events.registrations.rules import refusal_of
from events.registrations.services import cancel_registration, create_registration
from members.people.http import PortalRequest, csrf_by_origin


def blank_form(request: HttpRequest) -> RegistrationForm:
    if not request.user.is_authenticated:
        return RegistrationForm()
    return RegistrationForm(initial={"name": request.user.name, "email": request.user.email})


def _register(request: PortalRequest, event: Event, form: RegistrationForm) -> int:
    """The status of the answer; what went wrong is in the form."""
    if not ratelimit.consume(request, action="event_registration", key=form.cleaned_data["email"]):
        text = _("Too many registrations from your network or with this address. Try again later.")
        form.add_error(None, text)
        return 429
    try:
        create_registration(event, **form.cleaned_data, language=(get_language() or "en")[:2])
    except ValidationError as error:
        form.add_error(None, error)
    return 200


@csrf_by_origin
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def registration_new(request: PortalRequest, slug: str) -> HttpResponse:
    event = get_object_or_404(visible_events(request).for_list(), slug=slug)
    form = RegistrationForm(request.POST) if request.method == "POST" else blank_form(request)
    status = 200
    if form.is_valid():
        email = form.cleaned_data["email"]
        status = _register(request, event, form)
        if not form.errors:
            text = _("You are registered. We have sent a mail to %(email)s with a link to cancel, in case.")
            messages.success(request, text % {"email": email})
            return redirect(event)
    refusal = refusal_of(event, has_started=event.has_started)
    context = {"event": event, "form": form, "refusal": refusal}
    return render(request, "events/registration_new.html", context, status=status)


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def registration_cancel(request: HttpRequest, token: str) -> HttpResponse:
    """The bearer of the link frees the place, by POST alone: programs that read mail follow links."""
    registrations = Registration.objects.select_related("event__space")
    registration = get_object_or_404(registrations.by_token(token))
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
