"""The readings a person entered and voided. Erasing the person leaves them, without a name."""

from members.people.models import User
from multifactory.lib.personal_data import Sections, rows_of
from spaces.costs.metering.models import Reading


def collect(user: User) -> Sections:
    recorded, voided = Reading.objects.filter(recorded_by=user), Reading.objects.filter(voided_by=user)
    return {
        "readings_recorded": rows_of(recorded, "meter__code", "day", "value", "note", "recorded_at"),
        "readings_voided": rows_of(voided, "meter__code", "day", "voided_at", "void_reason"),
    }
