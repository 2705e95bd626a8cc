"""Mails about applications: each change of state to the applicant, in their language, and to members."""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from members.applications.models import Application
from members.applications.part_models import ApplicationMessage
from members.companies.models import the_multifactory
from members.people.models import Membership, User
from members.people.recipients import coordinators
from multifactory.lib.mail import absolute_url, send, send_alike


def follow_url(application: Application) -> str:
    return absolute_url(reverse("members:join_follow", args=[application.link]))


def _tell_applicant(template: str, application: Application, **more: Any) -> None:
    context = {
        "application": application,
        "portal": the_multifactory(),
        "follow_url": follow_url(application),
    }
    thread = f"application-{application.pk}"
    send(application.email, template, context | more, application.language, thread=thread)


def send_application_started(application: Application) -> None:
    """The link by which the draft is filled in; also to someone who has applied already."""
    _tell_applicant("application_started", application)


def send_application_submitted(application: Application) -> None:
    _tell_applicant("application_submitted", application)


def send_application_taken_up(application: Application) -> None:
    _tell_applicant("application_taken_up", application)


def send_application_asked(application: Application, message: ApplicationMessage) -> None:
    _tell_applicant("application_asked", application, message=message)


def send_application_opened(application: Application) -> None:
    _tell_applicant("application_opened", application)


def send_application_question(application: Application, message: ApplicationMessage) -> None:
    _tell_applicant("application_question", application, message=message)


def send_application_proposed(application: Application) -> None:
    _tell_applicant("application_proposed", application)


def send_application_reopened(application: Application) -> None:
    _tell_applicant("application_reopened", application)


def send_application_accepted(application: Application) -> None:
    _tell_applicant("application_accepted", application)


def send_application_refused(application: Application) -> None:
    _tell_applicant("application_refused", application)


def send_application_appealed(application: Application) -> None:
    _tell_applicant("application_appealed", application)


def send_application_appeal_over(application: Application) -> None:
    """Its proposal is gone without a decision: the refusal stands."""
    _tell_applicant("application_appeal_over", application)


def send_application_withdrawn(application: Application) -> None:
    _tell_applicant("application_withdrawn", application)


def send_application_lapsing(application: Application, last_day: Any) -> None:
    """14 days before a draft, or an application without the information asked for, lapses."""
    _tell_applicant("application_lapsing", application, last_day=last_day)


def send_application_lapsed(application: Application) -> None:
    _tell_applicant("application_lapsed", application)


def representatives() -> QuerySet[User]:
    """Of all companies that are members today."""
    places = Membership.objects.current().representatives()
    return User.objects.filter(pk__in=places.values("user"), is_active=True)


def _tell_people(template: str, people: Iterable[User], application: Application, **more: Any) -> None:
    """The same words once a language."""
    context = {
        "application": application,
        "portal": the_multifactory(),
        "url": absolute_url(application.get_absolute_url()),
    }
    by_language: dict[str, list[str]] = {}
    for person in people:
        by_language.setdefault(person.language, []).append(person.email)
    for language, addresses in sorted(by_language.items()):
        send_alike(addresses, template, context | more, language)


def send_open_days(application: Application) -> None:
    """To the representatives of all companies: from now on it can be read and asked about."""
    _tell_people("application_open_days", representatives().order_by("pk"), application)


def send_application_answered(application: Application, answer: ApplicationMessage) -> None:
    """To who asked."""
    question = answer.question
    if question is not None and question.author is not None and question.author.is_active:
        _tell_people("application_answered", [question.author], application, answer=answer)


def send_alarm(application: Application, number: int) -> None:
    """To coordinators: 30, 15 or 5 days are left to decide. At the last one representatives are told too."""
    url = absolute_url(reverse("admin:members_application_change", args=[application.pk]))
    _tell_people("application_alarm", coordinators().order_by("pk"), application, desk_url=url, number=number)


def send_unproposed(application: Application) -> None:
    """To every representative: five days are left and nobody has put it to the vote, or nobody could, because
    it has not been opened to members."""
    _tell_people("application_unproposed", representatives().order_by("pk"), application)
