"""Locking spaces, and marking a row as a mistake."""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from spaces.building.models import Space
from spaces.condition.models import Condition
from spaces.works.models import Renewal


def lock_spaces(ids: Iterable[int]) -> list[Space]:
    """The spaces as they are now, by id; nobody else changes what is about them until the transaction ends.

    In the order of ids, so that two of us never wait for each other. SQLite has locked the file already.
    """
    return list(Space.objects.filter(pk__in=ids).order_by("pk").select_for_update(no_key=True))


def void_row(row: Renewal | Condition, reason: str) -> None:
    if row.voided_at is not None:
        return
    if not reason.strip():
        raise ValidationError({"reason": _("Say why it was a mistake.")})
    row.voided_at, row.void_reason = timezone.now(), reason.strip()
    row.save(update_fields=["voided_at", "void_reason"])
