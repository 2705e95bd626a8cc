"""The signed link of an invitation."""

from datetime import timedelta

from django.conf import settings
from django.core import signing
from django.http import HttpRequest

from members.models import Invitation

_SALT = "members.invitation"
SESSION_KEY = "invitation"


def invitation_token(invitation: Invitation) -> str:
    return signing.dumps(invitation.pk, salt=_SALT)


def invitation_from_token(token: str) -> Invitation | None:
    """The open invitation a link stands for: signed by us, in date, not used and not withdrawn."""
    try:
        pk = signing.loads(token, salt=_SALT, max_age=timedelta(days=settings.INVITATION_DAYS))
    except signing.BadSignature:
        return None
    return Invitation.objects.open().select_related("company").filter(pk=pk).first()


def invitation_in_session(request: HttpRequest) -> Invitation | None:
    """The open invitation this visitor followed, if they did."""
    pk = request.session.get(SESSION_KEY)
    return Invitation.objects.open().select_related("company").filter(pk=pk).first() if pk else None
