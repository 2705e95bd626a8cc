"""Ending a round early, and writing a round without a decision in the book."""

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from governance.closing.services import close_round_early, conclude_proposal
from governance.proposals.transitions import CONCLUDE
from governance.proposals.views import call_service, run_transition
from governance.voting.views import get_round_for_chair
from members.people.http import MemberRequest, insider_required


@require_POST
@insider_required
def proposal_conclude(request: MemberRequest, pk: int) -> HttpResponse:
    return run_transition(request, pk, CONCLUDE, conclude_proposal)


@require_POST
def round_close_early(request: MemberRequest, pk: int, number: int) -> HttpResponse:
    """Count at once what every company has voted on; a round past its end is counted by looking at it."""
    voting_round = get_round_for_chair(request, pk, number)
    done = _("The votes are counted.")
    return call_service(
        request, voting_round, lambda: close_round_early(voting_round, by=request.user), done=done
    )
