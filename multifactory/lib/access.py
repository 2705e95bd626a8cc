"""Permission, once the object has been found."""

from django.core.exceptions import PermissionDenied


def require(allowed: bool) -> None:
    """Answer 403 unless allowed. What a person may not even see is a 404, and the queryset's business."""
    if not allowed:
        raise PermissionDenied
