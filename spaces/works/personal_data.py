"""The works a person recorded and voided.

Erasing the person leaves them, without a name.
"""

from members.people.models import User
from multifactory.lib.personal_data import Sections, rows_of
from spaces.works.models import Renewal

FIELDS = ("title", "start_on", "end_on")


def collect(user: User) -> Sections:
    recorded = Renewal.objects.filter(recorded_by=user)
    voided = Renewal.objects.filter(voided_by=user)
    return {
        "renewals_recorded": rows_of(recorded, *FIELDS, "recorded_at"),
        "renewals_voided": rows_of(voided, *FIELDS, "voided_at", "void_reason"),
    }
