"""What an adopted resolution asks for: that it is done, and what is said while it is not."""

from collections import defaultdict

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from governance import emails
from governance.models import Outcome, Resolution
from governance.services.recipients import coordinators
from members.models import Membership, User


@transaction.atomic
def mark_done(resolution: Resolution, *, by: User) -> Resolution:
    """Say that it is done, today, or looked at again. Said before: changes nothing, whoever says it again."""
    if resolution.outcome != Outcome.ADOPTED:
        raise ValidationError(_("Only what was adopted can be done."))
    today = timezone.localdate()
    is_to_review = Q(review_on__lte=today, done_on__lt=F("review_on"))
    waiting = Resolution.objects.filter(Q(done_on__isnull=True) | is_to_review, pk=resolution.pk)
    waiting.update(done_on=today, done_by=by)
    resolution.refresh_from_db(fields=["done_on", "done_by"])
    return resolution


@transaction.atomic
def mark_not_done(resolution: Resolution, *, by: User) -> Resolution:
    """Take it back, by a coordinator. It is told of anew if it is overdue."""
    if not by.is_coordinator:
        raise ValidationError(_("Only a coordinator says that something is not done after all."))
    done = Resolution.objects.filter(pk=resolution.pk, done_on__isnull=False)
    done.update(done_on=None, done_by=None, told_on=None)
    resolution.refresh_from_db(fields=["done_on", "done_by", "told_on"])
    return resolution


def tell_overdue() -> int:
    """Write to those who see to what is overdue, once when its day has come and then every 30 days.

    Returns of how many resolutions. Each has its own transaction; of two workers one takes it.
    """
    today = timezone.localdate()
    due = list(Resolution.objects.to_tell_of(today).select_related("responsible").order_by("year", "number"))
    if not due:
        return 0
    chairs = list(coordinators().order_by("pk"))
    people: dict[int | None, dict[int, User]] = defaultdict(dict)
    places = Membership.objects.current().representatives().filter(user__is_active=True)
    for place in places.filter(company__in={one.responsible_id for one in due}).select_related("user"):
        people[place.company_id][place.user_id] = place.user
    told = 0
    for resolution in due:
        to = people[resolution.responsible_id] | {person.pk: person for person in chairs}
        told += _tell_of(resolution, list(to.values()))
    return told


@transaction.atomic
def _tell_of(resolution: Resolution, people: list[User]) -> bool:
    """Compare and set, in the transaction of the mails: a worker that read the same row finds it changed."""
    seen = {"told_on": resolution.told_on, "done_on": resolution.done_on}
    rows = Resolution.objects.filter(pk=resolution.pk, **seen)
    if not rows.update(told_on=timezone.localdate()):
        return False
    for person in people:
        emails.send_overdue(resolution, person)
    return True
