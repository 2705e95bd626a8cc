"""Days of an agreement: when it may end, when coordinators hear of it."""

from collections.abc import Collection
from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from events.institutions.agreement_models import Agreement
from members.people.models import Membership, User

NOTICE_DAYS = (90, 30, 7)


def notices_due(ends_on: date, today: date, told: Collection[int]) -> list[int]:
    """The steps of 90, 30 and 7 days that have come and were not told of; none once it is over."""
    left = (ends_on - today).days
    return [days for days in NOTICE_DAYS if 0 < left <= days and days not in told]


def check_start(agreement: Agreement, start_on: date) -> None:
    """Raise why the agreement cannot be in force from that day."""
    if agreement.starts_on is not None:
        text = _("“%(agreement)s” already has a day from which it is in force.") % {"agreement": agreement}
        raise ValidationError({"agreement": text})
    if agreement.ends_on is not None and agreement.ends_on <= start_on:
        raise ValidationError({"start_on": _("The agreement ends before that day.")})


def check_end(agreement: Agreement, ends_on: date) -> None:
    if agreement.starts_on is None:
        raise ValidationError(_("What is not in force cannot be ended."), code="state")
    if agreement.ended_at is not None:
        raise ValidationError(_("This agreement has already been ended."), code="state")
    if ends_on <= agreement.starts_on:
        raise ValidationError({"ends_on": _("The agreement must end after it starts.")})
    if agreement.ends_on is not None and ends_on > agreement.ends_on:
        raise ValidationError({"ends_on": _("It expires before that day anyway.")})


def can_write_note(user: User, acting: Membership | None) -> bool:
    return acting is not None or user.is_coordinator
