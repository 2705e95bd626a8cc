"""What change requests hold about a person: to download."""

from members.changes.models import ChangeRequest
from members.people.models import User
from multifactory.lib.personal_data import Sections, rows_of


def collect(user: User) -> Sections:
    requested = ChangeRequest.objects.filter(requested_by=user)
    columns = ["company__name", "requested_at", "name", "craft", "craft_number", "note"]
    answered = ChangeRequest.objects.filter(decided_by=user)
    return {
        "change_requests": rows_of(requested, *columns, "state", "decided_at"),
        "change_requests_answered": rows_of(answered, "company__name", "state", "reason", "decided_at"),
    }
