"""What assemblies and elections ask of a person, for the dashboard."""

from datetime import date
from typing import Any

from django.db.models import Q

from governance.assemblies.elections.models import Candidacy
from governance.assemblies.elections.rules import CANDIDATE_STATES
from governance.assemblies.minutes.signers import drafts_waiting_for
from governance.assemblies.petitions.models import Petition
from governance.attendance.models import Assembly, Proxy
from governance.notices.yearly import accounts_due
from governance.offices.rules import is_officer
from members.companies.models import Company
from members.people.models import User


def dashboard_duties(user: User, company: Company | None, today: date) -> dict[str, Any]:
    """Of everybody: the next assembly, offered proxies, elections that wait for their answer, petitions whose
    day has passed without a call. Of officers and coordinators also those that wait for the call, the
    assembly of the year, and minutes to sign."""
    leads = user.is_coordinator or is_officer(user)
    asked = Q(accepted_at=None, withdrawn_at=None, proposal__state__in=CANDIDATE_STATES)
    own = Candidacy.objects.filter(asked | Q(office__isnull=False, answer=""), user=user)
    petitions = Petition.objects.unanswered() if leads else Petition.objects.overdue(today)
    return {
        "minutes_to_sign": drafts_waiting_for(user),
        "next_assembly": Assembly.objects.upcoming().with_answer_of(company).first(),
        "offered_proxies": Proxy.objects.waiting_for(company).for_list() if company else (),
        "candidacies": own.select_related("proposal", "office"),
        "petitions": petitions.select_related("assembly").order_by("due_on", "pk")[:5],
        "accounts_due": accounts_due(today) if leads else None,
    }
