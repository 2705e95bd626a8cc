"""Recording what meters showed, and voiding it."""

from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from members.people.models import User
from multifactory.lib.papers import CleanPaper, keep_paper
from spaces.costs.metering.models import Meter, Reading
from spaces.costs.metering.validation import check_readings


@transaction.atomic
def record_readings(readings: Sequence[Reading], *, by: User | None) -> int:
    """Record all that are new, or none: ValidationError where one is wrong. How many there were.

    Of two people reading the same meter, the second sees what the first has kept.
    """
    meters = sorted({reading.meter_id for reading in readings})
    list(Meter.objects.select_for_update().filter(pk__in=meters).order_by("pk"))
    checked = check_readings(readings)
    if checked.faults:
        raise ValidationError(
            [f"{readings[place].meter.code}: {text}" for place, _name, text in checked.faults]
        )
    new = [readings[place] for place in checked.new]
    for reading in new:
        reading.recorded_by = by
    Reading.objects.bulk_create(new)
    return len(new)


@transaction.atomic
def record_reading(reading: Reading, *, by: User | None, photo: CleanPaper | None = None) -> Reading:
    """One, with its photo. The same again: the one that was recorded."""
    if photo:
        reading.photo = keep_paper(photo)
    if record_readings([reading], by=by):
        return reading
    return Reading.objects.valid().get(meter=reading.meter_id, day=reading.day)


@transaction.atomic
def void_reading(reading: Reading, *, reason: str, by: User) -> Reading:
    """It was a mistake: it counts no more. What was shared by it stays. Voided before: nothing new."""
    if not reason.strip():
        raise ValidationError(_("Give a reason: all members can read it."))
    Meter.objects.select_for_update().get(pk=reading.meter_id)
    waiting = Reading.objects.valid().filter(pk=reading.pk)
    waiting.update(voided_at=timezone.now(), void_reason=reason, voided_by=by)
    reading.refresh_from_db()
    return reading
