"""The collaborations a person asked for, answered or ended for a company.

Erasing the person leaves them with their companies, without a name.
"""

from members.exchange.collaborations.models import Collaboration
from members.people.models import User
from multifactory.lib.personal_data import Sections, rows_of


def collect(user: User) -> Sections:
    columns = ["giver__name", "taker__name", "kind", "what", "started_on"]
    asked = Collaboration.objects.filter(asked_by=user)
    answered = Collaboration.objects.filter(answered_by=user)
    ended = Collaboration.objects.filter(ended_by=user)
    return {
        "collaborations_asked": rows_of(asked, *columns, "asked_at"),
        "collaborations_answered": rows_of(answered, *columns, "confirmed_at", "declined_at"),
        "collaborations_ended": rows_of(ended, *columns, "ended_on"),
    }
