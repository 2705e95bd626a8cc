"""Petitions: begun, signed, signatures taken back, answered by an assembly.

Every verb takes the row of the petition first. Of two companies that sign at the same instant one is the
last that was needed, and the president and the coordinators are told once.
"""

import uuid

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from governance.assemblies.petitions import emails
from governance.assemblies.petitions.models import NAMEABLE, Petition, PetitionSignature
from governance.assemblies.petitions.rules import companies_needed, due_day
from governance.attendance.models import Assembly
from governance.attendance.transitions import lock_assembly
from governance.rulebook.models import Rulebook
from members.companies.models import Company
from members.people.models import User

State = Petition.State


@transaction.atomic
def begin_petition(
    *, company: Company, by: User, title: str, text: str, request_id: uuid.UUID | None = None
) -> Petition:
    """Begin a petition, signed by its own company. The same form sent twice is one."""
    request_id = request_id or uuid.uuid4()
    values = {"company": company, "title": title, "text": text}
    petition, is_new = Petition.objects.get_or_create(request_id=request_id, defaults=values)
    if not is_new and petition.company_id != company.pk:
        raise ValidationError(_("This form has already been sent. Load the page again."), code="stale")
    return sign_petition(petition, company=company, by=by) if is_new else petition


@transaction.atomic
def edit_petition(petition: Petition, *, title: str, text: str) -> Petition:
    """Change the words, until a second company has signed them."""
    petition = _lock(petition)
    if petition.state != State.OPEN or petition.signatures.count() > 1:
        raise ValidationError(
            _("Another company has signed this text: it can no longer be changed."), code="signed"
        )
    petition.title, petition.text = title, text
    petition.save(update_fields=["title", "text"])
    return petition


@transaction.atomic
def sign_petition(petition: Petition, *, company: Company, by: User) -> Petition:
    """Sign for a company. Signed already: changes nothing. With the last one that is needed it is reached."""
    petition = _lock(petition)
    _ensure_open(petition)
    signature, is_new = PetitionSignature.objects.get_or_create(
        petition=petition, company=company, defaults={"by": by}
    )
    if not is_new and signature.withdrawn_at:
        signature.by, signature.at = by, timezone.now()
        signature.withdrawn_at = signature.withdrawn_by = None
        signature.save(update_fields=["by", "at", "withdrawn_at", "withdrawn_by"])
    _settle(petition)
    return petition


@transaction.atomic
def withdraw_signature(petition: Petition, *, company: Company, by: User) -> Petition:
    """Take a signature back, until the assembly is called. Not signed: changes nothing.

    With too few left the petition is open again, and asks for nothing until others sign; with none it ends.
    """
    petition = _lock(petition)
    _ensure_open(petition)
    live = petition.signatures.live().filter(company=company)
    if live.update(withdrawn_at=timezone.now(), withdrawn_by=by):
        _settle(petition)
    return petition


@transaction.atomic
def answer_petition(petition: Petition, *, assembly: Assembly | None) -> Petition:
    """Name the assembly that is called for it; None: this one is not, after all.

    The assembly's row is taken first, as its cancelling does.
    """
    if assembly:
        lock_assembly(assembly)
        if assembly.state not in NAMEABLE:
            text = _("This assembly was cancelled: it answers nothing.")
            raise ValidationError({"assembly": ValidationError(text, code="cancelled")})
    petition = _lock(petition)
    if petition.state != State.REACHED:
        raise ValidationError(_("Too few companies have signed it."), code="state")
    petition.assembly = assembly
    petition.save(update_fields=["assembly"])
    return petition


def reopen_petitions(cancelled: Assembly, anew: Assembly | None) -> None:
    """What it was called for waits for another: for the draft that takes its place, if there is one.

    Its leaders and those who signed are told. For whoever cancels it, within that transaction.
    """
    waiting = Petition.objects.filter(assembly=cancelled, state=State.REACHED)
    for petition in waiting.select_for_update(of=("self",)).select_related("company").order_by("pk"):
        petition.assembly = anew or cancelled
        petition.save(update_fields=["assembly"])
        emails.send_petition_reopened(petition, cancelled)


def members_and_needed() -> tuple[int, int]:
    """The member companies today, and how many of them must sign."""
    members = Company.objects.current().count()
    rulebook = Rulebook.objects.in_force_now() or Rulebook()
    return members, companies_needed(members, rulebook.petition_numerator, rulebook.petition_denominator)


def _lock(petition: Petition) -> Petition:
    rows = Petition.objects.select_for_update(of=("self",)).select_related("company", "assembly")
    return rows.get(pk=petition.pk)


def _ensure_open(petition: Petition) -> None:
    if petition.is_answered:
        raise ValidationError(_("The assembly has been called: the petition is answered."), code="answered")
    if petition.state == State.WITHDRAWN:
        raise ValidationError(_("This petition has been withdrawn."), code="withdrawn")


def _settle(petition: Petition) -> None:
    """What follows from the signatures as they stand. The caller holds the petition's row."""
    current = Company.objects.current().values("pk")
    signed = petition.signatures.live().filter(company__in=current).count()
    _members, needed = members_and_needed()
    if petition.state == State.OPEN and signed >= needed:
        now, rulebook = timezone.now(), Rulebook.objects.in_force_now() or Rulebook()
        petition.state, petition.reached_at, petition.needed = State.REACHED, now, needed
        petition.due_on = due_day(timezone.localdate(now), rulebook.petition_days)
        _save_state(petition)
        emails.send_petition_reached(petition)
    elif petition.state == State.REACHED and petition.needed and signed < petition.needed:
        petition.state, petition.reached_at, petition.due_on = State.OPEN, None, None
        petition.needed = petition.late_told_on = petition.assembly = None
        _save_state(petition)
        emails.send_petition_below(petition)
    if not signed:
        petition.state = State.WITHDRAWN
        _save_state(petition)


def _save_state(petition: Petition) -> None:
    petition.save(update_fields=["state", "reached_at", "needed", "due_on", "late_told_on", "assembly"])
