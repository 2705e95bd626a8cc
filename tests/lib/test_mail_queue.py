"""The queue under what happens to it: refusals, a server that is away, kills, a second worker."""

import signal
import smtplib
import subprocess
import sys
import threading
from datetime import timedelta

import pytest
from django.core.mail import EmailMultiAlternatives
from django.db import IntegrityError, connection
from django.utils import timezone

from multifactory.lib.mail_queue import delivery
from multifactory.lib.mail_queue.backend import QueueBackend
from multifactory.lib.mail_queue.delivery import (
    BATCH,
    LEASE,
    RETRIES,
    Status,
    backoff,
    deliver_due_mail,
    is_permanent,
)
from multifactory.lib.mail_queue.models import QueuedMail
from tests.conftest import ROOT
from tests.smtp import MailServer


def queue_mails(count: int, **values) -> list[QueuedMail]:
    return [
        QueuedMail.objects.create(
            from_email="portal@example.org",
            to=f"person{number}@example.org",
            subject=f"Mail {number}",
            message="The link: http://127.0.0.1/secret/",
            message_id=f"<{number}@example.org>",
            **{"status": Status.QUEUED, **values},
        )
        for number in range(count)
    ]


def let_time_pass(by: timedelta) -> None:
    for email in QueuedMail.objects.exclude(scheduled_at=None):
        QueuedMail.objects.filter(pk=email.pk).update(scheduled_at=email.scheduled_at - by)


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
        settings.EMAIL_DELIVERY_BACKEND = "django.core.mail.backends.smtp.EmailBackend"

    start.use = use
    yield start
    for server in servers:
        server.__exit__()


def test_due_mails_go_out_and_their_bodies_are_forgotten(db, mail_server):
    server = mail_server()
    queue_mails(2)

    assert deliver_due_mail() == 2
    assert server.addresses == ["person0@example.org", "person1@example.org"]
    assert list(QueuedMail.objects.values_list("status", "subject", "message").order_by("pk")) == [
        (Status.SENT, "Mail 0", ""),
        (Status.SENT, "Mail 1", ""),
    ]


def test_mail_goes_out_with_all_its_parts(db, mail_server):
    server = mail_server()
    message = EmailMultiAlternatives(
        "Roof", "As text", to=["Anna <a@example.org>", "b@example.org"], reply_to=["r@example.org"]
    )
    message.cc, message.bcc = ["c@example.org"], ["d@example.org"]
    message.attach_alternative("<p>As HTML</p>", "text/html")
    QueueBackend().send_messages([message])

    assert deliver_due_mail() == 1
    [mail] = server.mails
    headers = ("Subject", "To", "Cc", "Bcc", "Reply-To", "Message-ID")
    assert [mail[header] for header in headers] == [
        "Roof",
        "Anna <a@example.org>, b@example.org",
        "c@example.org",
        None,
        "r@example.org",
        QueuedMail.objects.get().message_id,
    ]
    assert [(part.get_content_type(), part.get_payload().strip()) for part in mail.get_payload()] == [
        ("text/plain", "As text"),
        ("text/html", "<p>As HTML</p>"),
    ]


def test_turn_takes_one_connection(db, mail_server, monkeypatch):
    server = mail_server()
    opened = []
    connect = smtplib.SMTP.connect
    monkeypatch.setattr(smtplib.SMTP, "connect", lambda *args: opened.append(1) or connect(*args))
    queue_mails(3)

    assert deliver_due_mail() == 3
    assert (len(opened), len(server.mails)) == (1, 3)


@pytest.mark.parametrize(
    ("values", "constraint"),
    [
        ({"status": Status.SENT, "message": "The link"}, "sent_mail_keeps_no_body"),
        ({"status": Status.SENT, "html_message": "The link"}, "sent_mail_keeps_no_body"),
        ({"to": ""}, "mail_has_a_recipient"),
        ({"status": "lost"}, "mail_status_is_known"),
    ],
)
def test_database_refuses_a_mail_that_cannot_be(db, values, constraint):
    with pytest.raises(IntegrityError, match=constraint):
        QueuedMail.objects.create(**{"from_email": "a@example.org", "to": "b@example.org", **values})


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
    assert QueuedMail.objects.filter(status=Status.QUEUED, scheduled_at=None).count() == 2


def test_refused_recipient_is_given_up_and_the_others_get_theirs(db, mail_server):
    server = mail_server(refusals={"person0@example.org": "550 no such person"})
    refused, _ = queue_mails(2)

    assert deliver_due_mail() == 1
    refused.refresh_from_db()
    assert (refused.status, refused.last_error_type) == (Status.FAILED, "SMTPRecipientsRefused")
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
    assert list(QueuedMail.objects.order_by("pk").values_list("status", "retries")) == [
        (Status.REQUEUED, 1),
        (Status.QUEUED, 0),
        (Status.QUEUED, 0),
    ]


def test_mail_is_given_up_after_three_days_and_keeps_its_text(db, mail_server):
    mail_server(refusals={"person0@example.org": "451 later"})
    (email,) = queue_mails(1, status=Status.REQUEUED, retries=RETRIES)

    deliver_due_mail()

    email.refresh_from_db()
    assert (email.status, email.message) == (Status.FAILED, "The link: http://127.0.0.1/secret/")


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
    first, second = QueuedMail.objects.get(), QueuedMail.objects.get()

    assert [delivery._claim(first), delivery._claim(second)] == [True, False]
    assert list(QueuedMail.objects.due()) == []
    let_time_pass(LEASE)
    assert list(QueuedMail.objects.due()) == [email]


def test_failure_of_a_worker_that_lost_its_lease_changes_nothing(db):
    queue_mails(1)
    late, other = QueuedMail.objects.get(), QueuedMail.objects.get()
    delivery._claim(late)
    QueuedMail.objects.update(status=Status.SENT, message="", scheduled_at=timezone.now())

    delivery._put_back(late, TimeoutError())

    other.refresh_from_db()
    assert other.status == Status.SENT


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
    assert QueuedMail.objects.filter(status=Status.SENT).count() == 0

    let_time_pass(LEASE)
    with MailServer() as server:
        start_worker(other_process, server, "--once").communicate(timeout=60)

    assert QueuedMail.objects.filter(status=Status.SENT).count() == 2
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
    assert QueuedMail.objects.filter(status=Status.SENT).count() == 30


def test_worker_asked_to_end_finishes_the_mail_in_hand(other_process):
    queue_mails(5)
    with MailServer(delay=1) as server:
        worker = start_worker(other_process, server)
        assert server.accepting.wait(30)
        worker.terminate()
        worker.communicate(timeout=30)

    assert worker.returncode == 0
    assert len(server.mails) == 1
    assert QueuedMail.objects.filter(status=Status.SENT).count() == 1


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_of_many_claims_at_once_one_wins():
    (email,) = queue_mails(1)
    barrier, won = threading.Barrier(8), []

    def claim() -> None:
        seen = QueuedMail.objects.get(pk=email.pk)
        barrier.wait(10)
        won.append(delivery._claim(seen))
        connection.close()

    threads = [threading.Thread(target=claim) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)

    assert sorted(won) == [False] * 7 + [True]
