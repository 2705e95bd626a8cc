"""Mails about change requests."""

from django.urls import reverse

from members.changes.models import ChangeRequest
from members.companies.models import the_multifactory
from members.people.models import User
from multifactory.lib.mail import absolute_url, send


def send_change_request_answered(change: ChangeRequest, person: User) -> None:
    """To who asked for another name or craft entry: what the coordinators have answered."""
    context = {
        "change": change,
        "company": change.company,
        "portal": the_multifactory(),
        "url": absolute_url(reverse("members:change_request_new", args=[change.company.slug])),
    }
    name = (
        "change_request_accepted"
        if change.state == ChangeRequest.State.ACCEPTED
        else "change_request_refused"
    )
    send(person.email, name, context, person.language)
