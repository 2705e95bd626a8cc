"""Whose turn it is."""

from collections.abc import Iterable

from spaces.models import Space


def lock_spaces(ids: Iterable[int]) -> list[Space]:
    """The spaces as they are now, by id; nobody else changes what is about them until the transaction ends.

    In the order of ids, so that two of us never wait for each other. SQLite has locked the file already.
    """
    return list(Space.objects.filter(pk__in=ids).order_by("pk").select_for_update(no_key=True))
