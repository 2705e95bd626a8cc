"""Changing a comment, and what it said before."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from governance.discussion.forms import CommentEditForm
from governance.discussion.models import Comment
from governance.discussion.rules import can_edit_comment
from governance.discussion.services import edit_comment
from governance.proposals.views import get_visible_proposal
from members.people.http import MemberRequest, insider_required
from multifactory.lib.access import require
from multifactory.lib.forms import add_errors, post_data


@insider_required
def _get_visible_comment(request: MemberRequest, pk: int, comment_pk: int) -> Comment:
    proposal = get_visible_proposal(request, pk)
    comments = Comment.objects.select_related("company", "author")
    comment = get_object_or_404(comments, proposal=proposal, pk=comment_pk)
    comment.proposal = proposal
    return comment


@require_http_methods(["GET", "HEAD", "POST"])
def comment_edit(request: MemberRequest, pk: int, comment_pk: int) -> HttpResponse:
    comment = _get_visible_comment(request, pk, comment_pk)
    require(comment.author_id == request.user.pk)
    if request.method != "POST" and not can_edit_comment(request.user, comment, comment.proposal):
        return redirect(comment)
    form = CommentEditForm(
        post_data(request),
        initial={"kind": comment.kind, "text": comment.text},
    )
    if request.method == "POST" and form.is_valid():
        try:
            edit_comment(comment, **form.cleaned_data)
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, _("Comment saved. The earlier version can still be read."))
            return redirect(comment)
    return render(request, "governance/comment_form.html", {"form": form, "comment": comment})


@require_safe
def comment_history(request: MemberRequest, pk: int, comment_pk: int) -> HttpResponse:
    """What a comment says, and said before: the latest first."""
    comment = _get_visible_comment(request, pk, comment_pk)
    edits = comment.edits.order_by("-pk")
    return render(request, "governance/comment_history.html", {"comment": comment, "edits": edits})
