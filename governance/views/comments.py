"""Speaking in the discussion of a proposal."""

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from governance.forms import CommentForm
from governance.rules.access import can_comment
from governance.services import add_comment
from governance.views.pages import proposal_page, visible_proposal
from members.acting import membership_in
from members.rules.access import is_insider
from members.types import MemberRequest
from multifactory.lib.access import require


@require_POST
def comment_new(request: MemberRequest, pk: int) -> HttpResponse:
    require(is_insider(request.user, request.acting))
    proposal = visible_proposal(request, pk)
    form = CommentForm(request.POST)
    is_valid = form.is_valid()
    membership = membership_in(request, form.cleaned_data["company"]) if is_valid else request.acting
    require(can_comment(membership, proposal))
    if is_valid:
        try:
            comment = add_comment(proposal, author=request.user, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            return redirect(f"{proposal.get_absolute_url()}#comment-{comment.pk}")
    return proposal_page(request, proposal, comment_form=form)
