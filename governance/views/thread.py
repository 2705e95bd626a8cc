"""What the page of a proposal shows of its discussion."""

from typing import Any

from governance.forms import CommentForm
from governance.models import Proposal
from governance.rules.access import can_comment
from members.types import MemberRequest


def discussion_context(
    request: MemberRequest, proposal: Proposal, comment_form: CommentForm | None
) -> dict[str, Any]:
    company = request.acting.company if request.acting else None
    return {
        "comments": proposal.comments.select_related("company", "author"),
        "comment_form": comment_form or CommentForm(initial={"company": company}),
        "can_comment": can_comment(request.acting, proposal),
    }
