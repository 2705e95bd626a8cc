"""Who gets a kind of mail: those who said so, and by its default those who said nothing."""

from django.db.models import Q

from members.hooks import MailKind, mail_kind, mail_kinds
from members.people.mails.models import MailChoice
from members.people.models import User


def wants_mails(key: str) -> Q:
    """Of people: those who get this kind. No query of its own."""
    is_default = _kind(key).is_default
    others = MailChoice.objects.filter(kind=key).exclude(is_wanted=is_default)
    found = Q(pk__in=others.values("user"))
    return ~found if is_default else found


def wanted_mails(user: User) -> dict[str, bool]:
    """By the key of each kind, in the order of the page, whether the person gets it. One query."""
    said = dict(MailChoice.objects.filter(user=user).values_list("kind", "is_wanted"))
    return {kind.key: said.get(kind.key, kind.is_default) for kind in mail_kinds}


def _kind(key: str) -> MailKind:
    kind = mail_kind(key)
    if kind is None:
        raise LookupError(key)
    return kind
