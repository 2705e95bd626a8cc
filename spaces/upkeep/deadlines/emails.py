"""The mail about a deadline: part of membership, so nobody can do without it."""

from django.urls import reverse

from members.companies.models import the_multifactory
from members.people.models import User
from multifactory.lib.mail import absolute_url, send
from spaces.upkeep.deadlines.models import Deadline


def send_deadline_due(deadline: Deadline, person: User) -> None:
    context = {
        "deadline": deadline,
        "what": deadline.name,
        "place": deadline.place,
        "days": deadline.days_left,
        "late": max(deadline.days_late, 0),
        "company": deadline.responsible,
        "portal": the_multifactory(),
        "url": absolute_url(reverse("spaces:deadline_done", args=[deadline.pk])),
        "page": absolute_url(deadline.get_absolute_url()),
    }
    send(person.email, "deadline_due", context, person.language)
