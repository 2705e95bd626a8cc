"""Mails a person may do without: which they want, and the answer to a comment."""

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from governance import emails
from governance.models import Comment, NoticeSettings
from governance.services.recipients import people_with_a_place
from members.models import User


@transaction.atomic
def choose_mails(user: User, *, wants_replies: bool, wants_digest: bool) -> NoticeSettings:
    """Keep what a person wants. The first digest tells of what is new from now on."""
    NoticeSettings.objects.get_or_create(user=user)
    settings = NoticeSettings.objects.select_for_update().get(user=user)
    if wants_digest and not settings.wants_digest:
        settings.digest_until = timezone.now()
    settings.wants_replies, settings.wants_digest = wants_replies, wants_digest
    settings.save(update_fields=["wants_replies", "wants_digest", "digest_until"])
    return settings


@transaction.atomic
def stop_mails(user: User, *, kind: str) -> None:
    """Switch one kind off, `replies` or `digest`. Off already: changes nothing."""
    NoticeSettings.objects.get_or_create(user=user)
    NoticeSettings.objects.filter(user=user).update(**{f"wants_{kind}": False})


def tell_reply(comment: Comment) -> None:
    """Write to who spoke in the thread before: the author of the comment, and all who answered it."""
    if comment.parent_id is None:
        return
    thread = Comment.objects.filter(Q(pk=comment.parent_id) | Q(parent=comment.parent_id))
    people = people_with_a_place().filter(pk__in=thread.values("author"))
    people = people.exclude(pk=comment.author_id or 0).exclude(notice_settings__wants_replies=False)
    for person in people.order_by("pk"):
        emails.send_comment_reply(comment, person)
