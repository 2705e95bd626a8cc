"""The accounts, on the page of the proposal that closes them: registered with `governance.hooks`."""

from django.utils.translation import gettext as _

from governance.hooks import row_of_effect
from governance.proposals.models import Proposal
from members.hooks import Section
from spaces.costs.closing.accounts_page import accounts_view
from spaces.costs.closing.models import CLOSE_YEAR


def accounts_section(proposal: Proposal) -> Section | None:
    row = row_of_effect(proposal, CLOSE_YEAR)
    if row is None:
        return None
    values = {"view": accounts_view(row.year), "row": row}
    return Section(_("The accounts"), "spaces/_proposed_closing.html", values, anchor="accounts")
