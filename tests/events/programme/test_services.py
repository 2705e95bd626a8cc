from datetime import timedelta

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.utils import timezone

from events.programme.consequences import told
from events.programme.models import Event
from events.programme.services import cancel_event, postpone_event, publish_event, save_event
from tests.events.helpers import held, mails, waiting
from tests.factories.events import EventFactory, EventHostFactory, RegistrationFactory
from tests.factories.members import CompanyFactory

pytestmark = pytest.mark.django_db


def test_publishing_needs_a_place_and_somebody_who_answers():
    event = EventFactory(state=Event.State.DRAFT, place="")
    with pytest.raises(ValidationError, match="Choose a space"):
        publish_event(event)
    Event.objects.update(place="Town square")
    with pytest.raises(ValidationError, match="Choose an organiser"):
        publish_event(event)
    EventHostFactory(event=event, company=CompanyFactory())

    publish_event(event)

    event.refresh_from_db()
    assert event.state == Event.State.PUBLISHED
    with pytest.raises(ValidationError, match="Only a draft"):
        publish_event(event)


def test_cancelling_an_event_tells_those_who_come_and_nobody_else():
    event = EventFactory(title="Open workshops")
    RegistrationFactory(event=event, email="ann@example.org", language="en")
    RegistrationFactory(event=event, email="ben@example.org", language="en")
    RegistrationFactory(event=event, state="cancelled")
    RegistrationFactory()

    assert cancel_event(event, reason="Rain") == 2

    event.refresh_from_db()
    assert (event.state, event.sequence) == ("cancelled", 1)
    assert mails() == [
        (["ann@example.org"], "Cancelled: Open workshops"),
        (["ben@example.org"], "Cancelled: Open workshops"),
    ]
    with pytest.raises(ValidationError):
        cancel_event(event, reason="Rain")
    assert len(mail.outbox) == 2


def test_a_corrected_word_keeps_the_sequence_and_a_new_time_raises_it_and_is_mailed():
    event = EventFactory(title="Opn day")
    RegistrationFactory(event=event, email="ann@example.org", language="en")
    before = event.updated_at

    event.title = "Open day"
    save_event(event)
    assert (event.sequence, len(mail.outbox)) == (0, 0)
    assert event.updated_at > before

    event.ends_at += timedelta(hours=1)
    save_event(event)

    assert Event.objects.get().sequence == 1
    assert mails() == [(["ann@example.org"], "Change of time or place: Open day")]


def test_a_past_event_put_right_is_mailed_to_nobody():
    event = EventFactory(starts_at=timezone.now() - timedelta(days=9))
    RegistrationFactory(event=event)

    event.place = "Where it really was"
    save_event(event)

    assert (Event.objects.get().sequence, len(mail.outbox)) == (1, 0)


def test_the_page_that_asks_first_counts_all_who_are_written_to():
    event = EventFactory(is_common=True, capacity=3)
    RegistrationFactory(event=event, party=3)
    waiting(event, "B", 2), held(event, "C", minutes_ago=90)
    assert told(event) == "3 people are registered and will be notified by e-mail."
    assert postpone_event(event) == 3
