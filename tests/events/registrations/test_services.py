import re
import uuid
from datetime import timedelta

import pytest
from django.conf import settings
from django.core import mail
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from events.programme.models import Event
from events.registrations import emails
from events.registrations.models import Registration
from events.registrations.services import cancel_registration, confirm_registration, create_registration
from tests.events.helpers import mails
from tests.factories.events import EventFactory, EventHostFactory, RegistrationFactory
from tests.factories.members import CompanyFactory

pytestmark = pytest.mark.django_db


def ann(event: Event, **facts) -> Registration:
    guest = {"name": "Ann", "email": "ann@example.org", "language": "en", "is_proved": True}
    return create_registration(event, **guest | facts)


def link_in(sent: mail.EmailMessage) -> str:
    return re.search(r"/events/registrations/([^/]+)/", sent.body).group(1)


def test_registering_takes_a_place_and_mails_the_link_of_the_ticket():
    event = EventFactory(title="Open workshops", capacity=1)

    registration = ann(event, email=" Ann@Example.ORG ")

    assert (registration.email, registration.state) == ("ann@example.org", "confirmed")
    assert mails() == [(["ann@example.org"], "Your ticket: Open workshops")]
    (sent,) = mail.outbox
    assert Registration.objects.by_link(link_in(sent)).get() == registration
    assert registration.code in sent.body
    assert event.get_absolute_url() in sent.body
    assert "Town square" in sent.body


def test_the_mail_leaves_an_apostrophe_and_an_ampersand_alone():
    ann(EventFactory(title="Ben & Co's day"), name="O'Neill")

    (sent,) = mail.outbox

    assert sent.subject == "Your ticket: Ben & Co's day"
    assert "Hello O'Neill," in sent.body


def test_a_line_break_in_the_title_adds_no_header_to_the_mail():
    ann(EventFactory(title="Day\nBcc: all@example.org"))

    assert mail.outbox[0].subject == "Your ticket: Day Bcc: all (at) example․org"


def test_a_name_is_no_mail_to_a_stranger():
    """ "Your account is blocked … https://…" reached whoever's address was typed."""
    ann(
        EventFactory(),
        name="Ann!\n\nYour account is blocked: https://evil.example/in",
        email="other@example.org",
    )

    (sent,) = mail.outbox
    assert sent.body.splitlines()[0] == "Hello Ann! Your account is blocked: …,"
    assert "evil" not in sent.body


@pytest.mark.parametrize(
    "again", [{"email": "ANN@example.org"}, {"name": " ANN "}, {"email": "ann+events@example.org"}]
)
def test_the_same_person_takes_no_second_place_and_both_links_work(again):
    """Was: the second mail killed the link of the first."""
    event = EventFactory(title="Open workshops", capacity=5)
    first = ann(event)

    second = ann(event, **again)

    assert second == first
    assert [one.name for one in event.registrations.all()] == ["Ann"]
    assert [sent.to for sent in mail.outbox] == [["ann@example.org"]] * 2
    old, new = (link_in(one) for one in mail.outbox)
    assert [Registration.objects.by_link(link).get() for link in (old, new)] == [first, first]
    assert "you are already registered" in mail.outbox[1].body


def test_two_people_of_one_household_come_with_one_address():
    """Was: the second read "You are registered" and was not; the link of the first died."""
    event = EventFactory(capacity=5)

    mario = create_registration(
        event, name="Mario Rossi", email="casa@example.org", language="it", is_proved=True
    )
    lucia = create_registration(
        event, name="Lucia Rossi", email="casa@example.org", language="it", is_proved=True
    )

    assert [one.name for one in event.registrations.confirmed()] == ["Mario Rossi", "Lucia Rossi"]
    links = [link_in(one) for one in mail.outbox]
    assert [Registration.objects.by_link(link).get() for link in links] == [mario, lucia]
    cancel_registration(mario)
    assert list(event.registrations.confirmed()) == [lucia]


def test_the_database_holds_a_person_of_one_address_once():
    registration = ann(EventFactory())
    with pytest.raises(IntegrityError), transaction.atomic():
        RegistrationFactory(event=registration.event, email=registration.email, name="ANN")


def test_the_same_form_sent_twice_is_one_registration_and_one_mail_even_for_the_last_place():
    event = EventFactory(capacity=1)
    request_id = uuid.uuid4()

    first, second = ann(event, request_id=request_id), ann(event, request_id=request_id)

    assert first == second
    assert len(mail.outbox) == 1


def test_the_same_form_filled_in_for_somebody_else_is_another_registration():
    event, other = EventFactory(), EventFactory()
    request_id = uuid.uuid4()

    ann(event, request_id=request_id)
    ann(event, request_id=request_id, email="ben@example.org")
    ann(other, request_id=request_id)

    assert list(Registration.objects.values_list("event", "email")) == [
        (event.pk, "ann@example.org"),
        (event.pk, "ben@example.org"),
        (other.pk, "ann@example.org"),
    ]


@pytest.mark.parametrize("state", ["held", "unconfirmed", "waiting", "offered"])
def test_the_database_holds_a_person_once_over_all_live_states_but_walk_ins(state):
    event = EventFactory()
    moments = {"held_until": event.starts_at, "queued_at": event.starts_at, "offered_until": event.starts_at}
    RegistrationFactory(event=event, email="ann@example.org", name="Ann", state=state, **moments)
    with pytest.raises(IntegrityError), transaction.atomic():
        RegistrationFactory(event=event, email="ann@example.org", name="ann")
    for _ in range(2):
        RegistrationFactory(event=event, email="", name="Guest", is_walk_in=True)


def test_five_unconfirmed_entries_an_address_and_the_sixth_writes_nothing():
    for _ in range(5):
        assert ann(EventFactory(), is_proved=False).state == "held"
    sixth = EventFactory()

    assert ann(sixth, is_proved=False, email="Ann+x@example.org") is None
    assert (sixth.registrations.count(), len(mail.outbox)) == (0, 5)
    assert ann(sixth).state == "confirmed"  # logged in with the address
    confirm_registration(Registration.objects.filter(state="held").first())
    assert ann(EventFactory(), is_proved=False).state == "held"


def test_who_registers_again_before_the_button_gets_the_mail_again_and_no_second_hold():
    event = EventFactory(capacity=10)
    first = ann(event, is_proved=False)
    assert ann(event, is_proved=False) == first
    assert [sent.subject.split(":")[0] for sent in mail.outbox] == ["Confirm your registration"] * 2
    assert event.registrations.count() == 1


def test_a_stranger_cannot_fill_a_mailbox_by_the_form():
    event = EventFactory()
    for _ in range(9):
        ann(event, is_proved=False)
    assert len(mail.outbox) == 5


def test_mails_are_answered_by_the_host_and_belong_together():
    event = EventFactory()
    EventHostFactory(event=event, company=CompanyFactory(email="joinery@example.org"))
    registration = ann(event)
    headers = mail.outbox[0].extra_headers
    assert headers["Reply-To"] == "joinery@example.org"
    assert headers["References"] == f"<{registration.uid}@{settings.MESSAGE_ID_DOMAIN}>"


def test_mails_are_written_in_the_language_of_the_reader():
    ann(EventFactory(), language="it")
    assert "Il tuo biglietto" in mail.outbox[0].subject


def test_a_mail_of_a_kind_goes_once_a_revision():
    registration = RegistrationFactory()
    assert [emails.send_once(registration, "week", 7) for _ in range(2)] == [True, False]
    assert emails.send_once(registration, "week", 8) is True
    assert len(mail.outbox) == 2


def test_a_change_that_fails_writes_no_mail():
    event = EventFactory()
    with transaction.atomic():
        ann(event)
        transaction.set_rollback(True)
    assert event.registrations.count() == 0


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ({"capacity": 0}, "without"),
        ({"state": Event.State.CANCELLED}, "cancelled"),
        ({"state": Event.State.DRAFT}, "not_published"),
        ({"starts_at": timezone.now() - timedelta(minutes=1)}, "started"),
    ],
)
def test_a_closed_event_takes_nobody(facts, code):
    event = EventFactory(**facts)

    with pytest.raises(ValidationError) as refused:
        ann(event)

    assert refused.value.code == code
    assert (Registration.objects.count(), len(mail.outbox)) == (0, 0)


def test_an_event_without_capacity_takes_everybody():
    event = EventFactory(capacity=None)

    for number in range(3):
        ann(event, email=f"guest{number}@example.org")

    assert event.registrations.count() == 3


def test_a_lowered_capacity_removes_nobody_and_lets_nobody_in():
    event = EventFactory(capacity=2)
    ann(event)
    ann(event, email="ben@example.org")
    Event.objects.update(capacity=1)

    assert ann(event, email="carla@example.org").state == "waiting"
    assert event.registrations.confirmed().count() == 2


def test_cancelling_frees_the_place_once_and_the_person_may_come_back():
    event = EventFactory(capacity=1)
    registration = ann(event)

    assert (cancel_registration(registration), cancel_registration(registration)) == (True, False)
    again = ann(event)

    assert [one.state for one in event.registrations.order_by("id")] == ["cancelled", "confirmed"]
    assert again != registration
    assert Registration.objects.get(pk=registration.pk).cancelled_at is not None


def test_a_form_sent_again_after_cancelling_registers_anew():
    event = EventFactory()
    request_id = uuid.uuid4()
    cancel_registration(ann(event, request_id=request_id))

    ann(event, request_id=request_id)

    assert [one.state for one in event.registrations.order_by("id")] == ["cancelled", "confirmed"]


def test_a_person_removed_by_the_organisers_is_told_once():
    registration = RegistrationFactory(event__title="Open workshops")

    cancel_registration(registration, notify=True)
    cancel_registration(registration, notify=True)

    assert mails() == [([registration.email], "Your registration is cancelled: Open workshops")]
