"""A person says which mails they want beside those that are duty."""

from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone

from members.people.mails.models import MailChoice
from members.people.models import User


@transaction.atomic
def save_mail_choices(user: User, wanted: Mapping[str, bool]) -> None:
    """Keep what a person wants, by the key of each kind. `changed_at` moves only with a change."""
    for kind, is_wanted in wanted.items():
        row, is_new = MailChoice.objects.get_or_create(
            user=user, kind=kind, defaults={"is_wanted": is_wanted}
        )
        if not is_new:
            changed = MailChoice.objects.filter(pk=row.pk).exclude(is_wanted=is_wanted)
            changed.update(is_wanted=is_wanted, changed_at=timezone.now())


def unsubscribe(user: User, *, kind: str) -> None:
    """Switch one kind off. Off already: changes nothing."""
    save_mail_choices(user, {kind: False})
