"""What the page of a proposal shows of its discussion."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from governance.forms import CommentForm
from governance.models import Comment, Proposal
from governance.rules.access import can_comment
from members.types import MemberRequest


@dataclass(frozen=True)
class Thread:
    """A comment and what was answered to it, in the order of time."""

    first: Comment
    answers: list[Comment] = field(default_factory=list)

    def has(self, kind: str) -> bool:
        return any(one.kind == kind for one in [self.first, *self.answers])


def threads_of(comments: Iterable[Comment]) -> list[Thread]:
    """`comments` in the order of time, so that each answer comes after what it answers."""
    threads: dict[int, Thread] = {}
    for comment in comments:
        if comment.parent_id is None:
            threads[comment.pk] = Thread(comment)
        else:
            threads[comment.parent_id].answers.append(comment)
    return list(threads.values())


def stands_of(comments: Iterable[Comment]) -> list[tuple[str, str, str]]:
    """Who speaks for what: each kind with its name and the companies whose last word was of that kind."""
    last = {comment.company: comment.kind for comment in comments if comment.kind != Comment.Kind.QUESTION}
    stands = []
    for kind in (Comment.Kind.FOR, Comment.Kind.AGAINST, Comment.Kind.CONCERN):
        names = sorted(company.name for company, said in last.items() if said == kind)
        if names:
            stands.append((kind.value, str(kind.label), ", ".join(names)))
    return stands


def discussion_context(
    request: MemberRequest, proposal: Proposal, comment_form: CommentForm | None
) -> dict[str, Any]:
    acting = request.acting
    comments = list(proposal.comments.select_related("company", "author").order_by("created_at", "pk"))
    threads = threads_of(comments)
    kind = request.GET.get("kind", "")
    answered = _answered(request, comments)
    initial = {"company": acting.company if acting else None, "parent": answered}
    return {
        "threads": [one for one in threads if one.has(kind)] if kind in Comment.Kind else threads,
        "comment_count": len(comments),
        "kinds": [
            (one.value, one.label, number)
            for one in Comment.Kind
            if (number := sum(comment.kind == one for comment in comments))
        ],
        "kind": kind,
        "stands": stands_of(comments),
        "answered": answered,
        "comment_form": comment_form or CommentForm(proposal=proposal, initial=initial),
        "can_comment": can_comment(acting, proposal),
    }


def _answered(request: MemberRequest, comments: Iterable[Comment]) -> Comment | None:
    """The comment the form is an answer to: ?answer=12, or what was sent."""
    wanted = request.POST.get("parent") or request.GET.get("answer", "")
    return next((one for one in comments if str(one.pk) == wanted), None)
