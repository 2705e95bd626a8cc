"""The resolutions a person noted as done or entered in the book: that stays when they go."""

from governance.resolutions.models import Resolution
from members.people.models import User
from multifactory.lib.personal_data import Sections, rows_of


def collect_resolutions(user: User) -> Sections:
    done, concluded = Resolution.objects.filter(done_by=user), Resolution.objects.filter(concluded_by=user)
    return {
        "resolutions_seen_to": rows_of(done, "year", "number", "title", "done_on"),
        "resolutions_concluded": rows_of(concluded, "year", "number", "title", "decided_on"),
    }
