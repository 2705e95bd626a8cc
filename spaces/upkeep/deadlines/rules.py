"""When a deadline comes again, when it is told of, who records it. Nothing here reads the database."""

from collections.abc import Collection
from datetime import date

from dateutil.relativedelta import relativedelta
from django.utils.translation import gettext as _

from members.people.models import Membership, User
from multifactory.lib.formats import format_day
from spaces.upkeep.deadlines.models import Deadline

STEPS = (60, 30, 7, 0)  # days before its day; then once a week
WEEK = 7


def next_day(done_on: date, every_months: int) -> date:
    """So many months later, cut to the end of the month: 31 August and six months make 28 February."""
    return done_on + relativedelta(months=every_months)


def notice_step(next_on: date, today: date) -> int | None:
    """The last step that has come, in days before the day: 60, 30, 7, 0, -7, -14 …; None before the first."""
    left = (next_on - today).days
    if left < 0:
        return -(-left // WEEK) * WEEK
    return min((step for step in STEPS if left <= step), default=None)


def done_faults(day: date, today: date, days_done: Collection[date]) -> dict[str, str]:
    """Why it cannot be recorded as done on a day, by the field of the form."""
    if day > today:
        return {"day": _("This date is in the future.")}
    later = [done for done in days_done if done >= day]
    if later:
        text = _("It is already recorded as done on %(day)s: choose a later day.")
        return {"day": text % {"day": format_day(max(later))}}
    return {}


def can_record_done(user: User, acting: Membership | None, deadline: Deadline) -> bool:
    """People of the responsible company, and coordinators, as long as it is needed."""
    if deadline.is_over:
        return False
    is_responsible = bool(acting) and acting.company_id == deadline.responsible_id  # type: ignore[union-attr]
    return user.is_coordinator or is_responsible


def late_words(deadline: Deadline) -> str:
    """What is late and since when, for whoever cannot book for it."""
    values = {"what": deadline.name, "space": deadline.place, "day": format_day(deadline.next_on)}
    return _("Overdue since %(day)s: %(what)s (%(space)s). It opens again once that is done.") % values
