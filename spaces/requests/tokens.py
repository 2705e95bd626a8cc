"""The signed link by which somebody without an account follows their request for a unit."""

from django.core import signing
from django.urls import reverse

from spaces.requests.models import UnitRequest

_SIGNER = signing.Signer(salt="spaces.unit_request")


def request_token(request: UnitRequest) -> str:
    return _SIGNER.sign(request.uid.hex)


def request_path(request: UnitRequest) -> str:
    return reverse("spaces:request_follow", args=[request_token(request)])


def request_from_token(token: str) -> UnitRequest | None:
    """The request a link stands for; None for a link that we did not sign, or that was called in since."""
    try:
        uid = _SIGNER.unsign(token)
    except signing.BadSignature:
        return None
    return UnitRequest.objects.for_list().filter(uid=uid).first()
