"""The signed links of an invitation, and of a change of who represents a company."""

from django.http import HttpRequest
from django.urls import reverse

from members.people.models import Invitation
from members.people.place_models import PlaceChange
from multifactory.lib.signed_links import SignedLink

_LINK = SignedLink("members.invitation")
_CHANGE_LINK = SignedLink("members.place_change")

INVITATION_SESSION_KEY = "invitation"


def invitation_token(invitation: Invitation) -> str:
    return _LINK.token(invitation.pk)


def invitation_path(invitation: Invitation) -> str:
    return reverse("members:invitation_accept", args=[invitation_token(invitation)])


def invitation_from_token(token: str) -> Invitation | None:
    """The invitation a link stands for, open or not; None for a link that we did not sign."""
    pk = _LINK.read(token)
    if not isinstance(pk, int):
        return None
    return Invitation.objects.select_related("company", "invited_by").filter(pk=pk).first()


def invitation_in_session(request: HttpRequest) -> Invitation | None:
    """The open invitation this visitor followed, if they did."""
    pk = request.session.get(INVITATION_SESSION_KEY)
    return Invitation.objects.open().select_related("company").filter(pk=pk).first() if pk else None


def place_change_token(change: PlaceChange) -> str:
    return _CHANGE_LINK.token(change.pk)


def place_change_path(change: PlaceChange) -> str:
    """Where a company answers: whoever holds the link may object to a new representative."""
    return reverse("members:place_change", args=[place_change_token(change)])


def place_change_from_token(token: str) -> PlaceChange | None:
    pk = _CHANGE_LINK.read(token)
    if not isinstance(pk, int):
        return None
    rows = PlaceChange.objects.select_related("membership__user", "membership__company", "made_by")
    return rows.filter(pk=pk).first()
