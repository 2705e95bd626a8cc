"""What stands in the way of admitting a candidate, as the database stands."""

from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from members.applications.models import Application
from members.applications.new_company import ensure_name_is_free
from members.applications.transitions import ACCEPT
from members.companies.models import Company
from multifactory.lib.formats import format_day
from spaces.admission.models import ProposedAdmission
from spaces.allocations.models import Allocation
from spaces.allocations.validation import check_allocation
from spaces.building.models import Space

TO_BE_DECIDED = "–"  # a resolution stands here once there is one


def check_proposed_admission(row: ProposedAdmission) -> None:
    """Raise what the companies would vote on in vain: a name that is taken, a unit that is held."""
    ensure_name_is_free(row.application)
    if row.unit:
        tomorrow = timezone.localdate() + timedelta(days=1)
        _check_unit(row, row.unit, row.first_day(tomorrow))


def _check_unit(row: ProposedAdmission, unit: Space, day: date) -> None:
    check_allocation(
        unit,
        company=Company(name=row.application.name, joined_on=day),
        start_on=day,
        end_on=None,
        kind=Allocation.Kind.ORDINARY,
        resolution=None,
        reason=TO_BE_DECIDED,
    )


def ensure_before_companies(application: Application) -> None:
    """Raise why nobody decides on it any more: above all, the applicant has withdrawn it."""
    if application.state == Application.State.WITHDRAWN:
        values = {
            "name": application,
            "day": format_day(application.closed_on) if application.closed_on else "–",
        }
        raise ValidationError(_("%(name)s withdrew its application on %(day)s.") % values, code="withdrawn")
    ACCEPT.ensure_possible(application)
