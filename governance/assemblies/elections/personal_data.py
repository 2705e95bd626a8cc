"""What elections hold about a person: where they stood, what they said, whom they proposed."""

from django.utils import timezone

from governance.assemblies.elections.models import Candidacy
from governance.assemblies.elections.rules import CANDIDATE_STATES
from governance.proposals.models import ProposalOption
from members.people.models import User
from multifactory.lib.personal_data import Sections, rows_of


def collect_candidacies(user: User) -> Sections:
    own = Candidacy.objects.filter(user=user)
    proposed = Candidacy.objects.filter(proposed_by=user).exclude(user=user)
    return {
        "candidacies": rows_of(
            own,
            *("proposal__title", "company__name", "statement", "proposed_at", "accepted_at"),
            *("withdrawn_at", "answer", "answered_at"),
        ),
        "candidates_proposed": rows_of(proposed, "proposal__title", "company__name", "proposed_at"),
    }


def erase_candidacies(user: User) -> None:
    """Who is erased stands nowhere any more; what was voted on stays, without what they said."""
    own = Candidacy.objects.filter(user=user)
    coming = own.standing().filter(proposal__state__in=CANDIDATE_STATES)
    options = list(coming.exclude(option=None).values_list("option", flat=True))
    coming.update(option=None, accepted_at=None, withdrawn_at=timezone.now())
    ProposalOption.objects.filter(pk__in=options).delete()
    own.update(statement="")
