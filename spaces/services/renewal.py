"""What is done with works and conditions beyond writing them down: taking back a mistake."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from spaces.models import Condition, Renewal


@transaction.atomic
def void_renewal(renewal: Renewal, *, reason: str) -> Renewal:
    """Mark works as entered by mistake: they are told no more, and stay in the record.

    Again: changes nothing."""
    renewal = Renewal.objects.select_for_update(of=("self",)).get(pk=renewal.pk)
    _void(renewal, reason)
    return renewal


@transaction.atomic
def void_condition(condition: Condition, *, reason: str) -> Condition:
    """The same for a condition: the days it held are free for the right one."""
    condition = Condition.objects.select_for_update(of=("self",)).get(pk=condition.pk)
    _void(condition, reason)
    return condition


def _void(row: Renewal | Condition, reason: str) -> None:
    if row.voided_at is not None:
        return
    if not reason.strip():
        raise ValidationError({"reason": _("Say why it was a mistake.")})
    row.voided_at, row.void_reason = timezone.now(), reason.strip()
    row.save(update_fields=["voided_at", "void_reason"])
