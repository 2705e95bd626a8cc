import uuid
from datetime import timedelta

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.db import DatabaseError, IntegrityError, transaction
from django.utils import timezone

from events.institutions.agreement_models import Agreement, AgreementNotice
from events.institutions.models import Institution, RelationNote
from events.institutions.services import (
    end_agreement,
    save_agreement,
    send_agreement_notices,
    write_note,
)
from multifactory.lib.mail_queue.delivery import deliver_due_mail
from multifactory.lib.papers import CleanPaper, PaperKind
from tests.factories.events import EventFactory
from tests.factories.institutions import (
    AgreementFactory,
    EventPartnerFactory,
    InstitutionFactory,
    RelationNoteFactory,
)

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()


def ending(days: int, **facts) -> Agreement:
    return AgreementFactory(ends_on=TODAY + timedelta(days=days), **facts)


def subjects() -> list[str]:
    deliver_due_mail(should_stop=lambda: False)
    sent = [one.subject for one in mail.outbox]
    mail.outbox.clear()
    return sent


def test_coordinators_are_told_once_at_each_step(coordinator):
    agreement = ending(90, title="Workshops", institution__name="School of Crafts")

    assert (send_agreement_notices(), send_agreement_notices()) == (1, 0)
    assert subjects() == ["Ends in 90 days: Workshops with School of Crafts"]
    Agreement.objects.update(ends_on=TODAY + timedelta(days=30))
    AgreementNotice.objects.update(ends_on=TODAY + timedelta(days=30))  # as if sixty days had passed
    assert (send_agreement_notices(), send_agreement_notices()) == (1, 0)
    assert subjects() == ["Ends in 30 days: Workshops with School of Crafts"]
    assert sorted(AgreementNotice.objects.filter(agreement=agreement).values_list("days", flat=True)) == [
        30,
        90,
    ]


def test_a_worker_that_stood_still_writes_one_mail(coordinator):
    ending(1, title="Workshops", institution__name="School of Crafts")

    assert send_agreement_notices() == 1
    assert subjects() == ["Ends in 1 day: Workshops with School of Crafts"]


def test_nobody_is_told_of_what_is_far_over_ended_or_without_an_end(coordinator):
    ending(91)
    AgreementFactory()
    Agreement.objects.filter(pk=ending(20).pk).update(ends_on=TODAY)
    end_agreement(ending(80), ends_on=TODAY + timedelta(days=20), reason="The school moves.", by=coordinator)

    assert (send_agreement_notices(), subjects()) == (0, [])


def test_without_coordinators_the_notice_waits_for_one(db):
    ending(30)

    assert (send_agreement_notices(), AgreementNotice.objects.count()) == (0, 0)


def test_an_agreement_is_ended_once_and_says_why_and_by_whom(coordinator):
    agreement = ending(200)

    ended = end_agreement(agreement, ends_on=TODAY, reason="The school moves.", by=coordinator)

    assert (ended.ends_on, ended.ended_reason, ended.ended_by) == (TODAY, "The school moves.", coordinator)
    with pytest.raises(ValidationError, match="already been ended"):
        end_agreement(agreement, ends_on=TODAY, reason="Again", by=coordinator)


def test_a_note_sent_twice_is_one(coordinator):
    facts = {"text": "Twelve places.", "company": None, "by": coordinator, "request_id": uuid.uuid4()}
    institution = InstitutionFactory()

    assert write_note(institution, **facts) == write_note(institution, **facts)


def test_a_new_document_takes_the_place_of_the_one_before(django_capture_on_commit_callbacks):
    agreement = AgreementFactory()
    with django_capture_on_commit_callbacks(execute=True):
        save_agreement(agreement, document=CleanPaper(PaperKind.PDF, b"%PDF-1.7 one"))
    first, storage = agreement.document.name, agreement.document.storage
    with django_capture_on_commit_callbacks(execute=True):
        save_agreement(agreement, document=CleanPaper(PaperKind.PDF, b"%PDF-1.7 two"))

    assert (storage.exists(first), storage.exists(agreement.document.name)) == (False, True)
    assert agreement.document_size == len(b"%PDF-1.7 two")


# --- What the database holds ---------------------------------------------------------------------------


def test_notes_are_written_once_for_good():
    note = RelationNoteFactory()

    for change in (lambda: RelationNote.objects.update(text="Other"), note.delete):
        with pytest.raises(DatabaseError, match="relation_note_is_for_good"), transaction.atomic():
            change()


@pytest.mark.parametrize(
    ("name", "write"),
    [
        ("agreement_ends_after_start", lambda: AgreementFactory(starts_on=TODAY, ends_on=TODAY)),
        ("agreement_ended_says_why", lambda: AgreementFactory(ended_at=timezone.now(), ends_on=TODAY)),
        ("agreement_document_has_its_hash", lambda: AgreementFactory(document="attachments/00/a.pdf")),
        ("institution_website_is_one", lambda: InstitutionFactory(website="javascript:alert(1)")),
        ("institution_has_a_name", lambda: InstitutionFactory(name="")),
        ("relation_note_says_something", lambda: RelationNoteFactory(text="")),
    ],
)
def test_the_database_refuses(name, write):
    with pytest.raises(IntegrityError, match=name):
        write()


def test_an_institution_has_a_part_in_an_event_once(db):
    facts = {"institution": InstitutionFactory(), "event": EventFactory(), "role": "b_money"}
    EventPartnerFactory(**facts)

    with pytest.raises(IntegrityError):
        EventPartnerFactory(**facts)


def test_an_institution_of_record_is_not_deleted():
    agreement = AgreementFactory()

    with pytest.raises(IntegrityError):
        Institution.objects.filter(pk=agreement.institution_id).delete()
