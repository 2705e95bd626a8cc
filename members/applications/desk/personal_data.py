"""What a person applied with under one of their addresses, and what they asked applicants for a company."""

from django.db import transaction

from members.applications import transitions as steps
from members.applications.desk.emptying import empty
from members.applications.joining.applying import withdraw
from members.applications.models import Application
from members.applications.part_models import ApplicationMessage
from members.applications.querysets import ApplicationQuerySet
from members.applications.steps import lock_application
from members.people.models import User
from members.people.personal_data import addresses_of
from multifactory.lib.personal_data import Sections, any_case, clear_log_names, rows_of


def _applications_of(user: User) -> ApplicationQuerySet:
    return Application.objects.filter(any_case("email", addresses_of(user)))


def collect(user: User) -> Sections:
    own = _applications_of(user)
    says = ("name", "person", "email", "line", "story", "founded", "people", "needs", "wanted_from")
    ends = ("state", "consent_at", "notice_version", "submitted_on", "told_on", "reasons", "appeal")
    asked = ApplicationMessage.objects.filter(author=user)
    return {
        "applications": rows_of(own, *says, *ends, "closed_on"),
        "application_messages": rows_of(
            ApplicationMessage.objects.filter(application__in=own), "kind", "text", "sent_at"
        ),
        "questions_to_applicants": rows_of(asked, "application__name", "kind", "text", "sent_at"),
    }


def erase(user: User) -> None:
    """What they apply with is withdrawn and emptied. What they asked for a company stays the company's."""
    for application in _applications_of(user).filter(emptied_on__isnull=True):
        _erase(application)


@transaction.atomic
def _erase(application: Application) -> None:
    lock_application(application)
    if steps.WITHDRAW.is_possible(application):
        withdraw(application)
    empty(application)
    clear_log_names(Application, [application.pk])
