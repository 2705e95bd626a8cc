"""A company says that it leaves, is excluded, or stays after all. All companies are told."""

from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from governance.departures import emails
from governance.departures.corrections import correct_due_rolls
from governance.departures.models import Departure
from governance.proposals.rules import is_chair
from governance.proposals.services import require_reason
from members.companies.models import Company
from members.companies.rules import has_left
from members.companies.services import lock_company
from members.hooks import check_leaving
from members.people.models import User
from members.people.recipients import representatives_of
from multifactory.lib.days import last_day
from multifactory.lib.formats import format_day

if TYPE_CHECKING:
    from governance.resolutions.models import Resolution

# From the declaration to the first day without membership: its people and all others have heard of it.
NOTICE = timedelta(days=7)


@transaction.atomic
def declare_departure(company: Company, *, leaves_on: date, by: User, note: str = "") -> Departure:
    """Say, as one of its representatives, that a company leaves. The same day again: the same row."""
    company = lock_company(company)
    _ensure_represents(by, company)
    running = Departure.objects.running().filter(company=company).first()
    if running and (running.kind, running.leaves_on) == (Departure.Kind.DECLARED, leaves_on):
        return running
    ensure_can_leave(company)
    check_notice(leaves_on)
    try:
        check_leaving(company, leaves_on)
    except ValidationError as error:
        raise ValidationError({"leaves_on": error.messages}) from error
    departure = Departure(
        company=company,
        kind=Departure.Kind.DECLARED,
        leaves_on=leaves_on,
        note=note.strip(),
        entered_by=by,
    )
    return _write_departure(departure)


@transaction.atomic
def exclude_company(company: Company, *, leaves_on: date | None, resolution: "Resolution") -> Departure:
    """Carry out a resolution of exclusion: on its day, else the day after, and never today."""
    company = lock_company(company)
    ensure_can_leave(company)
    earliest = max(resolution.decided_on, timezone.localdate()) + timedelta(days=1)
    departure = Departure(
        company=company,
        kind=Departure.Kind.EXCLUDED,
        leaves_on=max(leaves_on or earliest, earliest),
        resolution=resolution,
    )
    return _write_departure(departure)


def _write_departure(departure: Departure) -> Departure:
    departure.full_clean()
    departure.save()
    company = departure.company
    company.left_on = departure.leaves_on
    company.save(update_fields=["left_on"])
    emails.send_company_leaves(departure, _all_representatives())
    return departure


def ensure_can_leave(company: Company) -> None:
    """ValidationError for a company that is no member, or is leaving already."""
    if company.joined_on > timezone.localdate() or has_left(company):
        raise ValidationError(_("%(company)s is not a member company.") % {"company": company})
    if Departure.objects.running().filter(company=company).exists():
        values = {"company": company, "day": format_day(company.left_on) if company.left_on else "–"}
        raise ValidationError(_("%(company)s is already leaving, on %(day)s.") % values)


def check_notice(leaves_on: date) -> None:
    earliest = timezone.localdate() + NOTICE
    if leaves_on < earliest:
        text = ngettext(
            "Choose a day at least %(days)s day from now: %(earliest)s or later.",
            "Choose a day at least %(days)s days from now: %(earliest)s or later.",
            NOTICE.days,
        )
        values = {"days": NOTICE.days, "earliest": format_day(earliest)}
        raise ValidationError({"leaves_on": text % values})
    if leaves_on > last_day():
        raise ValidationError({"leaves_on": _("This day is too far away.")})


@transaction.atomic
def withdraw_departure(departure: Departure, *, by: User) -> Departure:
    """The company stays after all, says one of its representatives before the day. Again: nothing new."""
    company = lock_company(departure.company)
    departure = Departure.objects.select_for_update(of=("self",)).get(pk=departure.pk)
    _ensure_represents(by, company)
    if departure.withdrawn_at:
        return departure
    if departure.kind != Departure.Kind.DECLARED or departure.has_come:
        raise ValidationError(_("The company cannot undo this."), code="state")
    return _take_back(departure, company, by=by, reason="")


@transaction.atomic
def readmit_company(departure: Departure, *, by: User, reason: str) -> Departure:
    """Undo a departure, as a coordinator and with a reason. Rounds that are open are not touched.

    What a company has declared is its own until the day has come. A round it was to leave is corrected first,
    so that taking the day back changes nothing there.
    """
    if not is_chair(by):
        raise ValidationError(_("Only a coordinator can undo a departure."))
    reason = require_reason(reason)
    correct_due_rolls(departure.company)
    company = lock_company(departure.company)
    departure = Departure.objects.select_for_update(of=("self",)).get(pk=departure.pk)
    if departure.withdrawn_at:
        raise ValidationError(_("This has already been undone."), code="state")
    if departure.kind == Departure.Kind.DECLARED and not departure.has_come:
        raise ValidationError(_("Until that day only the company itself can undo it."), code="state")
    return _take_back(departure, company, by=by, reason=reason)


def _take_back(departure: Departure, company: Company, *, by: User, reason: str) -> Departure:
    departure.withdrawn_at, departure.withdrawn_by = timezone.now(), by
    departure.withdrawal_reason = reason
    departure.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawal_reason"])
    company.left_on = None
    company.save(update_fields=["left_on"])
    departure.company = company
    emails.send_company_stays(departure, _all_representatives())
    return departure


def _all_representatives() -> list[User]:
    """Of all member companies, each person once."""
    places = representatives_of(Company.objects.current())
    return list({place.user_id: place.user for place in places}.values())


def _ensure_represents(user: User, company: Company) -> None:
    if not representatives_of([company]).filter(user=user).exists():
        text = _("Only a representative of %(company)s can say that it leaves.")
        raise ValidationError(text % {"company": company}, code="not_representative")
