"""What is forgotten after an event: answers after their days, people 30 days after its end. Counts stay."""

import uuid
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from events.registrations.models import Registration
from events.registrations.question_models import Answer, EventQuestion
from multifactory.lib.mail import thread_header
from multifactory.lib.mail_queue.models import QueuedMail
from multifactory.lib.personal_data import NO_NAME, clear_log_names

PEOPLE_KEPT = timedelta(days=30)
BATCH = 500


def erase_after_events() -> int:
    """How many answers and people were forgotten now; a second time there is nothing left to do."""
    return _erase_answers() + _erase_people()


def _erase_answers() -> int:
    """Each question's answers, its days after the event's end."""
    now = timezone.now()
    over = EventQuestion.objects.filter(event__ends_at__lte=now, answers__isnull=False)
    due = [
        question.pk
        for question in over.select_related("event").distinct()
        if question.event.ends_at + timedelta(days=question.days_kept) <= now
    ]
    return Answer.objects.filter(question__in=due).delete()[0]


def _erase_people() -> int:
    due = Registration.objects.filter(
        event__ends_at__lte=timezone.now() - PEOPLE_KEPT, erased_at__isnull=True
    ).order_by("pk")
    erased = 0
    while batch := list(due[:BATCH]):
        forget(batch)
        erased += len(batch)
    return erased


@transaction.atomic
def forget(registrations: list[Registration]) -> None:
    """Empty these of all that tells who it was: name, address, answers, links, and the mails to them."""
    pks = [registration.pk for registration in registrations]
    threads = [thread_header(str(registration.uid)) for registration in registrations]
    QueuedMail.objects.filter(headers__References__in=threads).delete()
    Answer.objects.filter(registration__in=pks).delete()
    for registration in registrations:
        registration.uid = uuid.uuid4()  # the links in their mails open nothing now
        registration.name, registration.email, registration.language = NO_NAME, "", ""
        registration.request_id = registration.cancel_token_hash = registration.checked_in_by = None
        registration.erased_at = timezone.now()
    emptied = ["uid", "name", "email", "language", "request_id", "cancel_token_hash", "checked_in_by"]
    Registration.objects.bulk_update(registrations, [*emptied, "erased_at"])
    clear_log_names(Registration, pks)
