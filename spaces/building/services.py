"""Locking spaces, and voiding a row."""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext as _

from members.people.models import User
from spaces.building.models import Space
from spaces.building.periods import Voidable

LOCK_SECONDS = 8


def lock_spaces(ids: Iterable[int]) -> list[Space]:
    """The spaces as they are now, by id; nobody else changes what is about them until the transaction ends.

    In the order of ids, so that two of us never wait for each other. SQLite has locked the file already.
    Many may wait in line for these, so they wait longer than for other rows (settings).
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"SET LOCAL lock_timeout = '{LOCK_SECONDS}s'")
    return list(Space.objects.filter(pk__in=ids).order_by("pk").select_for_update(no_key=True))


def void_row(row: Voidable, *, reason: str, by: User | None) -> None:
    """Mark a row as a mistake; the caller holds its lock. Again: changes nothing."""
    if row.is_voided:
        return
    if not reason.strip():
        raise ValidationError({"reason": _("Say why it was a mistake.")})
    row.voided_at, row.void_reason, row.voided_by = timezone.now(), reason.strip(), by
    row.save(update_fields=["voided_at", "void_reason", "voided_by"])
