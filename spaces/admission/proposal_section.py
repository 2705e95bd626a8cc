"""The candidate, on the page of the proposal that admits it."""

from django.utils.translation import gettext as _

from governance.proposals.models import Proposal
from members.hooks import Section
from spaces.admission.models import ADMIT, ProposedAdmission


def candidate_section(proposal: Proposal) -> Section | None:
    """None for any other proposal, without asking. One query."""
    if proposal.effect != ADMIT:
        return None
    rows = ProposedAdmission.objects.filter(proposal=proposal, amendment=None)
    row = rows.select_related("application__field", "application__company").first()
    if row is None:
        return None
    return Section(
        _("The candidate"),
        "spaces/_proposed_admission.html",
        {"application": row.application},
        anchor="candidate",
    )
