"""Two companies say what they do together: one asks, the other confirms, either ends it.

Every verb locks both companies, in id order, and then reads the row: what two people do to a pair at the same
moment follows one another.
"""

from collections.abc import Collection
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from members.companies.models import Company
from members.exchange.collaborations import emails
from members.exchange.collaborations.models import Collaboration, CollaborationKind
from members.exchange.collaborations.rules import can_answer, can_end, can_set_public, in_order
from members.people.models import User


@transaction.atomic
def propose_collaboration(
    *,
    giver: Company,
    taker: Company,
    kind: str,
    what: str,
    by: User,
    company: Company,
    started_on: date | None = None,
    is_public: bool = False,
) -> Collaboration:
    """Say for `company`, one of the two, what they do together; the other is asked to confirm it.

    If the other has asked the same already, this confirms it. If the company itself has, or if both have
    confirmed it, the row that is live is returned and nothing changes: its words stay.
    """
    giver, taker = in_order(giver, taker, kind)
    locked = lock_companies([giver, taker])
    giver, taker = locked[giver.pk], locked[taker.pk]
    _ensure_may_propose(giver, taker, kind, company, by)
    live = Collaboration.objects.live().for_list().filter(giver=giver, taker=taker, kind=kind).first()
    if live is not None:
        return _confirm(live, company, by, is_public=is_public) if can_answer(live, company) else live
    is_giver = company.pk == giver.pk
    collaboration = Collaboration(
        giver=giver,
        taker=taker,
        kind=kind,
        what=what,
        started_on=started_on or timezone.localdate(),
        is_asked_by_giver=is_giver,
        asked_by=by,
        is_public_by_giver=is_public and is_giver,
        is_public_by_taker=is_public and not is_giver,
    )
    _ensure_not_ahead("started_on", collaboration.started_on)
    collaboration.full_clean()
    collaboration.save()
    emails.send_collaboration_asked(collaboration)
    return collaboration


@transaction.atomic
def confirm_collaboration(
    collaboration: Collaboration, *, by: User, company: Company, is_public: bool = False
) -> Collaboration:
    """It is so, says the company that was asked. A second time: nothing changes."""
    collaboration = _locked(collaboration, company, by)
    if collaboration.is_confirmed and collaboration.asked.pk == company.pk:
        return collaboration
    if not can_answer(collaboration, company):
        raise ValidationError(_("Only the company that was asked can answer, as long as it is open."))
    return _confirm(collaboration, company, by, is_public=is_public)


@transaction.atomic
def decline_collaboration(collaboration: Collaboration, *, by: User, company: Company) -> Collaboration:
    """It is not so, says the company that was asked. A second time: nothing changes."""
    collaboration = _locked(collaboration, company, by)
    if collaboration.declined_at and collaboration.asked.pk == company.pk:
        return collaboration
    if not can_answer(collaboration, company):
        raise ValidationError(_("Only the company that was asked can answer, as long as it is open."))
    collaboration.declined_at, collaboration.answered_by = timezone.now(), by
    collaboration.save(update_fields=["declined_at", "answered_by"])
    emails.send_collaboration_declined(collaboration)
    return collaboration


@transaction.atomic
def end_collaboration(
    collaboration: Collaboration, *, by: User, company: Company, ended_on: date | None = None
) -> Collaboration:
    """Either of the two ends it, from a day on (today); who asked takes back what nobody has confirmed.

    A second time: nothing changes.
    """
    collaboration = _locked(collaboration, company, by)
    if collaboration.ended_on is not None:
        return collaboration
    if not can_end(collaboration, company):
        raise ValidationError(_("You cannot end this collaboration."))
    day = ended_on or timezone.localdate()
    _ensure_not_ahead("ended_on", day)
    collaboration.ended_on, collaboration.ended_by = day, by
    collaboration.full_clean()
    collaboration.save(update_fields=["ended_on", "ended_by"])
    emails.send_collaboration_ended(collaboration, collaboration.other(company))
    return collaboration


@transaction.atomic
def stop_collaboration(collaboration: Collaboration, *, by: User) -> Collaboration:
    """A coordinator ends what is wrong, today; both companies are told. A second time: nothing changes."""
    if not by.is_coordinator:
        raise ValidationError(_("Only coordinators end a collaboration of others."))
    collaboration = _locked_row(collaboration)
    if not collaboration.is_live:
        return collaboration
    if collaboration.kind == CollaborationKind.PROJECT:
        raise ValidationError(_("A joint project ends on its own page."))
    collaboration.ended_on, collaboration.ended_by = timezone.localdate(), by
    collaboration.save(update_fields=["ended_on", "ended_by"])
    for company in (collaboration.giver, collaboration.taker):
        emails.send_collaboration_ended(collaboration, company)
    return collaboration


@transaction.atomic
def set_public(collaboration: Collaboration, *, by: User, company: Company, is_public: bool) -> Collaboration:
    """Whether a company shows it to everybody; it is public while both do."""
    collaboration = _locked(collaboration, company, by)
    if not can_set_public(collaboration, company):
        raise ValidationError(_("Only what both companies have confirmed can be shown to everyone."))
    _show(collaboration, company, is_public=is_public)
    collaboration.save(update_fields=["is_public_by_giver", "is_public_by_taker"])
    return collaboration


# --- Of joint projects, whose partners have agreed there ---


@transaction.atomic
def keep_project_collaboration(
    lead: Company, partner: Company, *, what: str, started_on: date, ended_on: date | None
) -> Collaboration | None:
    """The pair has one of kind *project* in [started_on, ended_on), confirmed, as its joint projects say.

    One that holds is kept and gets these days; None where there is none and the days are over. The caller
    holds both companies.
    """
    giver, taker = in_order(lead, partner, CollaborationKind.PROJECT)
    pair = {"giver": giver, "taker": taker, "kind": CollaborationKind.PROJECT}
    today = timezone.localdate()
    is_over = ended_on is not None and ended_on <= today
    standing = Collaboration.objects.for_list().filter(Q(ended_on=None) | Q(ended_on__gt=today), **pair)
    collaboration = standing.first()
    if collaboration is None:
        if is_over:
            return None
        collaboration = Collaboration(**pair, what=what, is_asked_by_giver=giver.pk == lead.pk)
        collaboration.confirmed_at = timezone.now()
    if not is_over:
        collaboration.started_on = started_on
    collaboration.ended_on = ended_on and max(ended_on, collaboration.started_on)
    collaboration.full_clean()
    collaboration.save()
    return collaboration


def lock_companies(companies: Collection[Company]) -> dict[int, Company]:
    """The rows of these companies by id, held to the end of the transaction; taken in id order."""
    rows = Company.objects.select_for_update(no_key=True).order_by("pk")
    return rows.in_bulk([one.pk for one in companies])


# --- Parts ---


def _locked_row(collaboration: Collaboration) -> Collaboration:
    """The row as it is now, both companies held."""
    lock_companies([collaboration.giver, collaboration.taker])
    return Collaboration.objects.for_list().get(pk=collaboration.pk)


def _locked(collaboration: Collaboration, company: Company, by: User) -> Collaboration:
    """The same; refused to whoever does not belong to `company`."""
    row = _locked_row(collaboration)
    _ensure_belongs(by, company)
    return row


def _confirm(collaboration: Collaboration, company: Company, by: User, *, is_public: bool) -> Collaboration:
    collaboration.confirmed_at, collaboration.answered_by = timezone.now(), by
    _show(collaboration, company, is_public=is_public)
    collaboration.save(
        update_fields=["confirmed_at", "answered_by", "is_public_by_giver", "is_public_by_taker"]
    )
    emails.send_collaboration_confirmed(collaboration)
    return collaboration


def _show(collaboration: Collaboration, company: Company, *, is_public: bool) -> None:
    if company.pk == collaboration.giver_id:
        collaboration.is_public_by_giver = is_public
    else:
        collaboration.is_public_by_taker = is_public


def _ensure_belongs(by: User, company: Company) -> None:
    if not by.memberships.current().filter(company=company).exists():
        raise ValidationError(_("You do not belong to %(company)s.") % {"company": company})


def _ensure_may_propose(giver: Company, taker: Company, kind: str, company: Company, by: User) -> None:
    if giver.pk == taker.pk:
        raise ValidationError(_("A company cannot collaborate with itself."))
    if company.pk not in (giver.pk, taker.pk):
        raise ValidationError(_("You can only say what your own company does with another one."))
    if kind == CollaborationKind.PROJECT:
        raise ValidationError(_("A joint project has its own page, where all partners agree."))
    _ensure_belongs(by, company)
    members = set(Company.objects.current().filter(pk__in=[giver.pk, taker.pk]).values_list("pk", flat=True))
    for one in (giver, taker):
        if one.pk not in members:
            raise ValidationError(_("%(company)s is not a member company.") % {"company": one})


def _ensure_not_ahead(field: str, day: date) -> None:
    if day > timezone.localdate():
        raise ValidationError({field: _("Choose today or an earlier day.")})
