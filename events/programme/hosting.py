"""Who makes an event together: asking companies, their answers, what each brings."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from events.programme.emails import send_host_answered, send_host_asked
from events.programme.models import Event
from events.programme.parts import EventHost
from events.programme.validation import check_unit
from members.companies.models import Company
from members.people.models import User

State = EventHost.State


@transaction.atomic
def ask_host(event: Event, *, company: Company, by: User) -> EventHost:
    """Ask a company to make an event with its hosts: it hears by mail, and answers for itself.

    Asked again while it has not answered: nothing happens.
    """
    Event.objects.select_for_update(of=("self",)).get(pk=event.pk)  # of two who ask at once, one asks
    host = EventHost.objects.select_for_update(of=("self",)).filter(event=event, company=company).first()
    if host is not None and host.is_confirmed:
        raise ValidationError({"company": _("This company is already one of the hosts.")})
    if host is not None and host.is_asked:
        return host
    host = host or EventHost(event=event, company=company, role=EventHost.Role.CO_HOST)
    host.state, host.asked_by, host.asked_at = State.ASKED, by, timezone.now()
    host.answered_by = host.answered_at = None
    host.save()
    send_host_asked(host)
    return host


@transaction.atomic
def answer_host(host: EventHost, *, confirms: bool, by: User) -> EventHost:
    """Say yes or no for a company; who has said yes can leave later, but not as the last host."""
    event = Event.objects.select_for_update(of=("self",)).select_related("space").get(pk=host.event_id)
    host = _locked(host)
    host.event = event
    target = State.CONFIRMED if confirms else State.DECLINED
    if host.state == target:
        return host
    if host.is_confirmed:
        _refuse_last(event, host)
    host.state, host.answered_by, host.answered_at = target, by, timezone.now()
    host.save(update_fields=["state", "answered_by", "answered_at"])
    if event.holds_rooms and not event.is_over:
        check_unit(event)
    send_host_answered(host)
    return host


@transaction.atomic
def withdraw_host(host: EventHost) -> None:
    """Take back a question that has no yes."""
    host = _locked(host)
    if host.is_confirmed:
        raise ValidationError(_("A company that has confirmed can only leave of its own accord."))
    host.delete()


def _locked(host: EventHost) -> EventHost:
    """As it is now: meanwhile the question may have been taken back."""
    row = EventHost.objects.select_for_update(of=("self",)).select_related("company").filter(pk=host.pk)
    found = row.first()
    if found is None:
        raise ValidationError(_("This company is no longer asked."), code="gone")
    return found


def shift_hours(event: Event, before: Event) -> None:
    """Own hours go along with an event that moves; those that no longer fit into it fall away."""
    later = event.starts_at - before.starts_at
    for host in event.hosts.all():
        if host.starts_at is None or host.ends_at is None:
            continue
        host.starts_at, host.ends_at = host.starts_at + later, host.ends_at + later
        if host.starts_at < event.starts_at or host.ends_at > event.ends_at:
            host.starts_at = host.ends_at = None
        host.save(update_fields=["starts_at", "ends_at"])


def _refuse_last(event: Event, host: EventHost) -> None:
    others = event.hosts.confirmed().exclude(pk=host.pk)
    if event.state != Event.State.DRAFT and not event.is_common and not others.exists():
        raise ValidationError(
            _("You are the last host: invite another company first, or cancel the event."), code="last"
        )
