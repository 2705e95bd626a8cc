"""What a person said for a company, which stays when they go: it is the company's word."""

from governance.discussion.models import Comment, CommentEdit
from members.people.models import User
from members.people.personal_data import names_of
from multifactory.lib.personal_data import Sections, erase_names, rows_of


def collect_comments(user: User) -> Sections:
    fields = ["company__name", "proposal__title", "kind", "text", "created_at"]
    return {"comments": rows_of(Comment.objects.filter(author=user), *fields)}


def erase_earlier_comments(user: User) -> None:
    """Who took their name out of a comment took it out: its earlier words lose it too."""
    erase_names(CommentEdit.objects.all(), names_of(user), "text")
