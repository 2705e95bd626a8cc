"""The days of an application: yes and no, and when. Nothing here reads the database or the clock.

Days are local days; Sundays and holidays count.
"""

from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

from members.applications.models import Application

NOTICE_VERSION = "2026-11"  # of what `members/_privacy.html` says of applications
DRAFT_DAYS = 30  # a draft lives so long after its last save
TOLD_BEFORE = 14  # days before a draft or an unanswered request lapses
MAX_DOCUMENTS = 5
MAX_PRODUCTS = 8
MAX_LISTINGS = 8
# Days before the one it is to be decided by, when coordinators are told: with 60 days the 30th, 45th and
# 55th. At the last one every representative is told too.
ALARMS_BEFORE_DUE = (30, 15, 5)

State = Application.State


def can_be_proposed(application: Application, day: date) -> bool:
    """In its open days questions are asked; from `open_until` on any company puts it to the vote."""
    return application.is_open and application.open_until is not None and day >= application.open_until


def can_be_appealed(application: Application, day: date) -> bool:
    """Until the last day, that day included, and once."""
    return (
        application.state == State.REFUSED
        and application.appealed_on is None
        and application.appeal_until is not None
        and day <= application.appeal_until
    )


def takes_questions(application: Application) -> bool:
    """Members ask as long as nothing is decided."""
    return application.state in (State.OPEN, State.PROPOSED)


def takes_changes(application: Application) -> bool:
    """The applicant may change what it says: before members read it."""
    return application.state in (State.DRAFT, State.INFO_NEEDED)


def takes_documents(application: Application) -> bool:
    return application.state in (State.DRAFT, State.SUBMITTED, State.CHECKING, State.INFO_NEEDED, State.OPEN)


def alarm_days(application: Application) -> list[tuple[int, date]]:
    """Each alarm's number (1, 2, 3) and its day: 30, 15 and 5 days before it is to be decided."""
    if application.due_on is None:
        return []
    return [
        (number, application.due_on - timedelta(days=before))
        for number, before in enumerate(ALARMS_BEFORE_DUE, 1)
    ]


def is_overdue(application: Application, day: date) -> bool:
    """The last alarm's day has come and nobody has put it to the vote."""
    is_waiting = application.state in (State.SUBMITTED, State.CHECKING, State.INFO_NEEDED, State.OPEN)
    days = alarm_days(application)
    return is_waiting and bool(days) and day >= days[-1][1]


def lapses_on(application: Application, saved_on: date) -> date | None:
    """The first day a draft, or a request for information nobody answered, is no more. None: never.

    `saved_on`: the local day of the last save.
    """
    if application.state == State.DRAFT:
        return saved_on + timedelta(days=DRAFT_DAYS)
    if application.state == State.INFO_NEEDED and application.asked_on and application.silent_days:
        return application.asked_on + timedelta(days=application.silent_days)
    return None


def emptied_from(application: Application) -> date | None:
    """The first day on which what it says of people is emptied: 12 months after the appeal's end, or after
    it was withdrawn or lapsed. None: it is kept."""
    if application.closed_on is None or application.state == State.ACCEPTED:
        return None
    if application.state == State.REFUSED:
        last_day = max(filter(None, (application.appeal_until, application.told_on)))
        return last_day + timedelta(days=1) + relativedelta(months=12)
    return application.closed_on + relativedelta(months=12)
