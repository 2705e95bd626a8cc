"""How many days the steps of an admission take, for `members.hooks`."""

from datetime import date

from governance.rulebook.models import Rulebook
from members.hooks import AdmissionDays


def admission_days_on(day: date) -> AdmissionDays | None:
    """Of the rulebook in force on a day. One query."""
    rulebook = Rulebook.objects.in_force(day).first()
    if rulebook is None:
        return None
    return AdmissionDays(
        open=rulebook.admission_open_days,
        due=rulebook.admission_due_days,
        appeal=rulebook.admission_appeal_days,
        silent=rulebook.admission_silent_days,
    )
