"""Suspending the vote of a company, and giving it back before the end. The company is told at once."""

from datetime import date
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from governance.suspensions import emails
from governance.suspensions.models import VotingSuspension
from members.companies.models import Company
from members.people.models import User
from members.people.recipients import representatives_of

if TYPE_CHECKING:
    from governance.resolutions.models import Resolution


@transaction.atomic
def suspend_company(
    company: Company,
    *,
    start_on: date,
    reason: str,
    by: User | None,
    end_on: date | None = None,
    resolution: "Resolution | None" = None,
    rulebook_entry: str = "",
    is_by_rulebook: bool = False,
) -> VotingSuspension:
    """Take a company's vote for a time, from tomorrow on. ValidationError without anything that says so.

    `by` is nobody where the portal does what a number of the rulebook says.
    """
    suspension = VotingSuspension(
        company=company,
        start_on=start_on,
        end_on=end_on,
        reason=reason.strip(),
        resolution=resolution,
        rulebook_entry=rulebook_entry.strip(),
        entered_by=by,
        is_by_rulebook=is_by_rulebook,
    )
    suspension.full_clean()
    suspension.save()
    for membership in representatives_of([company]):
        emails.send_company_suspended(suspension, membership)
    return suspension


@transaction.atomic
def end_suspension(suspension: VotingSuspension, *, end_on: date, by: User | None) -> VotingSuspension:
    """Give the vote back earlier than was said: today at the earliest. The same day again changes nothing."""
    suspension = VotingSuspension.objects.select_for_update(of=("self",)).get(pk=suspension.pk)
    if suspension.end_on == end_on:
        return suspension
    if end_on < timezone.localdate():
        raise ValidationError({"end_on": _("Choose today or a later day.")})
    if suspension.end_on and end_on > suspension.end_on:
        raise ValidationError(
            {"end_on": _("It already ends earlier: for a longer one, enter another suspension.")}
        )
    # One that has not begun yet never does.
    suspension.end_on, suspension.ended_by = max(end_on, suspension.start_on), by
    suspension.save(update_fields=["end_on", "ended_by"])
    for membership in representatives_of([suspension.company]):
        emails.send_suspension_ended(suspension, membership)
    return suspension
