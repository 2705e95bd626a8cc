"""What coordinators do with an application before the members read it."""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from members.applications import emails
from members.applications import transitions as steps
from members.applications.models import Application
from members.applications.part_models import ApplicationMessage
from members.applications.reading.figures import figures_with
from members.applications.steps import lock_application, take_step
from members.people.models import User
from members.principles.figures import METHOD


@transaction.atomic
def take_up(application: Application, *, by: User) -> None:
    lock_application(application)
    take_step(application, steps.TAKE_UP, by=by, checked_by=by)
    emails.send_application_taken_up(application)


@transaction.atomic
def ask_for_information(application: Application, *, text: str, by: User) -> None:
    """The applicant is asked, and may change what the application says until they answer."""
    lock_application(application)
    if not text.strip():
        raise ValidationError({"text": _("Say what is missing: the applicant will read it.")})
    take_step(application, steps.ASK, by=by, asked_on=timezone.localdate())
    message = ApplicationMessage.objects.create(
        application=application, kind=ApplicationMessage.Kind.REQUEST, text=text.strip(), author=by
    )
    emails.send_application_asked(application, message)


@transaction.atomic
def open_to_members(application: Application, *, by: User) -> None:
    """From now on members read it and ask. What it would change is worked out now, and kept as it was."""
    lock_application(application)
    steps.OPEN.ensure_possible(application)
    today = timezone.localdate()
    take_step(
        application,
        steps.OPEN,
        by=by,
        opened_on=today,
        open_until=today + timedelta(days=application.open_days or 0),
        figures=figures_with(application),
        figures_on=today,
        figures_method=METHOD,
    )
    emails.send_application_opened(application)
    emails.send_open_days(application)
