"""The mail about an answer to a comment."""

from django.utils.text import Truncator

from governance.discussion.models import Comment
from governance.mail_preferences.emails import preference_links
from members.people.models import User
from multifactory.lib.mail import absolute_url, one_line, send

MAX_QUOTE_LENGTH = 600  # of a comment, in characters


def send_comment_reply(comment: Comment, person: User) -> None:
    """To somebody who spoke in the thread before."""
    foot = preference_links(person, "replies")
    context = {
        "comment": comment,
        "quote": "\n".join(
            f"> {line}".rstrip() for line in Truncator(comment.text).chars(MAX_QUOTE_LENGTH).splitlines()
        ),
        "title": one_line(comment.proposal.title),
        "url": absolute_url(f"{comment.proposal.get_absolute_url()}#comment-{comment.pk}"),
    }
    send(person.email, "comment_reply", context | foot, person.language, unsubscribe=foot["stop_url"])
