"""Which suspensions a person entered or ended as a coordinator: they stay when the person goes."""

from governance.suspensions.models import VotingSuspension
from members.people.models import User
from multifactory.lib.personal_data import Sections, rows_of


def collect_suspensions(user: User) -> Sections:
    entered = VotingSuspension.objects.filter(entered_by=user)
    ended = VotingSuspension.objects.filter(ended_by=user)
    return {
        "suspensions_entered": rows_of(entered, "company__name", "start_on", "reason", "entered_on"),
        "suspensions_ended": rows_of(ended, "company__name", "start_on", "end_on"),
    }
