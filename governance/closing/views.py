"""Ending a round early, and writing a round without a decision in the book."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from governance.closing.services import close_early, conclude_proposal
from governance.proposals.views import get_visible_proposal, run_transition
from governance.voting.views import get_round_for_chair
from members.people.http import MemberRequest, insider_required
from multifactory.lib.access import require


@require_POST
@insider_required
def proposal_conclude(request: MemberRequest, pk: int) -> HttpResponse:
    proposal = get_visible_proposal(request, pk)
    require(request.user.is_coordinator)
    said = _("The result is written in the book of resolutions.")
    return run_transition(request, proposal, lambda one: conclude_proposal(one, by=request.user), said)


@require_POST
def round_close(request: MemberRequest, pk: int, number: int) -> HttpResponse:
    """Count at once what every company has voted on; a round past its end is counted by looking at it."""
    voting_round = get_round_for_chair(request, pk, number)
    try:
        close_early(voting_round, by=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("The votes are counted."))
    return redirect(voting_round)
