"""A photo that was sent with a report that is asked about first: kept for an hour, for who sent it alone.

A browser sends a file only from the page on which it was chosen. What the cache loses is chosen again.
"""

from uuid import UUID

from django.core.cache import cache

from members.people.models import User
from multifactory.lib.images.reading import CleanImage

SECONDS = 3600


def keep_photo(image: CleanImage | None, *, by: User, request_id: UUID) -> None:
    if image is not None:
        cache.set(_key(by, request_id), image, SECONDS)


def kept_photo(*, by: User, request_id: UUID) -> CleanImage | None:
    return cache.get(_key(by, request_id))


def _key(by: User, request_id: UUID) -> str:
    return f"ticket-photo:{by.pk}:{request_id}"
