"""The parts of funds a person called or voided. Erasing the person leaves them, without a name."""

from members.people.models import User
from multifactory.lib.personal_data import Sections, rows_of
from spaces.costs.funds.models import FundCall


def collect(user: User) -> Sections:
    called, voided = FundCall.objects.filter(called_by=user), FundCall.objects.filter(voided_by=user)
    title = "fund__authorisation__resolution__title"
    return {
        "fund_parts_called": rows_of(called, title, "number", "cents", "due_on", "words", "called_at"),
        "fund_parts_voided": rows_of(voided, title, "number", "cents", "voided_at", "void_reason"),
    }
