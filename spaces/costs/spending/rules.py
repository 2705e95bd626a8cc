"""Who may read the papers of costs. Pure."""

from members.people.models import User
from spaces.costs.spending.models import Cost


def can_read_paper(user: User, cost: Cost) -> bool:
    """Members where whoever recorded it says so; coordinators always."""
    return cost.is_paper_for_members or user.is_coordinator
