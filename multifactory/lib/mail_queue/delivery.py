"""The way out of the queue: each mail once, whatever is killed or runs twice.

A sender that marks its mails after a batch repeats them when it is killed before; one that is kept from
running twice by a lock of its host is not kept from it on two hosts. Here each mail is claimed by itself.
"""

import logging
import smtplib
from collections.abc import Callable
from datetime import timedelta

from django.conf import settings
from django.core.mail import BadHeaderError, EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.utils import timezone

from multifactory.lib.mail_queue.html import html_of
from multifactory.lib.mail_queue.models import QueuedMail
from multifactory.lib.registry import Registry

Status = QueuedMail.Status
logger = logging.getLogger(__name__)

LEASE = timedelta(minutes=5)  # longer than any one mail can take: EMAIL_TIMEOUT holds for each step
LONGEST_WAIT = timedelta(hours=6)
RETRIES = 20  # 1, 2, 4 … 256 minutes, then every six hours: 74 hours in all
BATCH = 100
# Told of a mail that is given up, in the transaction that notes it.
undelivered_hooks: Registry[Callable[[QueuedMail], None]] = Registry()
KEPT = timedelta(days=30)  # the page on a person's data names it


def deliver_due_mail(*, should_stop: Callable[[], bool] = lambda: False) -> int:
    """Send what is due, at least once each; returns how many went out.

    A mail is claimed by moving its time a lease ahead, so that it is nobody else's meanwhile and comes back
    by itself if this process dies. No transaction is open while the mail server is spoken to. A mail that
    went out just before the process died goes out again under the same Message-ID, which mail programs show
    once.
    """
    sent = 0
    connection = get_connection(settings.EMAIL_DELIVERY_BACKEND)
    try:
        for mail in QueuedMail.objects.due().order_by("pk")[:BATCH]:
            if should_stop():
                break
            if _claim(mail):
                if not _deliver(mail, connection):
                    break
                sent += mail.status == Status.SENT
    finally:
        connection.close()
    return sent


def _claim(mail: QueuedMail) -> bool:
    """Compare and set: of two workers that read the same row, one changes it."""
    seen, lease = mail.scheduled_at, timezone.now() + LEASE
    rows = QueuedMail.objects.filter(pk=mail.pk, status=mail.status)
    rows = rows.filter(scheduled_at__isnull=True) if seen is None else rows.filter(scheduled_at=seen)
    mail.scheduled_at = lease
    return rows.update(scheduled_at=lease) == 1


def _deliver(mail: QueuedMail, connection: BaseEmailBackend) -> bool:
    """Send one claimed mail and write down how it went; false when the mail server itself is out of reach."""
    try:
        connection.open()  # stays open until the end of the turn or the next failure
        connection.send_messages([_message(mail)])
    except Exception as error:
        connection.close()
        _put_back(mail, error)
        return not isinstance(error, OSError) or isinstance(error, smtplib.SMTPException)
    mail.status = Status.SENT
    # The body may hold a link that resets a password: keep who was written to about what, no more.
    QueuedMail.objects.filter(pk=mail.pk).update(
        status=Status.SENT, message="", html_message="", updated_at=timezone.now()
    )
    return True


def _message(mail: QueuedMail) -> EmailMultiAlternatives:
    to, cc, bcc = (text.split("\n") if text else [] for text in (mail.to, mail.cc, mail.bcc))
    message = EmailMultiAlternatives(
        mail.subject,
        mail.message,
        mail.from_email,
        to,
        cc=cc,
        bcc=bcc,
        headers=mail.headers | {"Message-ID": mail.message_id},
    )
    language = mail.headers.get("Content-Language", settings.LANGUAGE_CODE).split(",")[0]
    html = mail.html_message or html_of(mail.subject, mail.message, language)
    message.attach_alternative(html, "text/html")
    return message


def _put_back(mail: QueuedMail, error: Exception) -> None:
    retries = mail.retries + 1
    given_up = is_permanent(error) or retries > RETRIES
    mail.status = Status.FAILED if given_up else Status.REQUEUED
    now = timezone.now()
    # Only while the lease is ours: a mail that another worker has taken over is its business.
    ours = QueuedMail.objects.filter(pk=mail.pk, scheduled_at=mail.scheduled_at).exclude(status=Status.SENT)
    with transaction.atomic():
        is_ours = ours.update(
            status=mail.status,
            scheduled_at=now + backoff(retries),
            retries=retries,
            last_error_type=type(error).__name__,
            last_error=str(error),
            updated_at=now,
        )
        if given_up and is_ours:
            for tell in undelivered_hooks:
                tell(mail)
    word = "given up" if given_up else f"tried again in {backoff(retries)}"
    logger.warning("Mail %s was not sent (%s), %s.", mail.pk, type(error).__name__, word)


def forget_old_mail() -> int:
    """Delete the records of mails that went out, or were given up, a month ago."""
    return QueuedMail.objects.settled().filter(updated_at__lt=timezone.now() - KEPT).delete()[0]


def backoff(retries: int) -> timedelta:
    """The wait after this many failures (1 or more): a minute, doubled each time, at most six hours."""
    return min(timedelta(minutes=2 ** (retries - 1)), LONGEST_WAIT)


def is_permanent(error: Exception) -> bool:
    """Whether the mail is refused for good (RFC 5321, 4.2.1: a reply of 5yz), rather than the moment bad."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return all(code >= 500 for code, _ in error.recipients.values())
    if isinstance(error, smtplib.SMTPAuthenticationError | smtplib.SMTPConnectError | smtplib.SMTPHeloError):
        return False  # the portal's own account or connection, which somebody will mend
    if isinstance(error, smtplib.SMTPResponseException):
        return error.smtp_code >= 500
    return isinstance(error, BadHeaderError | UnicodeError)
