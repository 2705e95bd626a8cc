"""What assemblies and elections ask of a person, for the dashboard."""

from datetime import date
from typing import Any

from django.db.models import Q

from governance.assemblies.elections.models import Candidacy
from governance.assemblies.elections.rules import CANDIDATE_STATES
from governance.assemblies.petitions.models import Petition
from governance.notices.yearly import accounts_due
from governance.offices.rules import is_officer
from members.people.models import User


def dashboard_duties(user: User, today: date) -> dict[str, Any]:
    """Of everybody: elections that wait for their answer, petitions whose day has passed without a call. Of
    officers and coordinators also those that wait for the call, and the assembly of the year."""
    leads = user.is_coordinator or is_officer(user)
    asked = Q(accepted_at=None, withdrawn_at=None, proposal__state__in=CANDIDATE_STATES)
    own = Candidacy.objects.filter(asked | Q(office__isnull=False, answer=""), user=user)
    petitions = Petition.objects.unanswered() if leads else Petition.objects.overdue(today)
    return {
        "candidacies": own.select_related("proposal", "office"),
        "petitions": petitions.select_related("assembly").order_by("due_on", "pk")[:5],
        "accounts_due": accounts_due(today) if leads else None,
    }
