"""What mails about decisions share: titles on one line, and the links that stop a kind of mail."""

from django.urls import reverse

from governance.mail_preferences.tokens import unsubscribe_path
from members.people.models import User
from multifactory.lib.mail import absolute_url


def one_line(text: str) -> str:
    """In a mail of plain text a title must not make lines of its own."""
    return " ".join(text.split())


# --- What a person may do without --------------------------------------------------------------------------


def preference_links(person: User, kind: str) -> dict[str, str]:
    return {
        "stop_url": absolute_url(unsubscribe_path(person, kind)),
        "mails_url": absolute_url(reverse("governance:notices")),
    }
