"""The plans a person published.

Erasing the person leaves them, without a name.
"""

from members.people.models import User
from multifactory.lib.personal_data import Sections, rows_of
from spaces.plans.models import FloorPlan


def collect(user: User) -> Sections:
    plans = FloorPlan.objects.filter(published_by=user)
    return {"plans_published": rows_of(plans, "floor__name", "valid_from", "published_at")}
