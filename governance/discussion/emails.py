"""The mail about an answer to a comment."""

from django.utils.text import Truncator

from governance.discussion.mail_kinds import REPLIES
from governance.discussion.models import Comment
from members.people.mails.emails import preference_links
from members.people.models import User
from multifactory.lib.mail import absolute_url, send
from multifactory.lib.mail_values import Trusted
from multifactory.lib.text.clean import without_addresses

MAX_QUOTE_LENGTH = 600  # of a comment, in characters


def _quote(text: str) -> Trusted:
    """Every line behind its mark, and no links: they are on the page."""
    lines = without_addresses(Truncator(text).chars(MAX_QUOTE_LENGTH)).splitlines()
    return Trusted("\n".join(f"> {line}".rstrip() for line in lines))


def send_comment_reply(comment: Comment, person: User) -> None:
    """To somebody who spoke in the thread before."""
    foot = preference_links(person, REPLIES.key)
    context = {
        "comment": comment,
        "quote": _quote(comment.text),
        "title": comment.proposal.title,
        "url": absolute_url(f"{comment.proposal.get_absolute_url()}#comment-{comment.pk}"),
    }
    send(person.email, "comment_reply", context | foot, person.language, unsubscribe=foot["stop_url"])
