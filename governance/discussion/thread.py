"""Comments as threads, ready for the page of their proposal."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.utils import timezone
from django.utils.safestring import SafeString

from governance.discussion.models import Comment
from members.people.models import User
from multifactory.lib.formats import format_moment
from multifactory.lib.markdown import render_markdown

STYLES = {Comment.Kind.FOR: "yes", Comment.Kind.AGAINST: "no", Comment.Kind.CONCERN: "waiting"}


@dataclass(frozen=True, slots=True)
class CommentView:
    """A comment ready to be written down: a template would take ten times as long to find all this."""

    pk: int
    is_answer: bool
    letters: str
    who: str
    company: str
    label: str
    style: str
    iso: str
    when: str
    html: SafeString
    is_edited: bool
    is_own: bool


def to_comment_view(comment: Comment, labels: dict[str, str], user: User) -> CommentView:
    created_at = timezone.localtime(comment.created_at)
    return CommentView(
        pk=comment.pk,
        is_answer=comment.parent_id is not None,
        letters=letters_of(comment.company.name),
        who=str(comment.author) if comment.author_id else "",
        company=comment.company.name,
        label=labels[comment.kind],
        style=STYLES.get(Comment.Kind(comment.kind), ""),
        iso=created_at.isoformat(timespec="seconds"),
        when=format_moment(created_at),
        html=render_markdown(comment.text),
        is_edited=comment.edited_at is not None,
        is_own=comment.author_id == user.pk,
    )


def letters_of(name: str) -> str:
    """Two letters for a company: of its first two words, or the first two of its only one."""
    words = [word for word in name.split() if word[0].isalnum()]
    return "".join(word[0] for word in words[:2]).upper() if len(words) > 1 else name[:2]


def group_in_threads(comments: Iterable[Comment]) -> list[list[Comment]]:
    """`comments` in the order of time, as threads: what began one, then its answers."""
    threads: dict[int, list[Comment]] = {}
    for comment in comments:
        threads.setdefault(comment.parent_id or comment.pk, []).append(comment)
    return list(threads.values())


def companies_by_stance(comments: Iterable[Comment]) -> Iterator[tuple[str, str, str]]:
    """Who speaks for what: style and name of a kind, and the companies whose last word was of that kind."""
    last = {comment.company: comment.kind for comment in comments if comment.kind != Comment.Kind.QUESTION}
    for kind, style in STYLES.items():
        names = sorted(company.name for company, said in last.items() if said == kind)
        if names:
            yield style, str(kind.label), ", ".join(names)


def count_by_kind(comments: Sequence[Comment], labels: dict[str, str]) -> list[tuple[str, str, int]]:
    counted = [
        (kind, label, sum(comment.kind == kind for comment in comments)) for kind, label in labels.items()
    ]
    return [row for row in counted if row[2]]
