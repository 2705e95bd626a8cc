"""Real threads against a real server: SQLite has no concurrent writers."""

import threading
from collections.abc import Callable

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.db import connection

from events.registrations.models import Registration
from events.registrations.services import cancel_registration, create_registration
from tests.factories.events import EventFactory, RegistrationFactory

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


def run_together(*calls: Callable[[], object]) -> list[str]:
    """How each of the calls ended: "done", or the code of the refusal."""
    barrier = threading.Barrier(len(calls))
    ends: list[str] = []

    def run(call: Callable[[], object]) -> None:
        try:
            barrier.wait(timeout=20)
            call()
            ends.append("done")
        except ValidationError as refused:
            ends.append(refused.code)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(call,)) for call in calls]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return sorted(ends)


def guest(event, number: int) -> Callable[[], object]:
    return lambda: create_registration(event, name="Guest", email=f"guest{number}@example.org", language="en")


def test_of_twenty_who_want_the_last_place_exactly_one_gets_it():
    event = EventFactory(capacity=1)

    ends = run_together(*(guest(event, number) for number in range(20)))

    assert ends == ["done"] + ["full"] * 19
    assert Registration.objects.confirmed().count() == 1
    assert len(mail.outbox) == 1


def test_the_same_address_ten_times_at_once_takes_one_place():
    event = EventFactory(capacity=5)

    ends = run_together(*(guest(event, 1) for _ in range(10)))

    assert ends == ["done"] * 10
    assert Registration.objects.confirmed().count() == 1


def test_a_place_freed_and_wanted_at_once_is_never_given_twice():
    event = EventFactory(capacity=1)
    leaving = RegistrationFactory(event=event)

    run_together(lambda: cancel_registration(leaving), *(guest(event, number) for number in range(5)))

    assert Registration.objects.confirmed().count() <= 1
