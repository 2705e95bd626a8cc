"""What state a space is in from a day on."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from governance.models import Resolution
from members.models import User
from spaces import rules
from spaces.models import Condition, Space
from spaces.services.locks import lock_spaces


@transaction.atomic
def change_condition(
    space: Space,
    *,
    state: str,
    day: date,
    resolution: Resolution | None = None,
    reason: str = "",
    by: User | None = None,
    stamp: str | None = None,
) -> Condition:
    """End the condition that holds on a day and begin the next; it lasts as long as that would have."""
    [space] = lock_spaces([space.pk])
    rules.check_stamp(space, stamp)
    if faults := rules.decision_faults(resolution, reason):
        raise ValidationError(faults)
    if fault := rules.existence_fault(space, day, space.valid_to):
        raise ValidationError({"day": fault})
    running = space.conditions.on(day).first()
    following = space.conditions.valid().filter(start_on__gt=day).order_by("start_on").first()
    end_on = following.start_on if following else None
    if running is not None:
        end_on = running.end_on
        _end(running, state, day)
    return Condition.objects.create(
        space=space,
        state=state,
        start_on=day,
        end_on=end_on,
        resolution=resolution,
        note=reason.strip(),
        recorded_by=by,
        recorded_at=timezone.now(),
    )


def _end(running: Condition, state: str, day: date) -> None:
    if running.state == state:
        text = _("It is so already, since %(day)s.")
        raise ValidationError({"state": text % {"day": rules.day_words(running.start_on)}})
    if running.start_on == day:
        text = _("Its condition changes on that very day already: %(state)s. Choose a later day.")
        raise ValidationError({"day": text % {"state": running.get_state_display()}})
    running.end_on = day
    running.save(update_fields=["end_on"])
