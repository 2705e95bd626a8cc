"""The signed link that stops a kind of mail without logging in."""

from django.urls import reverse

from members.hooks import MailKind, mail_kind
from members.people.models import User
from multifactory.lib.signed_links import SignedLink

# Carries [id of the person, key of the kind]. The name is that of the app which mailed them first.
unsubscribe_link = SignedLink("governance.mails")


def make_unsubscribe_token(person: User, kind: str) -> str:
    return unsubscribe_link.token([person.pk, kind])


def unsubscribe_path(person: User, kind: str) -> str:
    return reverse("members:mail_unsubscribe", args=[make_unsubscribe_token(person, kind)])


def read_unsubscribe_token(token: str) -> tuple[User, MailKind] | None:
    """Whose mails of which kind; None for a link that we did not sign, or of a person who is gone."""
    match unsubscribe_link.read(token):
        case [int(pk), str(key)] if kind := mail_kind(key):
            person = User.objects.filter(pk=pk, is_active=True).first()
            return (person, kind) if person else None
    return None
