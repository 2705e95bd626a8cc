"""The offices a person holds or held, and what they did with those of others: record, so both stay."""

from django.db.models import Q

from governance.offices.models import Office
from members.people.models import User
from multifactory.lib.personal_data import Sections, rows_of


def collect_offices(user: User) -> Sections:
    held = Office.objects.filter(user=user)
    kept = Office.objects.filter(Q(entered_by=user) | Q(ended_by=user) | Q(voided_by=user))
    return {
        "offices": rows_of(
            held, "kind", "company__name", "start_on", "end_on", "resolution__title", "void_reason"
        ),
        "offices_entered": rows_of(kept, "kind", "start_on", "end_on", "voided_at", "void_reason"),
    }
