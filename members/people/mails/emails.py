"""The foot of mails that a person may do without."""

from django.urls import reverse

from members.people.mails.tokens import unsubscribe_path
from members.people.models import User
from multifactory.lib.mail import absolute_url


def preference_links(person: User, kind: str) -> dict[str, str]:
    """What `emails/_choice.txt` shows: the address that stops this kind, and the page of all."""
    return {
        "stop_url": absolute_url(unsubscribe_path(person, kind)),
        "mails_url": absolute_url(reverse("members:mail_preferences")),
    }
