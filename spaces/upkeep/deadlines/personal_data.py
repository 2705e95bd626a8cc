"""What a person recorded as done. Erasing the person leaves it with the deadline, without a name."""

from members.people.models import User
from multifactory.lib.personal_data import Sections, rows_of
from spaces.upkeep.deadlines.models import DeadlineDone


def collect(user: User) -> Sections:
    done = DeadlineDone.objects.filter(recorded_by=user)
    return {"deadlines_met": rows_of(done, "deadline__name", "day", "company__name", "note", "recorded_at")}
