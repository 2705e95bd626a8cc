"""Mails to people: written here, kept in the database with the caller's transaction, sent by the worker."""

import re
from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import urljoin

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.template import Context
from django.template.loader import get_template
from django.utils import translation

from multifactory.lib.mail_values import Trusted, harmless
from multifactory.lib.text.clean import clean_line


def absolute_url(path: str) -> str:
    """The address a mail can carry, whatever host the request came in by."""
    return Trusted(urljoin(f"{settings.SITE_URL}/", path))


def _render(name: str, context: Mapping[str, Any]) -> str:
    # A mail is plain text: an apostrophe stays an apostrophe.
    template = get_template(name).template  # type: ignore[attr-defined]
    text = template.render(Context(harmless(context), autoescape=False)).strip()
    return re.sub(r"\n{3,}", "\n\n", text)  # where a part of it has nothing to say


def render_mail(template: str, context: Mapping[str, Any]) -> tuple[str, str]:
    """Subject and words of a mail, in the language that is active."""
    # One line, so that no text people write can add a header.
    subject = clean_line(_render(f"emails/{template}.subject.txt", context))
    return subject, _render(f"emails/{template}.txt", context) + "\n"


def send(
    to: str,
    template: str,
    context: Mapping[str, Any],
    language: str,
    *,
    unsubscribe: str = "",
    reply_to: str = "",
    thread: str = "",
) -> None:
    """Queue `templates/emails/<template>.subject.txt` and `.txt` for one person, in their language
    (empty: they have chosen none).

    `unsubscribe`: the full address that stops such mails by a POST; the mail program offers it as a button
    (RFC 2369, RFC 8058). `thread`: what mails of one matter have in common, so that a mail program shows them
    together (RFC 5322, 3.6.4) and they are found again. If the transaction of the caller is rolled back, the
    mail was never written.
    """
    headers = {"Reply-To": reply_to} if reply_to else {}
    if thread:
        headers["References"] = thread_header(thread)
    send_alike([to], template, context, language, unsubscribe, headers)


def _languages(language: str) -> str:
    """That of the words around, and that of what companies write, where it is another (RFC 3282)."""
    spoken = dict.fromkeys((language or settings.LANGUAGE_CODE, settings.CONTENT_LANGUAGE))
    return ", ".join(filter(None, spoken))


def thread_header(thread: str) -> str:
    return f"<{thread}@{settings.MESSAGE_ID_DOMAIN}>"


def send_alike(
    people: Iterable[str],
    template: str,
    context: Mapping[str, Any],
    language: str,
    unsubscribe: str = "",
    more_headers: Mapping[str, str] | None = None,
) -> None:
    """The same words for many, each in a mail of their own: written once, queued together."""
    with translation.override(language or settings.LANGUAGE_CODE):
        subject, body = render_mail(template, context)
    headers = {"Auto-Submitted": "auto-generated", "Content-Language": _languages(language)}
    headers |= more_headers or {}
    if unsubscribe:
        headers |= {
            "List-Unsubscribe": f"<{unsubscribe}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        }
    get_connection().send_messages([EmailMessage(subject, body, to=[to], headers=headers) for to in people])
