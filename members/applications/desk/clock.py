"""What the worker does: lapses, warnings, alarms, and what is emptied after twelve months.

Each is written, or compared and set, in the transaction that queues the mails: once, however many workers.
"""

from collections.abc import Callable
from datetime import timedelta

from dateutil.relativedelta import relativedelta
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from members.applications import emails
from members.applications.desk.emptying import empty
from members.applications.joining.applying import lapse_if_due
from members.applications.models import Application
from members.applications.rules import TOLD_BEFORE, alarm_days, emptied_from, is_overdue, lapses_on
from members.applications.steps import lock_application

State = Application.State
ALARMED = (State.SUBMITTED, State.CHECKING, State.INFO_NEEDED, State.OPEN, State.PROPOSED)


def _each(rows: QuerySet[Application], act: Callable[[Application], bool]) -> int:
    return sum(act(application) for application in rows.order_by("pk").iterator(chunk_size=200))


def lapse_silent_applications() -> int:
    """Drafts nobody saved for 30 days, and requests for information nobody answered; told 14 days before."""
    silent = Application.objects.filter(state__in=[State.DRAFT, State.INFO_NEEDED])
    return _each(silent, lapse_if_due) + _each(silent.filter(lapse_told_on__isnull=True), _tell_of_lapse)


@transaction.atomic
def _tell_of_lapse(application: Application) -> bool:
    lock_application(application)
    today = timezone.localdate()
    last_day = lapses_on(application, timezone.localtime(application.saved_at).date())
    if application.lapse_told_on or last_day is None or today < last_day - timedelta(days=TOLD_BEFORE):
        return False
    application.lapse_told_on = today
    application.save(update_fields=["lapse_told_on"])
    emails.send_application_lapsing(application, last_day)
    return True


def raise_alarms() -> int:
    """30, 15 and 5 days before an application is to be decided coordinators are told; at last everyone."""
    soon = timezone.localdate() + timedelta(days=30)
    return _each(Application.objects.filter(state__in=ALARMED, due_on__lte=soon, last_alarm__lt=3), _alarm)


@transaction.atomic
def _alarm(application: Application) -> bool:
    """Of alarms that have been missed only the last one is raised."""
    lock_application(application)
    today = timezone.localdate()
    due = [number for number, day in alarm_days(application) if day <= today]
    if application.state not in ALARMED or not due or due[-1] <= application.last_alarm:
        return False
    application.last_alarm = due[-1]
    application.save(update_fields=["last_alarm"])
    emails.send_alarm(application, due[-1])
    if is_overdue(application, today):
        emails.send_unproposed(application)
    return True


def empty_old_applications() -> int:
    """Twelve months after its end what an application says of people goes; that there was one stays."""
    year_ago = timezone.localdate() - relativedelta(months=12)
    ended = Application.objects.filter(closed_on__lte=year_ago, emptied_on__isnull=True)
    return _each(ended.exclude(state=State.ACCEPTED), _empty_when_due)


@transaction.atomic
def _empty_when_due(application: Application) -> bool:
    lock_application(application)
    day = emptied_from(application)
    if application.emptied_on or day is None or timezone.localdate() < day:
        return False
    empty(application)
    return True
