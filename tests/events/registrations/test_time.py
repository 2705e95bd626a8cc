"""What the clock does: reminders at the same local hour, and forgetting."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core import mail
from django.utils import timezone

from events.registrations.erasure import erase_after_events
from events.registrations.letters import send_guest_letter
from events.registrations.models import Notice, Registration
from events.registrations.question_models import Answer
from events.registrations.reminders import due_reminder, reminder_moment, send_due_reminders
from events.registrations.seats import used_seats
from multifactory.lib.mail import thread_header
from multifactory.lib.mail_queue.models import QueuedMail
from tests.events.helpers import confirmed, later, subjects, waiting
from tests.factories.events import EventFactory, QuestionFactory
from tests.factories.members import UserFactory

ROME = ZoneInfo("Europe/Rome")


def rome(*moment) -> datetime:
    return datetime(*moment, tzinfo=ROME)


def test_reminder_of_an_event_on_sunday_31_october_2027_10_00_goes_saturday_10_00():
    moment = reminder_moment(rome(2027, 10, 31, 10), 1)
    assert moment == rome(2027, 10, 30, 10) == datetime(2027, 10, 30, 8, tzinfo=UTC)


@pytest.mark.parametrize(
    ("starts_at", "days", "moment"),
    [
        (rome(2027, 10, 31, 10), 7, datetime(2027, 10, 24, 8, tzinfo=UTC)),
        (rome(2027, 3, 28, 10), 1, datetime(2027, 3, 27, 9, tzinfo=UTC)),  # 25 hours before by no clock
        (
            rome(2027, 3, 29, 2, 30),
            1,
            datetime(2027, 3, 28, 1, 30, tzinfo=UTC),
        ),  # no such hour
    ],
)
def test_reminders_keep_the_hour_over_the_change_of_clock(starts_at, days, moment):
    assert reminder_moment(starts_at, days) == moment


def test_a_week_before_then_a_day_before_then_nothing():
    starts_at = rome(2027, 6, 12, 18)
    found = [
        due and due[0]
        for now in (
            rome(2027, 6, 5, 17, 59),
            rome(2027, 6, 5, 18),
            rome(2027, 6, 11, 17, 59),
            rome(2027, 6, 11, 18),
            rome(2027, 6, 12, 17, 59),
            starts_at,
        )
        for due in [due_reminder(starts_at, now)]
    ]
    assert found == [None, "week", "week", "day", "day", None]


@pytest.mark.django_db
def test_reminders_go_once_to_those_with_a_seat_who_registered_before():
    event = EventFactory(starts_at=later(hours=20))
    ann = confirmed(event, "Ann", confirmed_at=later(days=-3))
    confirmed(event, "Ben")  # registered within the last day: has just read it all
    waiting(event, "Carl")
    confirmed(EventFactory(starts_at=later(hours=20), state="cancelled"), "D", confirmed_at=later(days=-3))

    assert (send_due_reminders(), send_due_reminders()) == (1, 0)

    assert subjects() == [(ann.email, "Reminder")]
    assert "tomorrow" in mail.outbox[0].body
    assert ann.link in mail.outbox[0].body


@pytest.mark.django_db
def test_an_event_that_moves_is_reminded_of_anew():
    event = EventFactory(starts_at=later(hours=20))
    confirmed(event, "Ann", confirmed_at=later(days=-9))
    send_due_reminders()
    event.starts_at = later(days=6)
    event.ends_at = later(days=7)
    event.save()
    assert send_due_reminders() == 1
    assert list(Notice.objects.values_list("kind", flat=True)) == ["day", "week"]


@pytest.mark.django_db
def test_a_day_before_is_told_though_it_was_before_the_move_and_the_week_before_since():
    event = EventFactory(starts_at=later(hours=20))
    ann = confirmed(event, "Ann", confirmed_at=later(days=-9))
    since_the_move = int(event.starts_at.timestamp()) // 60
    Notice.objects.create(registration=ann, kind="day", revision=since_the_move - 9999)
    Notice.objects.create(registration=ann, kind="week", revision=since_the_move)

    assert (send_due_reminders(), send_due_reminders()) == (1, 0)


@pytest.fixture
def ended(db):
    """Ended 15 May 18:00, with a question kept 7 days."""
    event = EventFactory(starts_at=rome(2027, 5, 15, 16), ends_at=rome(2027, 5, 15, 18))
    question = QuestionFactory(event=event, days_kept=7)
    ann = confirmed(event, "Ann", 2, checked_in_at=rome(2027, 5, 15, 16, 3), checked_in_party=2)
    Answer.objects.create(registration=ann, question=question, text="Soup")
    return event


@pytest.mark.parametrize(
    ("now", "answers", "name"),
    [
        (rome(2027, 5, 22, 17, 59), 1, "Ann"),
        (rome(2027, 5, 22, 18), 0, "Ann"),
        (rome(2027, 6, 14, 17, 59), 0, "Ann"),
        (rome(2027, 6, 14, 18), 0, "–"),
    ],
)
def test_ended_15_may_18_00_answers_go_after_7_days_and_people_after_30(ended, now, answers, name):
    with time_machine.travel(now, tick=False):
        erase_after_events()
        assert erase_after_events() == 0
    entry = Registration.objects.get()
    assert (Answer.objects.count(), entry.name) == (answers, name)
    assert (entry.checked_in_party, entry.party, used_seats(ended, timezone.now())) == (2, 2, 2)
    assert bool(entry.email) == (name == "Ann")


@pytest.mark.django_db
def test_what_was_mailed_about_the_event_goes_with_the_names_and_other_mail_stays(settings):
    settings.EMAIL_BACKEND = "multifactory.lib.mail_queue.backend.QueueBackend"
    event = EventFactory(starts_at=later(days=-31, hours=-2), ends_at=later(days=-31))
    ann = confirmed(event, "Ann")
    later_one = confirmed(EventFactory(), "Ben")
    for one in (event, later_one.event):
        send_guest_letter(one, readers="all", subject="A", text="B", by=UserFactory(), request_id=None)
    link = ann.link

    assert erase_after_events() == 1

    assert [mail.headers["References"] for mail in QueuedMail.objects.all()] == [
        thread_header(str(later_one.uid))
    ]
    assert not Registration.objects.by_link(link).exists()
    ann.refresh_from_db()
    assert (ann.name, ann.email, ann.language, ann.request_id) == ("–", "", "", None)
    assert Registration.objects.get(pk=later_one.pk).name == "Ben"


@pytest.mark.django_db
def test_dates_of_a_series_are_forgotten_each_in_its_time():
    first = confirmed(EventFactory(starts_at=later(days=-41), ends_at=later(days=-40)), "Ann")
    second = confirmed(EventFactory(starts_at=later(days=-11), ends_at=later(days=-10)), "Ann")
    erase_after_events()
    assert [Registration.objects.get(pk=one.pk).name for one in (first, second)] == ["–", "Ann"]
