"""Which departures a person declared or took back: they stay when the person goes."""

from governance.departures.models import Departure
from members.people.models import User
from multifactory.lib.personal_data import Sections, rows_of


def collect_departures(user: User) -> Sections:
    said = Departure.objects.filter(entered_by=user)
    taken_back = Departure.objects.filter(withdrawn_by=user)
    return {
        "departures_declared": rows_of(said, "company__name", "leaves_on", "note", "entered_on"),
        "departures_taken_back": rows_of(taken_back, "company__name", "withdrawal_reason", "withdrawn_at"),
    }
