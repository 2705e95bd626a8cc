"""The links in mails about decisions that stop a kind of mail."""

from django.urls import reverse

from governance.mail_preferences.tokens import unsubscribe_path
from members.people.models import User
from multifactory.lib.mail import absolute_url


def preference_links(person: User, kind: str) -> dict[str, str]:
    """The addresses at the foot of a mail that a person may do without."""
    return {
        "stop_url": absolute_url(unsubscribe_path(person, kind)),
        "mails_url": absolute_url(reverse("governance:mail_preferences")),
    }
