"""The signed link by which somebody without an account follows their request for a unit."""

from django.urls import reverse

from multifactory.lib.signed_links import SignedLink
from spaces.requests.models import UnitRequest

_LINK = SignedLink("spaces.unit_request")


def request_token(request: UnitRequest) -> str:
    return _LINK.token(request.uid.hex)


def request_path(request: UnitRequest) -> str:
    return reverse("spaces:request_follow", args=[request_token(request)])


def request_from_token(token: str) -> UnitRequest | None:
    """The request a link stands for; None for a link that we did not sign, or that was called in since."""
    uid = _LINK.read(token)
    return UnitRequest.objects.for_list().filter(uid=uid).first() if uid else None
