"""Registering for an event, and the page behind the link of every mail about it."""

import uuid
from typing import Any

from allauth.account.models import EmailAddress
from allauth.core import ratelimit
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from events.programme.ical import render_calendar
from events.programme.models import Event
from events.programme.views import visible_events
from events.registrations.forms import AnswersForm, PartyForm, RegistrationForm
from events.registrations.models import Registration
from events.registrations.rules import MOST_UNPROVED, refusal_of
from events.registrations.services import (
    cancel_registration,
    change_answers,
    change_party,
    confirm_registration,
    create_registration,
)
from events.registrations.standing import standing_of
from events.registrations.tickets import ticket_qr
from members.people.http import PortalRequest, csrf_by_origin
from multifactory.lib.forms import add_errors


def blank_form(request: HttpRequest, event: Event) -> RegistrationForm:
    """For a visitor without a mark of its own: the page of an event is the same for all."""
    if not request.user.is_authenticated:
        return RegistrationForm(event=event, initial={"request_id": None})
    return RegistrationForm(event=event, initial={"name": request.user.name, "email": request.user.email})


def _mark_of_minute(event: Event, data: dict[str, Any]) -> uuid.UUID:
    """Of a form without a mark: sent twice within a minute, as by a double click, it is one registration."""
    minute = int(timezone.now().timestamp()) // 60
    return uuid.uuid5(
        uuid.NAMESPACE_URL, repr((event.pk, data["name"], data["email"], data["party"], minute))
    )


def _is_proved(request: PortalRequest, email: str) -> bool:
    """Whether the person is logged in and has shown before that mail to this address reaches them."""
    if not request.user.is_authenticated:
        return False
    return EmailAddress.objects.filter(user=request.user, verified=True, email__iexact=email).exists()


def _register(
    request: PortalRequest, event: Event, form: RegistrationForm
) -> tuple[int, Registration | None]:
    """The status of the answer; what went wrong is in the form. The registration of who is logged in."""
    data = form.cleaned_data
    is_proved = _is_proved(request, data["email"])
    if not is_proved and not ratelimit.consume(request, action="event_registration"):
        text = _("Too many registrations from your network. Try again later.")
        form.add_error(None, text)
        return 429, None
    try:
        registration = create_registration(
            event,
            **{name: data[name] for name in ("name", "email", "party")},
            request_id=data["request_id"] or _mark_of_minute(event, data),
            answers=form.answers(),
            language=(get_language() or "en")[:2],
            is_proved=is_proved,
        )
    except ValidationError as error:
        add_errors(form, error)
        return 200, None
    return 200, registration if is_proved else None


@csrf_by_origin
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def registration_new(request: PortalRequest, slug: str) -> HttpResponse:
    event = get_object_or_404(visible_events(request).for_list(), slug=slug)
    is_sent = request.method == "POST"
    form = RegistrationForm(request.POST, event=event) if is_sent else blank_form(request, event)
    status = 200
    if form.is_valid():
        status, registration = _register(request, event, form)
        if registration:
            return redirect(registration)
        if not form.errors:
            messages.success(request, _said_to_all(form.cleaned_data["email"]))
            return redirect(event)
    refusal = refusal_of(event, now=timezone.now())
    context = {"event": event, "form": form, "refusal": refusal}
    return render(request, "events/registration_new.html", context, status=status)


def _said_to_all(email: str) -> str:
    """The same words whoever it is: nobody learns by this form who comes, nor how many of an address wait."""
    inbox = _("Check your inbox: the e-mail we have sent to %(email)s tells you what to do next.")
    most = _(
        "At most %(most)d registrations with one e-mail address can wait to be confirmed: a further one is "
        "not recorded until you have confirmed them."
    )
    return f"{inbox % {'email': email}} {most % {'most': MOST_UNPROVED}}"


def _bearer(link: str) -> Registration:
    return get_object_or_404(Registration.objects.select_related("event__space").by_link(link))


def _secret(response: HttpResponse) -> HttpResponse:
    """The address is a secret: no search engine and no other site hears of it. With "no-referrer" browsers
    would send the form with "Origin: null", which the protection against forged requests refuses."""
    response["X-Robots-Tag"] = "noindex"
    response["Referrer-Policy"] = "same-origin"
    return response


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def registration_detail(request: PortalRequest, link: str) -> HttpResponse:
    """The bearer of the link changes things by POST alone: programs that read mail follow links."""
    registration = _bearer(link)
    do = request.POST.get("do", "") if request.method == "POST" else ""
    party = PartyForm(request.POST if do == "party" else None, registration=registration)
    answers = AnswersForm(request.POST if do == "answers" else None, registration=registration)
    form = {"party": party, "answers": answers}.get(do)
    if do and (form is None or form.is_valid()):
        try:
            messages.success(request, _carry_out(do, registration, party, answers))
            return redirect(registration)
        except ValidationError as error:
            if form is None:
                messages.error(request, " ".join(error.messages))
                return redirect(registration)
            add_errors(form, error)
    context = {
        "registration": registration,
        "event": registration.event,
        "standing": standing_of(registration),
        "qr": ticket_qr(registration),
        "party_form": party,
        "answers_form": answers,
    }
    return _secret(render(request, "events/registration_detail.html", context))


def _carry_out(do: str, registration: Registration, party: PartyForm, answers: AnswersForm) -> str:
    """What the button is for; returns what to say."""
    if do == "confirm":
        return _said_of(confirm_registration(registration))
    if do == "cancel":
        cancel_registration(registration)
        return _("Your registration has been cancelled. Thank you for letting us know.")
    if do == "party":
        change_party(registration, party.cleaned_data["party"])
        return _("The number of people has been changed.")
    if do == "answers":
        change_answers(registration, answers.answers())
        return _("Your answers have been saved.")
    raise ValidationError(_("This button no longer exists. Reload the page."))


def _said_of(registration: Registration) -> str:
    if registration.is_confirmed:
        return _("You have a seat. See you there!")
    return _("All seats are taken at the moment: you are on the waiting list, in the order of registering.")


@login_not_required
@never_cache
@require_safe
def ticket_calendar(_request: HttpRequest, link: str) -> HttpResponse:
    """The event for the guest's own calendar; the same identity as in the feed."""
    registration = _bearer(link)
    response = HttpResponse(
        render_calendar(registration.event.title, [registration.event]),
        content_type="text/calendar; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="ticket.ics"'},
    )
    return _secret(response)


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def registration_cancel(request: HttpRequest, token: str) -> HttpResponse:
    """The link of mails of earlier versions leads to the page of today; the button of a page that was open
    meanwhile still cancels."""
    registration = get_object_or_404(Registration.objects.select_related("event").by_token(token))
    if request.method == "POST":
        cancel_registration(registration)
    return _secret(redirect(registration))
