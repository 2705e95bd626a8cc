"""What companies ask and the applicant answers. Nothing that was said is changed afterwards."""

from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from members.applications import emails
from members.applications import transitions as steps
from members.applications.models import Application
from members.applications.part_models import ApplicationMessage
from members.applications.rules import takes_questions
from members.applications.steps import lock_application, take_step
from members.companies.models import Company
from members.people.models import User

Kind = ApplicationMessage.Kind


def _write(application: Application, kind: str, text: str, request_id: UUID, **more: Any) -> Any:
    """The message, and whether it is new: a form sent twice is one message."""
    if not text.strip():
        raise ValidationError({"text": _("Write something.")}, code="empty")
    return ApplicationMessage.objects.get_or_create(
        request_id=request_id, defaults={"application": application, "kind": kind, "text": text} | more
    )


@transaction.atomic
def ask_question(
    application: Application, *, company: Company, by: User, text: str, request_id: UUID
) -> None:
    """A company asks the applicant, who gets a mail. ValidationError: decided meanwhile."""
    lock_application(application)
    if ApplicationMessage.objects.filter(request_id=request_id).exists():
        return
    if not takes_questions(application):
        raise ValidationError(_("This application is decided: no more questions can be asked."), code="state")
    message, _is_new = _write(application, Kind.QUESTION, text, request_id, company=company, author=by)
    emails.send_application_question(application, message)


@transaction.atomic
def answer_question(
    application: Application, *, question: ApplicationMessage, text: str, request_id: UUID
) -> None:
    """The applicant answers, once; who asked gets a mail."""
    lock_application(application)
    first = ApplicationMessage.objects.filter(question=question).first()
    if first is not None and first.request_id == request_id:
        return
    if first is not None:
        raise ValidationError(_("You have already answered this question."), code="answered")
    if not takes_questions(application):
        raise ValidationError(_("This application is decided: no more answers can be given."), code="state")
    message, _is_new = _write(application, Kind.ANSWER, text, request_id, question=question)
    emails.send_application_answered(application, message)


@transaction.atomic
def reply(application: Application, *, text: str, request_id: UUID) -> None:
    """The applicant sends what a coordinator asked for: it is being checked again."""
    lock_application(application)
    if ApplicationMessage.objects.filter(request_id=request_id).exists():
        return
    steps.REPLY.ensure_possible(application)
    _write(application, Kind.REPLY, text, request_id)
    take_step(application, steps.REPLY, asked_on=None, lapse_told_on=None)
