"""What state a space is in from a day on."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from governance.resolutions.models import Resolution
from members.people.models import User
from multifactory.lib.formats import format_day
from spaces.building.models import Space
from spaces.building.rules import decision_faults, existence_fault
from spaces.building.services import lock_spaces, void_row
from spaces.condition.models import Condition
from spaces.hooks import condition_changed


@transaction.atomic
def void_condition(condition: Condition, *, reason: str, by: User | None) -> Condition:
    """Mark a condition as entered by mistake: its days are free for the right one. Again: changes nothing."""
    condition = Condition.objects.select_for_update(of=("self",)).get(pk=condition.pk)
    void_row(condition, reason=reason, by=by)
    return condition


@transaction.atomic
def change_condition(
    space: Space,
    *,
    state: str,
    day: date,
    resolution: Resolution | None = None,
    reason: str = "",
    by: User | None = None,
) -> Condition:
    """End the condition that holds on a day and begin the next; it lasts as long as that would have."""
    [space] = lock_spaces([space.pk])
    if faults := decision_faults(resolution, reason):
        raise ValidationError(faults)
    if fault := existence_fault(space, day, space.valid_to):
        raise ValidationError({"day": fault})
    running = space.conditions.on(day).first()
    following = space.conditions.valid().filter(start_on__gt=day).order_by("start_on").first()
    end_on = following.start_on if following else None
    if running is not None:
        end_on = running.end_on
        _end(running, state, day)
    condition = Condition.objects.create(
        space=space,
        state=state,
        start_on=day,
        end_on=end_on,
        resolution=resolution,
        note=reason.strip(),
        recorded_by=by,
        recorded_at=timezone.now(),
    )
    for tell in condition_changed:
        tell(condition, by)
    return condition


def _end(running: Condition, state: str, day: date) -> None:
    if running.state == state:
        text = _("This has been its condition since %(day)s.")
        raise ValidationError({"state": text % {"day": format_day(running.start_on)}})
    if running.start_on == day:
        text = _("Its condition already changes on that day: %(state)s. Choose a later day.")
        raise ValidationError({"day": text % {"state": running.get_state_display()}})
    running.end_on = day
    running.save(update_fields=["end_on"])
