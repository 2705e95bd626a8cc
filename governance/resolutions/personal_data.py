"""The resolutions a person noted as done: that stays when they go."""

from governance.resolutions.models import Resolution
from members.people.models import User
from multifactory.lib.personal_data import Sections, rows_of


def collect_resolutions(user: User) -> Sections:
    done = Resolution.objects.filter(done_by=user)
    return {"resolutions_seen_to": rows_of(done, "year", "number", "title", "done_on")}
