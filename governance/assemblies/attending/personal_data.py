"""Which corrections of a roll a person asked for or answered: they stay when the person goes."""

from governance.assemblies.attending.models import RollCorrectionRequest
from members.people.models import User
from multifactory.lib.personal_data import Sections, rows_of


def collect_correction_requests(user: User) -> Sections:
    asked = RollCorrectionRequest.objects.filter(asked_by=user)
    answered = RollCorrectionRequest.objects.filter(answered_by=user)
    of = {"company_name": "entry__company__name"}
    return {
        "roll_corrections_asked": rows_of(asked, "after", "reason", "state", "asked_at", **of),
        "roll_corrections_answered": rows_of(answered, "after", "state", "answered_at", **of),
    }
