"""What the applicant does: begin, fill in, send, withdraw. The bearer of the link is the applicant."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from members.applications import emails
from members.applications import transitions as steps
from members.applications.call_models import Call, CallQuestion
from members.applications.models import Application
from members.applications.part_models import (
    ApplicationAnswer,
    ApplicationListing,
    ApplicationProduct,
)
from members.applications.rules import NOTICE_VERSION, lapses_on, takes_changes
from members.applications.steps import lock_application, take_step
from members.companies.models import the_multifactory
from members.hooks import admission_days_in_force

NEEDED_TO_SUBMIT = ("line", "story", "field", "vocation")


@dataclass(frozen=True)
class Parts:
    """What an application says in rows of their own, as the form hands it over."""

    products: Sequence[Mapping[str, Any]] = ()
    listings: Sequence[Mapping[str, Any]] = ()
    answers: Mapping[int, str] = field(default_factory=dict)  # by the question's id


def ensure_taken(call: Call | None) -> None:
    """ValidationError: the call is not open, or there is none and none is needed."""
    if call is None and not the_multifactory().takes_applications:
        raise ValidationError(_("Applications are taken only while a call is open."), code="no_call")
    if call is not None and not call.is_open:
        raise ValidationError(_("This call is not open."), code="call_closed")


@transaction.atomic
def start_application(
    *, name: str, person: str, email: str, language: str, call: Call | None, request_id: UUID
) -> Application:
    """Begin a draft and mail its link. The form's consent has been given, or it would not be valid.

    Of one address and name there is one live application: who begins a second one is mailed the link of the
    first. The answer is the same, so nobody learns by the form who has applied.
    """
    email = email.strip().lower()
    if sent := Application.objects.filter(request_id=request_id, email=email).first():
        return sent
    ensure_taken(call)
    if (known := _live(email, name)) and not lapse_if_due(known):
        emails.send_application_started(known)
        return known
    application = Application(
        request_id=request_id,
        call=call,
        name=name,
        person=person,
        email=email,
        language=language,
        consent_at=timezone.now(),
        notice_version=NOTICE_VERSION,
    )
    try:
        with transaction.atomic():
            application.save()
    except IntegrityError:  # the same at the same moment; or a form of before, from another address
        first = _live(email, name)
        if first is None:
            text = _("This form has already been used. Open it again.")
            raise ValidationError(text, code="used") from None
        application = first
    emails.send_application_started(application)
    return application


def _live(email: str, name: str) -> Application | None:
    return Application.objects.live().filter(email=email, name__iexact=name).first()


@transaction.atomic
def save_application(application: Application, values: Mapping[str, Any], parts: Parts) -> None:
    """Keep what the applicant has filled in so far; rows are put in the place of those before."""
    lock_application(application)
    ensure_changes_taken(application)
    for name, value in values.items():
        setattr(application, name, value)
    application.saved_at, application.lapse_told_on = timezone.now(), None
    application.save(update_fields=["saved_at", "lapse_told_on", *values])
    application.products.all().delete()
    application.listings.all().delete()
    ApplicationProduct.objects.bulk_create(
        ApplicationProduct(application=application, **row) for row in parts.products
    )
    ApplicationListing.objects.bulk_create(
        ApplicationListing(application=application, **row) for row in parts.listings
    )
    _save_answers(application, parts.answers)


def ensure_changes_taken(application: Application) -> None:
    if not takes_changes(application):
        text = _("The application has been sent: what it says can no longer be changed.")
        raise ValidationError(text, code="state")


def _save_answers(application: Application, texts: Mapping[int, str]) -> None:
    """Each with the words of its question as they are now."""
    if not application.call_id:
        return
    for question in CallQuestion.objects.filter(call=application.call_id, pk__in=texts):
        ApplicationAnswer.objects.update_or_create(
            application=application,
            question=question,
            defaults={"words": question.words, "text": texts[question.pk]},
        )


@transaction.atomic
def submit(application: Application) -> None:
    """Send it: from today its days run, as the rulebook in force says. ValidationError: what is missing."""
    lock_application(application)
    steps.SUBMIT.ensure_possible(application)
    ensure_taken(application.call)
    _ensure_whole(application)
    days, today = admission_days_in_force(), timezone.localdate()
    take_step(
        application,
        steps.SUBMIT,
        submitted_on=today,
        due_on=today + timedelta(days=days.due),
        open_days=days.open,
        due_days=days.due,
        appeal_days=days.appeal,
        silent_days=days.silent,
    )
    emails.send_application_submitted(application)


def _ensure_whole(application: Application) -> None:
    missing = {
        name: _("This is needed before you send the application.")
        for name in NEEDED_TO_SUBMIT
        if not getattr(application, f"{name}_id" if name == "field" else name)
    }
    if application.call_id:
        required = CallQuestion.objects.filter(call=application.call_id, is_required=True)
        given = application.answers.exclude(text="").values("question")
        for question in required.exclude(pk__in=given):
            missing[f"question_{question.pk}"] = _("This question must be answered.")
    if missing:
        raise ValidationError(missing)


@transaction.atomic
def withdraw(application: Application) -> None:
    """The applicant no longer wants it. A vote that is open goes on; its effect finds it withdrawn."""
    lock_application(application)
    take_step(application, steps.WITHDRAW)
    emails.send_application_withdrawn(application)


@transaction.atomic
def lapse_if_due(application: Application) -> bool:
    """Whether its time is over, or has just been found to be: correct without the worker."""
    lock_application(application)
    saved_on = timezone.localtime(application.saved_at).date()
    last_day = lapses_on(application, saved_on)
    if last_day is None or timezone.localdate() < last_day:
        return application.state == Application.State.LAPSED
    take_step(application, steps.LAPSE)
    emails.send_application_lapsed(application)
    return True
