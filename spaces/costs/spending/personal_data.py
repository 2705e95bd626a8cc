"""The costs, tables and rules a person recorded and voided.

Erasing the person leaves them, without a name.
"""

from members.people.models import User
from multifactory.lib.personal_data import Sections, rows_of
from spaces.costs.sharing.models import ShareTable, SharingRule
from spaces.costs.spending.models import Cost


def collect(user: User) -> Sections:
    recorded, voided = Cost.objects.filter(recorded_by=user), Cost.objects.filter(voided_by=user)
    return {
        "costs_recorded": rows_of(recorded, "year", "number", "title", "cents", "recorded_at"),
        "costs_voided": rows_of(voided, "year", "number", "title", "voided_at", "void_reason"),
        "share_tables_recorded": rows_of(
            ShareTable.objects.filter(recorded_by=user), "name", "valid_from", "recorded_at"
        ),
        "sharing_rules_recorded": rows_of(
            SharingRule.objects.filter(recorded_by=user), "name", "version", "recorded_at"
        ),
    }
