"""The way into the queue."""

from collections.abc import Sequence
from email.utils import getaddresses, make_msgid

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.core.validators import validate_email

from multifactory.lib.mail_queue.models import QueuedMail
from multifactory.lib.text.clean import legal_text


class QueueBackend(BaseEmailBackend):
    """EMAIL_BACKEND: a mail sent is a row written, in whatever transaction is open."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        rows = [_row(message) for message in email_messages]
        QueuedMail.objects.bulk_create(rows)
        return len(rows)


def _row(message: EmailMessage) -> QueuedMail:
    headers, message_id = dict(message.extra_headers), make_msgid(domain=settings.MESSAGE_ID_DOMAIN)
    # Refuses a line break in a header now, while somebody can still be told. Without an identity Django would
    # ask the network for the name of this machine, and let others run in the midst of our transaction.
    message.extra_headers = headers | {"Message-ID": message_id}
    message.message()
    message.extra_headers = headers
    if message.attachments:
        raise NotImplementedError("The queue carries no attachments: nothing sends any.")
    headers = dict(headers)
    if message.reply_to:
        headers.setdefault("Reply-To", ", ".join(map(str, message.reply_to)))
    html = [content for content, kind in getattr(message, "alternatives", []) if kind == "text/html"]
    _check_address(message.from_email)
    row = QueuedMail(
        from_email=message.from_email,
        to=_lines(message.to),
        cc=_lines(message.cc),
        bcc=_lines(message.bcc),
        subject=legal_text(str(message.subject)),
        message=legal_text(str(message.body)),
        html_message=html[0] if html else "",
        headers=headers,
        message_id=message_id,
    )
    row.clean_fields()
    return row


def _lines(addresses: Sequence[str]) -> str:
    for address in addresses:
        _check_address(address)
    return "\n".join(map(str, addresses))


def _check_address(address: str) -> None:
    """`person@example.org` or `A Person <person@example.org>`, in one line; ValidationError otherwise."""
    text = str(address)
    parsed = getaddresses([text])
    is_one = len(parsed) == 1 and "\n" not in text
    validate_email(parsed[0][1] if is_one else text)
