"""The signed link that stops a kind of mail without logging in."""

from django.urls import reverse

from members.people.models import User
from multifactory.lib.signed_links import SignedLink

MAIL_KINDS = ("replies", "digest", "bookings", "tickets")  # NoticeSettings.wants_…

unsubscribe_link = SignedLink("governance.mails")  # carries [id of the person, kind]


def make_unsubscribe_token(person: User, kind: str) -> str:
    return unsubscribe_link.token([person.pk, kind])


def unsubscribe_path(person: User, kind: str) -> str:
    return reverse("governance:mail_unsubscribe", args=[make_unsubscribe_token(person, kind)])


def read_unsubscribe_token(token: str) -> tuple[User, str] | None:
    """Whose mails of which kind; None for a link that we did not sign, or of a person who is gone."""
    match unsubscribe_link.read(token):
        case [int(pk), str(kind)] if kind in MAIL_KINDS:
            person = User.objects.filter(pk=pk, is_active=True).first()
            return (person, kind) if person else None
    return None
