"""Mails about a registration, each with the signed link of its page."""

from typing import Any

from events.programme.models import Event
from events.registrations.hosts import reply_address
from events.registrations.models import LIVE, Notice, Registration
from members.companies.models import the_multifactory
from multifactory.lib.mail import absolute_url, send
from multifactory.lib.mail_values import Trusted
from multifactory.lib.text.clean import without_addresses

MOST_AGAIN = 5  # mails of a kind, the first included

TEMPLATES = {
    Notice.Kind.CONFIRM: "registration_confirm",
    Notice.Kind.TICKET: "registration_ticket",
    Notice.Kind.WAITING: "registration_waiting",
    Notice.Kind.OFFER: "registration_offer",
    Notice.Kind.OFFER_OVER: "registration_offer_over",
    Notice.Kind.FIRST_COME: "registration_first_come",
    Notice.Kind.WEEK: "registration_reminder",
    Notice.Kind.DAY: "registration_reminder",
    Notice.Kind.REMOVED: "registration_removed",
    Notice.Kind.LETTER: "registration_letter",
    Notice.Kind.MOVED: "registration_event_moved",
    Notice.Kind.POSTPONED: "registration_event_postponed",
    Notice.Kind.CALLED_OFF: "registration_event_cancelled",
}


def send_once(registration: Registration, kind: str, revision: int = 0, **context: Any) -> bool:
    """Queue a mail of this kind unless it went before; whether it was queued now."""
    if not registration.email:
        return False
    _notice, is_new = Notice.objects.get_or_create(registration=registration, kind=kind, revision=revision)
    if is_new:
        _send(TEMPLATES[Notice.Kind(kind)], registration, **context)
    return is_new


def send_again(registration: Registration, kind: str) -> None:
    """To somebody who filled in the form once more: what they have, and that there is no second. It may have
    been a stranger, so a few times and then no more."""
    revision = registration.notices.filter(kind=kind).count()
    if revision < MOST_AGAIN:
        send_once(registration, kind, revision, is_again=True)


def send_event_moved(registration: Registration) -> None:
    """Once for each change of time or place, with what held before."""
    event = registration.event
    before = event.moves.select_related("space").order_by("-sequence").first()
    send_once(registration, Notice.Kind.MOVED, event.sequence, before=before)


def send_event_postponed(registration: Registration) -> None:
    send_once(registration, Notice.Kind.POSTPONED, registration.event.sequence)


def send_event_cancelled(registration: Registration) -> None:
    send_once(registration, Notice.Kind.CALLED_OFF, registration.event.sequence)


def send_letter(registration: Registration, *, number: int, subject: str, text: str) -> bool:
    """What a host wrote to the guests, line by line behind marks: nobody takes it for words of the portal."""
    quoted = Trusted("\n".join(f"> {line}".rstrip() for line in without_addresses(text).splitlines()))
    return send_once(registration, Notice.Kind.LETTER, number, letter_subject=subject, quoted=quoted)


def _send(template: str, registration: Registration, **context: Any) -> None:
    event: Event = registration.event
    send(
        registration.email,
        template,
        {
            "registration": registration,
            "event": event,
            "portal": the_multifactory(),
            "event_url": absolute_url(event.get_absolute_url()),
            "page_url": absolute_url(registration.get_absolute_url()),
            "is_live": registration.state in LIVE,
            **context,
        },
        registration.language,
        reply_to=reply_address(event),
        thread=str(registration.uid),
    )
