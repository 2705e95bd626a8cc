"""Speaking in the discussion of a proposal."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from governance.forms import CommentEditForm, CommentForm
from governance.models import Comment, Proposal
from governance.rules.access import can_edit_comment
from governance.services import add_comment, edit_comment
from governance.views.pages import proposal_page, visible_proposal
from members.acting import membership_in
from members.rules.access import is_insider
from members.types import MemberRequest
from multifactory.lib.access import require
from multifactory.lib.forms import hand_over


@require_POST
def comment_new(request: MemberRequest, pk: int) -> HttpResponse:
    require(is_insider(request.user, request.acting))
    proposal = visible_proposal(request, pk)
    form = CommentForm(request.POST, proposal=proposal)
    is_valid = form.is_valid()
    membership = membership_in(request, form.cleaned_data["company"]) if is_valid else request.acting
    require(bool(membership) and proposal.state != Proposal.State.DRAFT)
    if is_valid:
        try:
            comment = add_comment(proposal, author=request.user, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            return redirect(comment)
    return proposal_page(request, proposal, comment_form=form)


def _visible(request: MemberRequest, pk: int, comment_pk: int) -> Comment:
    require(is_insider(request.user, request.acting))
    proposal = visible_proposal(request, pk)
    comments = Comment.objects.select_related("company", "author")
    comment = get_object_or_404(comments, proposal=proposal, pk=comment_pk)
    comment.proposal = proposal
    return comment


@require_http_methods(["GET", "HEAD", "POST"])
def comment_edit(request: MemberRequest, pk: int, comment_pk: int) -> HttpResponse:
    comment = _visible(request, pk, comment_pk)
    require(comment.author_id == request.user.pk)
    if request.method != "POST" and not can_edit_comment(request.user, comment, comment.proposal):
        return redirect(comment)
    form = CommentEditForm(
        request.POST if request.method == "POST" else None,
        initial={"kind": comment.kind, "text": comment.text},
    )
    if request.method == "POST" and form.is_valid():
        try:
            edit_comment(comment, **form.cleaned_data)
        except ValidationError as error:
            hand_over(form, error)
        else:
            messages.success(request, _("Comment saved. What it said before stays readable."))
            return redirect(comment)
    return render(request, "governance/comment_form.html", {"form": form, "comment": comment})


@require_safe
def comment_history(request: MemberRequest, pk: int, comment_pk: int) -> HttpResponse:
    """What a comment says, and said before: the latest first."""
    comment = _visible(request, pk, comment_pk)
    edits = comment.edits.order_by("-pk")
    return render(request, "governance/comment_history.html", {"comment": comment, "edits": edits})
