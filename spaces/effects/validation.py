"""What already stands in the way of what a proposal would do to spaces."""

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from spaces.allocations.rules import check_end
from spaces.allocations.validation import check_allocation
from spaces.effects.models import ProposedAllocation, ProposedEnd, ProposedQuietHours

TO_BE_DECIDED = "–"  # a resolution stands here once there is one


def check_proposed_allocation(row: ProposedAllocation) -> None:
    check_allocation(
        row.unit,
        company=row.company,
        start_on=row.start_on,
        end_on=row.end_on,
        kind=row.kind,
        resolution=None,
        reason=TO_BE_DECIDED,
    )


def check_proposed_end(row: ProposedEnd) -> None:
    check_end(row.allocation, end_on=row.end_on, resolution=None, reason=TO_BE_DECIDED)


def check_proposed_quiet_hours(row: ProposedQuietHours) -> None:
    if row.valid_to is not None and row.valid_to <= max(row.valid_from, timezone.localdate()):
        raise ValidationError({"valid_to": _("They must end after they begin, and not before today.")})
