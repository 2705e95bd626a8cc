"""What a person said for a company, which stays when they go: it is the company's word."""

from governance.discussion.models import Comment
from members.people.models import User
from multifactory.lib.personal_data import Sections, rows_of


def collect_comments(user: User) -> Sections:
    fields = ["company__name", "proposal__title", "kind", "text", "created_at"]
    return {"comments": rows_of(Comment.objects.filter(author=user), *fields)}
