"""The queue of mails: post_office's table and admin, our own way in and out.

In: post_office's backend reads subject and body as templates, which text written by people must never be.
Out: post_office's sender marks mails as sent after a batch; killed before, or run twice, it repeats them.
"""

import logging
import smtplib
from collections.abc import Callable, Sequence
from datetime import timedelta
from email.utils import make_msgid

from django.conf import settings
from django.core.mail import BadHeaderError, EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.db.models import Q
from django.utils import timezone
from post_office.connections import connections
from post_office.models import PRIORITY, STATUS, Email

logger = logging.getLogger(__name__)

LEASE = timedelta(minutes=5)  # longer than any one mail can take: EMAIL_TIMEOUT holds for each step
LONGEST_WAIT = timedelta(hours=6)
RETRIES = 20  # 1, 2, 4 … 256 minutes, then every six hours: 74 hours in all
BATCH = 100
KEPT = timedelta(days=30)  # the page on a person's data names it


class QueueBackend(BaseEmailBackend):
    """EMAIL_BACKEND: a mail sent is a row written, in whatever transaction is open."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        rows = [self._row(message) for message in email_messages]
        for row in rows:
            row.full_clean()  # as its save() would
        Email.objects.bulk_create(rows)
        return len(rows)

    def _row(self, message: EmailMessage) -> Email:
        message.message()  # refuses a line break in a header now, while somebody can still be told
        headers = dict(message.extra_headers)
        if message.reply_to:
            headers.setdefault("Reply-To", ", ".join(map(str, message.reply_to)))
        html = [content for content, kind in getattr(message, "alternatives", []) if kind == "text/html"]
        if message.attachments:
            raise NotImplementedError("The queue carries no attachments: nothing sends any.")
        return Email(
            from_email=message.from_email,
            to=message.to,
            cc=message.cc,
            bcc=message.bcc,
            subject=message.subject,
            message=message.body,
            html_message=html[0] if html else "",
            headers=headers,
            message_id=make_msgid(domain=settings.POST_OFFICE["MESSAGE_ID_FQDN"]),
            priority=PRIORITY.medium,
            status=STATUS.queued,
        )


def deliver_due_mail(*, should_stop: Callable[[], bool] = lambda: False) -> int:
    """Send what is due, at least once each; returns how many went out.

    A mail is claimed by moving its time a lease ahead, so that it is nobody else's meanwhile and comes back
    by itself if this process dies. No transaction is open while the mail server is spoken to. A mail that
    went out just before the process died goes out again under the same Message-ID, which mail programs show
    once.
    """
    sent = 0
    try:
        for email in Email.objects.filter(_due()).order_by("-priority", "pk")[:BATCH]:
            if should_stop():
                break
            if _claim(email):
                if not _deliver(email):
                    break
                sent += email.status == STATUS.sent
    finally:
        connections.close()
    return sent


def _due() -> Q:
    return Q(status__in=[STATUS.queued, STATUS.requeued]) & (
        Q(scheduled_time__isnull=True) | Q(scheduled_time__lte=timezone.now())
    )


def _claim(email: Email) -> bool:
    """Compare and set: of two workers that read the same row, one changes it."""
    seen, lease = email.scheduled_time, timezone.now() + LEASE
    same_time = Q(scheduled_time__isnull=True) if seen is None else Q(scheduled_time=seen)
    rows = Email.objects.filter(same_time, pk=email.pk, status=email.status)
    email.scheduled_time = lease
    return rows.update(scheduled_time=lease) == 1


def _deliver(email: Email) -> bool:
    """Send one claimed mail and write down how it went; false when the mail server itself is out of reach."""
    try:
        email.dispatch(commit=False, disconnect_after_delivery=False)
    except Exception as error:
        connections.close()
        _put_back(email, error)
        return not isinstance(error, OSError) or isinstance(error, smtplib.SMTPException)
    email.status = STATUS.sent
    # The body may hold a link that resets a password: keep who was written to about what, no more.
    Email.objects.filter(pk=email.pk).update(
        status=STATUS.sent, message="", html_message="", last_updated=timezone.now()
    )
    return True


def _put_back(email: Email, error: Exception) -> None:
    retries = (email.number_of_retries or 0) + 1
    given_up = is_permanent(error) or retries > RETRIES
    email.status = STATUS.failed if given_up else STATUS.requeued
    now = timezone.now()
    # Only while the lease is ours: a mail that another worker has taken over is its business.
    Email.objects.filter(pk=email.pk, scheduled_time=email.scheduled_time).exclude(status=STATUS.sent).update(
        status=email.status,
        scheduled_time=now + backoff(retries),
        number_of_retries=retries,
        last_updated=now,
    )
    email.logs.create(status=STATUS.failed, message=str(error), exception_type=type(error).__name__)
    word = "given up" if given_up else f"tried again in {backoff(retries)}"
    logger.warning("Mail %s was not sent (%s), %s.", email.pk, type(error).__name__, word)


def forget_old_mail() -> int:
    """Delete the records of mails that went out, or were given up, a month ago."""
    old = Email.objects.filter(
        status__in=[STATUS.sent, STATUS.failed], last_updated__lt=timezone.now() - KEPT
    )
    return old.delete()[1].get("post_office.Email", 0)


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
