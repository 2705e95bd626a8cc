"""The allocations a person recorded, ended and voided.

Erasing the person leaves them with the companies, without a name.
"""

from members.people.models import User
from multifactory.lib.personal_data import Sections, rows_of
from spaces.allocations.models import Allocation

FIELDS = ("unit__code", "company__name", "start_on", "end_on")


def collect(user: User) -> Sections:
    recorded = Allocation.objects.filter(recorded_by=user)
    ended = Allocation.objects.filter(ended_by=user)
    voided = Allocation.objects.filter(voided_by=user)
    return {
        "allocations_recorded": rows_of(recorded, *FIELDS, "recorded_at"),
        "allocations_ended": rows_of(ended, *FIELDS, "end_reason"),
        "allocations_voided": rows_of(voided, *FIELDS, "voided_at", "void_reason"),
    }
