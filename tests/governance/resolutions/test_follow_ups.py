"""What an adopted resolution asks for, and who is told while it is not done."""

from datetime import date, timedelta

import pytest
import time_machine
from django.core import mail
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from governance.notices.overdue import send_overdue_notices
from governance.resolutions.models import Resolution
from governance.resolutions.services import add_months, mark_done, mark_not_done
from multifactory.portal import worker
from tests.factories.governance import ResolutionFactory
from tests.factories.members import CompanyFactory, MembershipFactory, UserFactory
from tests.threads import at_once

pytestmark = pytest.mark.django_db
TODAY = date(2026, 3, 10)


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel("2026-03-10T10:00:00+01:00", tick=False):
        yield


def resolution(**fields) -> Resolution:
    return ResolutionFactory(**({"due_on": TODAY - timedelta(days=1)} | fields))


def told() -> list[str]:
    return sorted(one.to[0] for one in mail.outbox)


@pytest.mark.parametrize(
    ("fields", "is_overdue"),
    [
        ({"due_on": TODAY - timedelta(days=1)}, True),
        ({"due_on": TODAY}, False),
        ({"review_on": TODAY}, True),
        ({"review_on": TODAY + timedelta(days=1)}, False),
        ({"due_on": None}, False),
        ({"due_on": TODAY - timedelta(days=9), "done_on": TODAY}, False),
        ({"review_on": TODAY - timedelta(days=1), "done_on": TODAY - timedelta(days=9)}, True),
        ({"review_on": TODAY - timedelta(days=1), "done_on": TODAY - timedelta(days=1)}, False),
        ({"review_on": TODAY, "done_on": TODAY - timedelta(days=1), "outcome": "rejected"}, False),
        ({"due_on": TODAY - timedelta(days=9), "outcome": "rejected"}, False),
    ],
)
def test_overdue_is_past_its_day_or_due_for_review_and_not_done(fields, is_overdue):
    one = ResolutionFactory(**fields)

    assert (one.is_overdue, list(Resolution.objects.overdue(TODAY))) == (is_overdue, [one] * is_overdue)


def test_what_is_replaced_waits_for_nobody():
    old = resolution()
    ResolutionFactory(supersedes=old)

    assert (send_overdue_notices(), list(Resolution.objects.awaiting_follow_up()), mail.outbox) == (0, [], [])
    assert list(Resolution.objects.superseded()) == [old]


def test_review_on_29_feb():
    decided = date(2028, 2, 29)
    assert [add_months(decided, months) for months in (12, 24, 48)] == [
        date(2029, 2, 28),
        date(2030, 2, 28),
        date(2032, 2, 29),
    ]
    one = ResolutionFactory(decided_on=date(2027, 2, 28), review_on=date(2028, 2, 29))
    overdue = {day: list(Resolution.objects.overdue(day)) for day in (date(2028, 2, 28), date(2028, 2, 29))}
    assert overdue == {date(2028, 2, 28): [], date(2028, 2, 29): [one]}


def test_overdue_is_told_to_representatives_of_the_company_and_to_coordinators(
    company, representative, collaborator, coordinator, superuser
):
    MembershipFactory(role="representative")
    MembershipFactory(company=company, role="representative", ended_on=TODAY)
    MembershipFactory(company=company, role="representative", user__is_active=False)
    one = resolution(responsible=company, title="Mend\r\nBcc: all@example.org")

    assert send_overdue_notices() == 1

    assert told() == sorted([representative.email, coordinator.email, superuser.email])
    assert mail.outbox[0].subject == f"To do: resolution {one.reference}, Mend Bcc: all (at) example․org"
    assert mail.outbox[0].message()["Bcc"] is None
    assert "part of membership" in mail.outbox[0].body
    assert "List-Unsubscribe" not in mail.outbox[0].extra_headers


def test_person_of_two_roles_gets_one_mail(company, coordinator):
    MembershipFactory(company=company, user=coordinator, role="representative")
    resolution(responsible=company)

    send_overdue_notices()

    assert told() == [coordinator.email]


def test_overdue_is_told_once_and_then_every_30_days(company, representative):
    one = resolution(responsible=company)
    days = []
    for number in range(65):
        with time_machine.travel(timezone.now() + timedelta(days=number), tick=False):
            days += [number] * send_overdue_notices()

    assert days == [0, 30, 60]
    mark_done(one, by=representative)
    with time_machine.travel(timezone.now() + timedelta(days=95), tick=False):
        assert send_overdue_notices() == 0


def test_later_day_is_told_anew_when_it_comes(representative, company):
    one = resolution(responsible=company)
    send_overdue_notices()
    Resolution.objects.filter(pk=one.pk).update(due_on=TODAY + timedelta(days=5))

    told_on = []
    for number in range(1, 12):
        with time_machine.travel(timezone.now() + timedelta(days=number), tick=False):
            told_on += [number] * send_overdue_notices()
    assert told_on == [6]


def test_queries_of_a_round_of_mails_do_not_grow_with_people(company):
    def reads() -> int:
        resolution(responsible=company)
        with CaptureQueriesContext(connection) as queries:
            send_overdue_notices()
        return sum(one["sql"].startswith("SELECT") for one in queries)

    MembershipFactory(company=company, role="representative")
    one = reads()
    MembershipFactory.create_batch(20, company=company, role="representative")
    assert (one, reads()) == (3, 3)


def test_mark_done_twice_keeps_who_said_it_first(representative):
    one = resolution()
    mark_done(one, by=representative)
    with time_machine.travel(timezone.now() + timedelta(days=2), tick=False):
        mark_done(one, by=UserFactory())

    one.refresh_from_db()
    assert (one.done_on, one.done_by) == (TODAY, representative)


def test_what_was_done_is_looked_at_again_on_its_day(company, representative):
    one = resolution(responsible=company, due_on=TODAY, review_on=TODAY + timedelta(days=300))
    mark_done(one, by=representative)
    told_on = []
    for number in (20, 299, 300, 301):
        with time_machine.travel(timezone.now() + timedelta(days=number), tick=False):
            told_on += [number] * send_overdue_notices()
    with time_machine.travel(timezone.now() + timedelta(days=310), tick=False):
        assert (one.is_to_review, mark_done(one, by=representative).is_to_review) == (True, False)
        assert list(Resolution.objects.overdue(timezone.localdate())) == []

    assert (told_on, list(Resolution.objects.awaiting_follow_up())) == ([300], [])


def test_what_was_not_adopted_cannot_be_done(representative):
    with pytest.raises(ValidationError):
        mark_done(resolution(outcome="rejected"), by=representative)


def test_not_done_after_all_is_said_by_a_coordinator_and_told_again(coordinator, representative):
    one = resolution(told_on=TODAY, done_on=TODAY, done_by=representative)
    with pytest.raises(ValidationError):
        mark_not_done(one, by=representative)

    mark_not_done(one, by=coordinator)

    assert (one.done_on, one.done_by, send_overdue_notices()) == (None, None, 1)


@pytest.mark.django_db(transaction=True)
def test_two_workers_tell_of_an_overdue_resolution_once():
    company = CompanyFactory()
    MembershipFactory.create_batch(3, company=company, role="representative")
    for _ in range(5):
        resolution(responsible=company)

    answers = at_once(*[send_overdue_notices] * 4)

    assert (sum(answers), len(mail.outbox)) == (5, 15)


def test_one_turn_of_the_worker_reminds_tells_and_writes_digests(company, representative):
    jobs = [job.name for job in worker.jobs()]
    resolution(responsible=company)

    call_command("worker", "--once")

    wanted = ["votes reminded of", "overdue resolutions told of", "digests written"]
    assert [job for job in jobs[: jobs.index("mails sent")] if job in wanted] == wanted
    assert [one.to for one in mail.outbox if "To do" in one.subject] == [[representative.email]]
