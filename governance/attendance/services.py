"""The row that whoever writes to an assembly takes first."""

from collections.abc import Iterable
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db.models import F
from django.db.models.functions import Now
from django.utils.translation import gettext as _

from governance.attendance.models import Assembly

State = Assembly.State
LIVE_STATES = (State.CALLED, State.OPEN, State.SUSPENDED)


def hold_assembly(assembly: Assembly, *, states: Iterable[str] = LIVE_STATES) -> tuple[Assembly, datetime]:
    """Take the row until the transaction ends, and raise its height: who writes next waits, and reads what
    we wrote. The assembly as it is now, and the moment by the clock of the database.

    ValidationError where it is in none of these states: it is over, or was never called.
    """
    if not Assembly.objects.filter(pk=assembly.pk, state__in=[*states]).update(height=F("height") + 1):
        raise ValidationError(_("This assembly is over: nothing was changed."), code="state")
    held = Assembly.objects.select_related("rulebook").annotate(clock=Now()).get(pk=assembly.pk)
    return held, held.clock
