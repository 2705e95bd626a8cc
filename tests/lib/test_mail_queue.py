"""The queue under what happens to it: refusals, a server that is away, kills, a second worker."""

import signal
import smtplib
import subprocess
import sys
import threading
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone
from post_office.models import STATUS, Email

from multifactory.lib import mail_queue
from multifactory.lib.mail_queue import BATCH, LEASE, RETRIES, backoff, deliver_due_mail, is_permanent
from tests.conftest import ROOT
from tests.smtp import MailServer


def queue_mails(count: int, **values) -> list[Email]:
    return [
        Email.objects.create(
            from_email="portal@example.org",
            to=[f"person{number}@example.org"],
            subject=f"Mail {number}",
            message="The link: http://127.0.0.1/secret/",
            message_id=f"<{number}@example.org>",
            priority=1,
            **{"status": STATUS.queued, **values},
        )
        for number in range(count)
    ]


def let_time_pass(by: timedelta) -> None:
    for email in Email.objects.exclude(scheduled_time=None):
        Email.objects.filter(pk=email.pk).update(scheduled_time=email.scheduled_time - by)


@pytest.fixture
def mail_server(settings):
    """Start a mail server that the portal of this process sends through."""
    servers = []

    def start(**behaviour) -> MailServer:
        server = MailServer(**behaviour)
        servers.append(server)
        use(server.port)
        return server.__enter__()

    def use(port: int) -> None:
        settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_USE_TLS = "127.0.0.1", port, False
        settings.POST_OFFICE = settings.POST_OFFICE | {
            "BACKENDS": {"default": "django.core.mail.backends.smtp.EmailBackend"}
        }

    start.use = use
    yield start
    for server in servers:
        server.__exit__()


def test_due_mails_go_out_and_their_bodies_are_forgotten(db, mail_server):
    server = mail_server()
    queue_mails(2)

    assert deliver_due_mail() == 2
    assert server.addresses == ["person0@example.org", "person1@example.org"]
    assert list(Email.objects.values_list("status", "subject", "message").order_by("pk")) == [
        (STATUS.sent, "Mail 0", ""),
        (STATUS.sent, "Mail 1", ""),
    ]


def test_mail_is_sent_once_however_often_the_queue_is_emptied(db, mail_server):
    server = mail_server()
    queue_mails(1)

    assert [deliver_due_mail(), deliver_due_mail()] == [1, 0]
    assert len(server.mails) == 1


def test_a_turn_is_one_batch(db, mail_server):
    server = mail_server()
    queue_mails(BATCH + 1)

    assert [deliver_due_mail(), deliver_due_mail()] == [BATCH, 1]
    assert len(server.mails) == BATCH + 1


def test_delivery_ends_between_two_mails_when_asked_to(db, mail_server):
    server = mail_server()
    queue_mails(3)

    assert deliver_due_mail(should_stop=lambda: len(server.mails) == 1) == 1
    assert Email.objects.filter(status=STATUS.queued, scheduled_time=None).count() == 2


def test_refused_recipient_is_given_up_and_the_others_get_theirs(db, mail_server):
    server = mail_server(refusals={"person0@example.org": "550 no such person"})
    refused, _ = queue_mails(2)

    assert deliver_due_mail() == 1
    refused.refresh_from_db()
    assert (refused.status, refused.logs.get().exception_type) == (STATUS.failed, "SMTPRecipientsRefused")
    assert server.addresses == ["person1@example.org"]


def test_mail_put_off_by_the_server_is_tried_again_under_the_same_name(db, mail_server):
    server = mail_server(refusals={"person0@example.org": "451 later"})
    queue_mails(1)
    assert deliver_due_mail() == 0

    server.refusals.clear()
    assert deliver_due_mail() == 0  # not yet
    let_time_pass(backoff(1))
    assert deliver_due_mail() == 1
    assert [mail["Message-ID"] for mail in server.mails] == ["<0@example.org>"]


def test_server_out_of_reach_costs_one_try_a_turn(db, mail_server):
    with MailServer() as closed:
        pass
    mail_server.use(closed.port)
    queue_mails(3)

    assert deliver_due_mail() == 0
    assert list(Email.objects.order_by("pk").values_list("status", "number_of_retries")) == [
        (STATUS.requeued, 1),
        (STATUS.queued, None),
        (STATUS.queued, None),
    ]


def test_mail_is_given_up_after_three_days_and_keeps_its_text(db, mail_server):
    mail_server(refusals={"person0@example.org": "451 later"})
    (email,) = queue_mails(1, status=STATUS.requeued, number_of_retries=RETRIES)

    deliver_due_mail()

    email.refresh_from_db()
    assert (email.status, email.message) == (STATUS.failed, "The link: http://127.0.0.1/secret/")


def test_waits_grow_from_a_minute_to_six_hours_over_three_days():
    waits = [backoff(retries) for retries in range(1, RETRIES + 1)]

    assert waits[:3] == [timedelta(minutes=1), timedelta(minutes=2), timedelta(minutes=4)]
    assert waits[-1] == timedelta(hours=6)
    assert timedelta(hours=72) <= sum(waits, timedelta()) < timedelta(hours=78)


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (smtplib.SMTPRecipientsRefused({"a": (550, b""), "b": (553, b"")}), True),
        (smtplib.SMTPRecipientsRefused({"a": (550, b""), "b": (451, b"")}), False),
        (smtplib.SMTPDataError(554, b""), True),
        (smtplib.SMTPDataError(452, b""), False),
        (smtplib.SMTPAuthenticationError(535, b""), False),
        (smtplib.SMTPServerDisconnected(), False),
        (TimeoutError(), False),
        (UnicodeEncodeError("ascii", "è", 0, 1, ""), True),
    ],
)
def test_only_a_refusal_of_the_mail_itself_is_permanent(error, expected):
    assert is_permanent(error) is expected


def test_claimed_mail_is_nobody_elses_until_the_lease_ends(db):
    (email,) = queue_mails(1)
    first, second = Email.objects.get(), Email.objects.get()

    assert [mail_queue._claim(first), mail_queue._claim(second)] == [True, False]
    assert list(Email.objects.filter(mail_queue._due())) == []
    let_time_pass(LEASE)
    assert list(Email.objects.filter(mail_queue._due())) == [email]


def test_failure_of_a_worker_that_lost_its_lease_changes_nothing(db):
    queue_mails(1)
    late, other = Email.objects.get(), Email.objects.get()
    mail_queue._claim(late)
    Email.objects.update(status=STATUS.sent, scheduled_time=timezone.now())

    mail_queue._put_back(late, TimeoutError())

    other.refresh_from_db()
    assert other.status == STATUS.sent


# --- Other processes ----------------------------------------------------------------------------------


def start_worker(environment: dict[str, str], server: MailServer, *options: str) -> subprocess.Popen:
    return subprocess.Popen(
        [sys.executable, "manage.py", "worker", *options],
        cwd=ROOT,
        env=environment | {"EMAIL_URL": server.url},
        stderr=subprocess.PIPE,
        text=True,
    )


def test_mail_of_a_worker_killed_while_sending_is_sent_by_the_next(other_process):
    queue_mails(2)
    with MailServer(delay=30) as slow:
        worker = start_worker(other_process, slow, "--once")
        assert slow.accepting.wait(30)
        worker.send_signal(signal.SIGKILL)
        worker.communicate(timeout=30)
    assert Email.objects.filter(status=STATUS.sent).count() == 0

    let_time_pass(LEASE)
    with MailServer() as server:
        start_worker(other_process, server, "--once").communicate(timeout=60)

    assert Email.objects.filter(status=STATUS.sent).count() == 2
    assert server.addresses == ["person0@example.org", "person1@example.org"]
    # The one that the killed worker may have sent has the same name, so a mail program shows it once.
    assert slow.mails[0]["Message-ID"] in [mail["Message-ID"] for mail in server.mails]


def test_two_workers_at_once_send_each_mail_once(other_process):
    queue_mails(30)
    with MailServer(delay=0.05) as server:
        workers = [start_worker(other_process, server, "--once") for _ in range(2)]
        for worker in workers:
            worker.communicate(timeout=60)

    assert len(server.mails) == 30
    assert len(set(server.addresses)) == 30
    assert Email.objects.filter(status=STATUS.sent).count() == 30


def test_worker_asked_to_end_finishes_the_mail_in_hand(other_process):
    queue_mails(5)
    with MailServer(delay=1) as server:
        worker = start_worker(other_process, server)
        assert server.accepting.wait(30)
        worker.terminate()
        worker.communicate(timeout=30)

    assert worker.returncode == 0
    assert len(server.mails) == 1
    assert Email.objects.filter(status=STATUS.sent).count() == 1


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_of_many_claims_at_once_one_wins():
    (email,) = queue_mails(1)
    barrier, won = threading.Barrier(8), []

    def claim() -> None:
        seen = Email.objects.get(pk=email.pk)
        barrier.wait(10)
        won.append(mail_queue._claim(seen))
        connection.close()

    threads = [threading.Thread(target=claim) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)

    assert sorted(won) == [False] * 7 + [True]
