"""What a proposal does to an application: put to the vote, decided, refused with reasons, appealed.

Governance and spaces call these, in their own transactions.
"""

from datetime import timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from members.applications import emails
from members.applications import transitions as steps
from members.applications.models import Application
from members.applications.rules import can_be_appealed, can_be_proposed
from members.applications.steps import lock_application, take_step
from members.companies.models import Company
from members.hooks import application_appeals
from members.people.models import User
from multifactory.lib.formats import format_day


@transaction.atomic
def mark_proposed(application: Application, *, by: User, company: Company | None = None) -> None:
    """A representative has put it to the vote for their company. ValidationError: not open any more, or
    its open days are not over; so of two at once one gets through."""
    lock_application(application)
    steps.PROPOSE.ensure_possible(application)
    today = timezone.localdate()
    if not can_be_proposed(application, today):
        text = _("Members ask questions first: it can be put to the vote from %(day)s.")
        raise ValidationError(text % {"day": format_day(application.open_until or today)}, code="open_days")
    take_step(application, steps.PROPOSE, by=by, company=company)
    emails.send_application_proposed(application)


@transaction.atomic
def reopen(application: Application, *, by: User | None = None) -> bool:
    """Its proposal was withdrawn, or its resolution annulled for good: open to a proposal again.

    Without its proposal an appeal is over, and the refusal stands. False where the application is past that
    (withdrawn by the applicant, accepted): nothing changes.
    """
    lock_application(application)
    if application.state == Application.State.PROPOSED and application.appealed_on:
        take_step(application, steps.WITHDRAW_APPEAL, by=by)
        emails.send_application_appeal_over(application)
        return True
    if not steps.REOPEN.is_possible(application):
        return False
    refusal: dict[str, Any] = {
        "told_on": None,
        "appeal_until": None,
        "appealed_on": None,
        "reasons": "",
        "appeal": "",
    }
    try:
        with transaction.atomic():
            take_step(application, steps.REOPEN, by=by, **refusal)
    except IntegrityError:
        return False  # the company has applied again meanwhile
    emails.send_application_reopened(application)
    return True


@transaction.atomic
def accept(application: Application, *, company: Company, by: User | None = None) -> None:
    """The companies have decided that it joins, as `company`. ValidationError: withdrawn meanwhile."""
    lock_application(application)
    take_step(application, steps.ACCEPT, by=by, company_id=company.pk)
    emails.send_application_accepted(application)


@transaction.atomic
def turn_down(application: Application, *, by: User | None = None) -> bool:
    """The companies have decided otherwise, or nobody can decide any more: a coordinator writes the reasons,
    and only then is the applicant told. False where it is not before the companies any more."""
    lock_application(application)
    if not steps.TURN_DOWN.is_possible(application):
        return False
    take_step(application, steps.TURN_DOWN, by=by)
    return True


@transaction.atomic
def write_reasons(application: Application, *, reasons: str, by: User) -> None:
    """Refuse an application that was turned down: the applicant reads why, and until when to appeal."""
    lock_application(application)
    if not reasons.strip():
        raise ValidationError({"reasons": _("Write the reasons: the applicant will read them.")})
    today = timezone.localdate()
    last_day = None if application.appealed_on else today + timedelta(days=application.appeal_days or 0)
    take_step(application, steps.REFUSE, by=by, reasons=reasons.strip(), told_on=today, appeal_until=last_day)
    emails.send_application_refused(application)


@transaction.atomic
def appeal(application: Application, *, text: str) -> None:
    """The applicant asks for another decision, by the last day. What follows is the business of the apps
    above (`application_appeals`), in this transaction: without their proposal there is no appeal."""
    lock_application(application)
    steps.APPEAL.ensure_possible(application)
    if not can_be_appealed(application, timezone.localdate()):
        raise ValidationError(_too_late_to_appeal(application), code="late")
    if not text.strip():
        raise ValidationError({"text": _("Say why the companies should decide once more.")})
    try:
        with transaction.atomic():
            take_step(application, steps.APPEAL, appeal=text.strip(), appealed_on=timezone.localdate())
    except IntegrityError:
        text = _("You have applied again since: withdraw that application first.")
        raise ValidationError(text, code="again") from None
    for set_going in application_appeals:
        set_going(application)
    emails.send_application_appealed(application)


def _too_late_to_appeal(application: Application) -> str:
    if application.appealed_on or application.appeal_until is None:
        return str(steps.APPEAL.refusal)
    text = _("An appeal was possible until %(day)s.")
    return text % {"day": format_day(application.appeal_until)}
