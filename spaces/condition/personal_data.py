"""The conditions a person recorded and voided.

Erasing the person leaves them, without a name.
"""

from members.people.models import User
from multifactory.lib.personal_data import Sections, rows_of
from spaces.condition.models import Condition

FIELDS = ("space__code", "state", "start_on", "end_on")


def collect(user: User) -> Sections:
    recorded = Condition.objects.filter(recorded_by=user)
    voided = Condition.objects.filter(voided_by=user)
    return {
        "conditions_recorded": rows_of(recorded, *FIELDS, "recorded_at"),
        "conditions_voided": rows_of(voided, *FIELDS, "voided_at", "void_reason"),
    }
