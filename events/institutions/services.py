"""Verbs of agreements and notes."""

import uuid
from datetime import date

from django.db import transaction
from django.utils import timezone

from events.institutions import emails
from events.institutions.agreement_models import Agreement, AgreementNotice
from events.institutions.models import Institution, RelationNote
from events.institutions.rules import check_end, check_start, notices_due
from governance.resolutions.models import Resolution
from members.companies.models import Company
from members.people.models import User
from members.people.recipients import coordinators
from multifactory.lib.files import delete_after_commit
from multifactory.lib.papers import CleanPaper, keep_paper


def lock_agreement(agreement: Agreement) -> Agreement:
    return Agreement.objects.select_for_update(of=("self",)).get(pk=agreement.pk)


def _touch(agreement: Agreement) -> None:
    """The page of the institution says something new, and search engines are told."""
    Institution.objects.filter(pk=agreement.institution_id).update(updated_at=timezone.now())


@transaction.atomic
def save_agreement(agreement: Agreement, *, document: CleanPaper | None = None) -> Agreement:
    """Save what was written; a new document takes the place of the one before."""
    if document is not None:
        delete_after_commit([str(agreement.document.name)] if agreement.document else [])
        agreement.document.name = keep_paper(document)
        agreement.document_size, agreement.document_sha256 = document.size, document.sha256
    agreement.save()
    _touch(agreement)
    return agreement


@transaction.atomic
def put_in_force(agreement: Agreement, *, start_on: date, resolution: Resolution) -> Agreement:
    """In force from that day, by that resolution. ValidationError where it is in force, or over by then."""
    agreement = lock_agreement(agreement)
    check_start(agreement, start_on)
    agreement.starts_on, agreement.resolution = start_on, resolution
    agreement.save(update_fields=["starts_on", "resolution"])
    _touch(agreement)
    return agreement


@transaction.atomic
def end_agreement(agreement: Agreement, *, ends_on: date, reason: str, by: User) -> Agreement:
    """It no longer holds from that day, for a reason that stays on record."""
    agreement = lock_agreement(agreement)
    check_end(agreement, ends_on)
    agreement.ends_on, agreement.ended_reason = ends_on, reason
    agreement.ended_at, agreement.ended_by = timezone.now(), by
    agreement.save(update_fields=["ends_on", "ended_reason", "ended_at", "ended_by"])
    _touch(agreement)
    return agreement


def write_note(
    institution: Institution, *, text: str, company: Company | None, by: User, request_id: uuid.UUID
) -> RelationNote:
    """A form sent twice is one note."""
    note, _is_new = RelationNote.objects.get_or_create(
        request_id=request_id,
        defaults={"institution": institution, "text": text, "company": company, "author": by},
    )
    return note


def send_agreement_notices() -> int:
    """Write to coordinators 90, 30 and 7 days before an agreement ends, once each. Returns of how many.

    What a worker that stood still has missed is told in one mail. Each agreement has its own transaction.
    """
    today = timezone.localdate()
    return sum(_tell_once(agreement, today) for agreement in Agreement.objects.ending_soon(today))


@transaction.atomic
def _tell_once(agreement: Agreement, today: date) -> bool:
    agreement = Agreement.objects.select_for_update(of=("self",)).get(pk=agreement.pk)
    if agreement.ends_on is None or agreement.ended_at is not None:
        return False
    notices = AgreementNotice.objects.filter(agreement=agreement, ends_on=agreement.ends_on)
    due = notices_due(agreement.ends_on, today, set(notices.values_list("days", flat=True)))
    people = list(coordinators().order_by("pk"))
    if not due or not people:
        return False
    AgreementNotice.objects.bulk_create(
        AgreementNotice(agreement=agreement, days=days, ends_on=agreement.ends_on) for days in due
    )
    for person in people:
        emails.send_agreement_ending(agreement, person, days=(agreement.ends_on - today).days)
    return True
