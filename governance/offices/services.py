"""Entering a term of office, ending it, voiding one that was entered by mistake."""

from datetime import date
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from governance.offices.models import Office
from governance.proposals.services import require_reason
from members.companies.models import Company
from members.people.models import User

if TYPE_CHECKING:
    from governance.resolutions.models import Resolution


@transaction.atomic
def enter_office(
    *,
    kind: str,
    user: User,
    company: Company,
    start_on: date,
    resolution: "Resolution | None",
    by: User | None,
    end_on: date | None = None,
) -> Office:
    """Begin a term, by the resolution that gave it: also by one from before the portal.

    `by` is None where an adopted proposal begins it. ValidationError where somebody else holds the office.
    """
    office = Office(
        kind=kind,
        user=user,
        company=company,
        start_on=start_on,
        end_on=end_on,
        resolution=resolution,
        entered_by=by,
    )
    office.full_clean()
    office.save()
    return office


@transaction.atomic
def end_office(office: Office, *, end_on: date, by: User | None) -> Office:
    """Let a term end earlier than was said. The same day again changes nothing."""
    office = Office.objects.select_for_update(of=("self",)).get(pk=office.pk)
    if office.end_on == end_on:
        return office
    if office.voided_at:
        raise ValidationError(_("This term was entered by mistake and has been voided."))
    if end_on <= office.start_on:
        raise ValidationError({"end_on": _("The end must come after the start.")})
    if office.end_on and end_on > office.end_on:
        raise ValidationError({"end_on": _("It already ends earlier: for a longer one, enter another term.")})
    office.end_on, office.ended_by = end_on, by
    office.save(update_fields=["end_on", "ended_by"])
    return office


@transaction.atomic
def void_office(office: Office, *, reason: str, by: User | None) -> Office:
    """Take back a term that never should have been, with a reason; the row stays. Again: changes nothing."""
    reason = require_reason(reason)
    office = Office.objects.select_for_update(of=("self",)).get(pk=office.pk)
    if office.voided_at is None:
        office.voided_at, office.voided_by, office.void_reason = timezone.now(), by, reason
        office.save(update_fields=["voided_at", "voided_by", "void_reason"])
    return office


@transaction.atomic
def give_up_office(office: Office, *, on: date, reason: str) -> Office:
    """Who was elected does not take the office: the term ends that day, or never was if it begins then."""
    if on > office.start_on:
        return end_office(office, end_on=on, by=office.user)
    return void_office(office, reason=reason, by=office.user)


def end_terms_before(kind: str, *, start_on: date) -> list[Office]:
    """End all terms of an office that run on that day: another begins. Returns those that ended by it.

    ValidationError where one begins that day or later: nobody says whether it or the new one holds.
    """
    offices = Office.objects.entered().filter(kind=kind).select_for_update(of=("self",)).order_by("pk")
    running = [one for one in offices if one.end_on is None or one.end_on > start_on]
    if later := [one for one in running if one.start_on >= start_on]:
        text = _("Another term of this office begins then or later: %(office)s.")
        raise ValidationError(text % {"office": later[0]})
    return [end_office(one, end_on=start_on, by=None) for one in running]
