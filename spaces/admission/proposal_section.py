"""The candidate, on the page of the proposal that admits it."""

from django.utils.translation import gettext as _

from governance.hooks import row_of_effect
from governance.proposals.models import Proposal
from members.hooks import Section
from spaces.admission.models import ADMIT


def candidate_section(proposal: Proposal) -> Section | None:
    row = row_of_effect(proposal, ADMIT)
    if row is None:
        return None
    return Section(
        _("The candidate"),
        "spaces/_proposed_admission.html",
        {"application": row.application},
        anchor="candidate",
    )
