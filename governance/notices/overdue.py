"""Mails about resolutions that are not done by their day."""

from collections import defaultdict

from django.db import transaction
from django.utils import timezone

from governance.notices import emails
from governance.resolutions.models import Resolution
from members.people.models import Membership, User
from members.people.recipients import coordinators


def send_overdue_notices() -> int:
    """Write to those responsible for what is overdue, once when its day has come and then every 30 days.

    Returns of how many resolutions. Each has its own transaction; of two workers one takes it.
    """
    today = timezone.localdate()
    due = list(
        Resolution.objects.due_for_notice(today).select_related("responsible").order_by("year", "number")
    )
    if not due:
        return 0
    chairs = list(coordinators().order_by("pk"))
    people: dict[int | None, dict[int, User]] = defaultdict(dict)
    places = Membership.objects.current().representatives().filter(user__is_active=True)
    responsible = {resolution.responsible_id for resolution in due}
    for place in places.filter(company__in=responsible).select_related("user"):
        people[place.company_id][place.user_id] = place.user
    noticed = 0
    for resolution in due:
        to = people[resolution.responsible_id] | {person.pk: person for person in chairs}
        noticed += _send_once(resolution, list(to.values()))
    return noticed


@transaction.atomic
def _send_once(resolution: Resolution, people: list[User]) -> bool:
    """Compare and set, in the transaction of the mails: a worker that read the same row finds it changed."""
    seen = {"told_on": resolution.told_on, "done_on": resolution.done_on}
    rows = Resolution.objects.filter(pk=resolution.pk, **seen)
    if not rows.update(told_on=timezone.localdate()):
        return False
    for person in people:
        emails.send_resolution_overdue(resolution, person)
    return True
