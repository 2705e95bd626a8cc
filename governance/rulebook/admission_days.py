"""How many days the steps of an admission take, for `members.hooks`."""

from governance.rulebook.models import Rulebook
from members.hooks import AdmissionDays


def admission_days_today() -> AdmissionDays:
    """Of the rulebook in force; the usual ones where there is none. One query."""
    rulebook = Rulebook.objects.in_force_now()
    if rulebook is None:
        return AdmissionDays()
    return AdmissionDays(
        open=rulebook.admission_open_days,
        due=rulebook.admission_due_days,
        appeal=rulebook.admission_appeal_days,
        silent=rulebook.admission_silent_days,
    )
