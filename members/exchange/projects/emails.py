"""Mails about joint projects, to who represents a partner."""

from members.companies.models import Company, the_multifactory
from members.exchange.projects.models import ProjectPart
from members.people.models import Membership
from multifactory.lib.mail import absolute_url, send


def send_project_asked(part: ProjectPart) -> None:
    """To a partner: does it agree to its part?"""
    _send("project_asked", part, part.company)


def send_project_declined(part: ProjectPart) -> None:
    """To the lead: a partner does not agree."""
    _send("project_declined", part, part.project.lead)


def send_project_started(part: ProjectPart) -> None:
    """To every partner: all have agreed."""
    _send("project_started", part, part.company)


def send_project_ended(part: ProjectPart) -> None:
    """To a partner: the lead has ended it."""
    _send("project_ended", part, part.company)


def _send(template: str, part: ProjectPart, company: Company) -> None:
    places = Membership.objects.current().representatives().filter(company=company, user__is_active=True)
    context = {
        "part": part,
        "project": part.project,
        "portal": the_multifactory(),
        "url": absolute_url(part.project.get_absolute_url()),
    }
    for place in places.select_related("user").order_by("pk"):
        send(place.user.email, template, context, place.user.language)
