"""The divisions and joinings a person recorded.

Erasing the person leaves them, without a name.
"""

from members.people.models import User
from multifactory.lib.personal_data import Sections, rows_of
from spaces.reshaping.models import Reshaping


def collect(user: User) -> Sections:
    reshapings = Reshaping.objects.filter(recorded_by=user)
    return {"divisions_and_joinings_recorded": rows_of(reshapings, "kind", "day", "recorded_at")}
