"""The payments and credits a person recorded and voided. Erasing the person leaves them, without a name."""

from members.people.models import User
from multifactory.lib.personal_data import Sections, rows_of
from spaces.costs.dues.models import Credit, Payment


def collect(user: User) -> Sections:
    """Which, and when; how much a company paid is the company's."""
    return {
        "payments_recorded": rows_of(
            Payment.objects.filter(recorded_by=user), "company__name", "paid_on", "recorded_at"
        ),
        "payments_voided": rows_of(
            Payment.objects.filter(voided_by=user), "company__name", "voided_at", "void_reason"
        ),
        "credits_recorded": rows_of(
            Credit.objects.filter(recorded_by=user), "company__name", "given_on", "reason", "recorded_at"
        ),
        "credits_voided": rows_of(
            Credit.objects.filter(voided_by=user), "company__name", "voided_at", "void_reason"
        ),
    }
