"""Closures a person entered or cancelled. Erasing the person leaves them, without a name."""

from members.people.models import User
from multifactory.lib.personal_data import Sections, rows_of
from spaces.closures.models import Closure


def collect(user: User) -> Sections:
    fields = ("reason", "starts_at", "ends_at", "created_at", "cancelled_at")
    return {
        "closures_entered": rows_of(Closure.objects.filter(created_by=user), *fields),
        "closures_cancelled": rows_of(Closure.objects.filter(cancelled_by=user), *fields),
    }
