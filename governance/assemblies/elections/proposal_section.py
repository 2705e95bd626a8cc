"""What the page of an election says of its candidates."""

from django.utils.translation import gettext as _

from governance.assemblies.elections.models import Candidacy
from governance.assemblies.elections.rules import takes_candidates
from governance.hooks import has_candidates
from governance.proposals.models import Proposal
from members.hooks import Section


def candidates_section(proposal: Proposal) -> Section | None:
    """Who stands, who has not answered, and once it is decided who takes the office. One query."""
    if not has_candidates(proposal) or proposal.state == Proposal.State.DRAFT:
        return None
    candidacies = list(Candidacy.objects.filter(proposal=proposal).standing().for_list())
    context = {"candidacies": candidacies, "takes_candidates": takes_candidates(proposal)}
    return Section(_("Candidates"), "governance/_candidates.html", context, anchor="candidates")
