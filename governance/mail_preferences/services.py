"""Which mails a person wants beside those that are duty."""

from django.db import transaction
from django.utils import timezone

from governance.mail_preferences.models import NoticeSettings
from members.people.models import User


@transaction.atomic
def save_mail_preferences(
    user: User,
    *,
    wants_replies: bool,
    wants_digest: bool,
    wants_bookings: bool = True,
    wants_tickets: bool = True,
) -> NoticeSettings:
    """Keep what a person wants. The first digest tells of what is new from now on."""
    NoticeSettings.objects.get_or_create(user=user)
    settings = NoticeSettings.objects.select_for_update().get(user=user)
    if wants_digest and not settings.wants_digest:
        settings.digest_until = timezone.now()
    settings.wants_replies, settings.wants_digest = wants_replies, wants_digest
    settings.wants_bookings, settings.wants_tickets = wants_bookings, wants_tickets
    wanted = ["wants_replies", "wants_digest", "wants_bookings", "wants_tickets"]
    settings.save(update_fields=[*wanted, "digest_until"])
    return settings


@transaction.atomic
def unsubscribe(user: User, *, kind: str) -> None:
    """Switch one kind off, `replies`, `digest`, `bookings` or `tickets`. Off already: changes nothing."""
    NoticeSettings.objects.get_or_create(user=user)
    NoticeSettings.objects.filter(user=user).update(**{f"wants_{kind}": False})
