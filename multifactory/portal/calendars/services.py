"""Making and revoking links to calendars."""

from contextlib import suppress
from dataclasses import dataclass
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import OperationalError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from members.companies.models import Company
from members.people.models import User
from multifactory.lib.signed_links import hash_token, new_token
from multifactory.portal.calendars.models import CalendarLink
from spaces.building.models import Space

MOST = 30  # working links that a person made


@dataclass(frozen=True)
class Target:
    """What a link is to open."""

    kind: str
    company: Company | None = None
    space: Space | None = None


@transaction.atomic
def create_link(
    target: Target, *, by: User, label: str, language: str, request_id: UUID, token: str = ""
) -> tuple[CalendarLink, str]:
    """The new link and its token, which nobody can read again; the same form once more gives no token."""
    User.objects.select_for_update(no_key=True).get(pk=by.pk)
    if known := CalendarLink.objects.filter(request_id=request_id, made_by=by).first():
        return known, ""
    if CalendarLink.objects.working().filter(made_by=by).count() >= MOST:
        text = _("You already have %(number)d links. Revoke those that nobody uses any more.")
        raise ValidationError(text % {"number": MOST})
    token = token or new_token()
    link = CalendarLink.objects.create(
        kind=target.kind,
        company=target.company,
        space=target.space,
        label=label,
        language=language,
        token_hash=hash_token(token),
        made_by=by,
        request_id=request_id,
    )
    return link, token


def revoke_link(link: CalendarLink, *, by: User) -> None:
    """From now on it opens nothing. Again: changes nothing."""
    CalendarLink.objects.working().filter(pk=link.pk).update(revoked_at=timezone.now(), revoked_by=by)


def note_use(link: CalendarLink) -> None:
    """Remember the day; who reads a calendar does not wait for a disk that is full."""
    today = timezone.localdate()
    if link.last_used_on != today:
        with suppress(OperationalError):
            CalendarLink.objects.filter(pk=link.pk).update(last_used_on=today)
