"""The accounts, on the page of the proposal that closes them: registered with `governance.hooks`."""

from django.utils.translation import gettext as _

from governance.proposals.models import Proposal
from members.hooks import Section
from spaces.costs.closing.accounts_page import accounts_view
from spaces.costs.closing.models import CLOSE_YEAR, ProposedClosing


def accounts_section(proposal: Proposal) -> Section | None:
    """None for any other proposal, without asking."""
    if proposal.effect != CLOSE_YEAR:
        return None
    row = ProposedClosing.objects.filter(proposal=proposal, amendment=None).first()
    if row is None:
        return None
    values = {"view": accounts_view(row.year), "row": row}
    return Section(_("The accounts"), "spaces/_proposed_closing.html", values, anchor="accounts")
