"""The signed link that stops a kind of mail without logging in. It lasts: a mail may be read years later."""

from django.core import signing
from django.urls import reverse

from members.people.models import User

MAIL_KINDS = ("replies", "digest")  # NoticeSettings.wants_…


_SALT = "governance.mails"


def make_unsubscribe_token(person: User, kind: str) -> str:
    return signing.dumps([person.pk, kind], salt=_SALT)


def unsubscribe_path(person: User, kind: str) -> str:
    return reverse("governance:mails_stop", args=[make_unsubscribe_token(person, kind)])


def read_unsubscribe_token(token: str) -> tuple[User, str] | None:
    """Whose mails of which kind; None for a link that we did not sign, or of a person who is gone."""
    try:
        pk, kind = signing.loads(token, salt=_SALT)
    except (signing.BadSignature, TypeError, ValueError):
        return None
    person = User.objects.filter(pk=pk, is_active=True).first()
    return (person, kind) if person and kind in MAIL_KINDS else None
