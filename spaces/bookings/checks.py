"""A system check of what the spaces take: a form holds the rules, a hand in the database does not."""

from collections.abc import Sequence
from typing import Any

from django.core.checks import CheckMessage, Tags, Warning, register  # noqa: A004
from django.db import connections

from multifactory.lib.checks import is_migrated
from spaces.bookings.leaves import broken_leaves


@register(Tags.database)
def check_leaves(databases: Sequence[str] | None = None, **_kwargs: Any) -> list[CheckMessage]:
    """A space that takes one that takes others would be booked twice at a time."""
    if "default" not in (databases or ()) or not is_migrated(connections["default"]):
        return []
    hint = "Choose anew what it takes, on its page in the back-office."
    return [Warning(str(fault), hint=hint, id="spaces.W001") for fault in broken_leaves()]
