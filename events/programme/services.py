"""Saving events, and leading them from one state to another."""

from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from events.hooks import event_cancelled, event_moved, event_postponed, seats_changed
from events.programme.emails import send_event_returned, send_event_submitted
from events.programme.hosting import shift_hours
from events.programme.models import Event
from events.programme.parts import EventHost, EventMove, EventPicture, EventText
from events.programme.rooms import RoomPlan, hold_rooms, lock_rooms, move_room, set_rooms
from events.programme.rules import (
    changes_seats,
    has_been_seen,
    has_moved,
    is_hidden_again,
    keep_public_dates,
    raises_sequence,
)
from events.programme.transitions import CANCEL, POSTPONE, PUBLISH, RETURN, SUBMIT
from events.programme.validation import check_hosts, check_ready, check_unit
from governance.resolutions.models import Resolution
from members.companies.models import Company
from members.people.models import User
from multifactory.lib.images.reading import CleanImage
from multifactory.lib.text.languages import other_language


@transaction.atomic
def save_event(event: Event, *, by: User | None = None, rooms: RoomPlan | None = None) -> None:
    """Save an event. Once it has been seen, a change of time, place or state raises the sequence; what it
    was before a move is kept, and those who come hear of it.

    A submitted or published one holds its rooms: raises what stands in the way. Seats that came free are
    offered at once.
    """
    event.updated_at = now = timezone.now()
    if event.pk is None:
        keep_public_dates(event, None, now)
        event.save()
        set_rooms(event, rooms or RoomPlan(), by=by, is_new=True)
        return
    before = Event.objects.select_for_update(of=("self",)).select_related("space").get(pk=event.pk)
    if is_hidden_again(before, event, now):
        text = _("Everyone has already seen this event: make it visible to members only, or postpone it.")
        raise ValidationError({"published_from": text})
    moved = has_moved(before, event)
    keep_public_dates(event, before, now)
    event.sequence = before.sequence + raises_sequence(before, event, now)
    if event.holds_rooms and not event.is_over:
        check_unit(event)
    event.save()
    lock_rooms(event, rooms, left=before.space)
    if rooms is None or before.space_id != event.space_id:
        move_room(event, left=before.space, by=by)
    if rooms is not None:
        set_rooms(event, rooms, by=by)
    hold_rooms(event, by=by)
    if moved:
        shift_hours(event, before)
    if moved and has_been_seen(before, now):
        _keep_move(before, event, by)
    if changes_seats(before, event):
        for settle in seats_changed:
            settle(event)
    if moved and before.is_out and event.state == Event.State.PUBLISHED and not event.is_over:
        for notify in event_moved:
            notify(event)


@transaction.atomic
def write_event(
    event: Event,
    *,
    by: User,
    company: Company | None = None,
    rooms: RoomPlan,
    words: Mapping[str, str],
    image: CleanImage | None = None,
    alt: str = "",
) -> None:
    """Save what a host wrote: the event, its rooms, its words in the other language, its picture.

    A new one is of its company from the first day.
    """
    is_new = event.pk is None
    if is_new:
        event.created_by = by
    save_event(event, by=by, rooms=rooms)
    if is_new and company is not None:
        EventHost.objects.create(event=event, company=company, answered_by=by, answered_at=timezone.now())
    if not event.is_draft:
        check_hosts(event)
    event.texts.filter(language=event.language).delete()
    if any(words.values()):
        language = other_language(event.language)
        EventText.objects.update_or_create(event=event, language=language, defaults=words)
    else:
        event.texts.all().delete()
    picture = getattr(event, "picture", None) or EventPicture(event=event)
    picture.alt = alt
    if image is not None:
        picture.store(image)
    elif picture.pk is not None:
        picture.save(update_fields=["alt"])


@transaction.atomic
def submit_event(event: Event, *, by: User | None = None) -> None:
    """Ask a coordinator to publish a draft. From now on its rooms are held."""
    event = _locked(event)
    SUBMIT.ensure_possible(event)
    check_ready(event)
    event.state, event.return_reason = SUBMIT.target, ""
    save_event(event, by=by)
    send_event_submitted(event)


@transaction.atomic
def return_event(event: Event, *, reason: str, by: User | None = None) -> None:
    """Give a submitted event back to its hosts, with the reason. Its rooms are free at once."""
    if not reason.strip():
        raise ValidationError({"reason": _("Say why: the hosts will read it in an e-mail.")})
    event = _locked(event)
    RETURN.ensure_possible(event)
    event.state, event.return_reason = RETURN.target, reason.strip()
    save_event(event, by=by)
    send_event_returned(event)


@transaction.atomic
def publish_event(event: Event, *, by: User | None = None, resolution: Resolution | None = None) -> None:
    """Show an event to its public. It needs a place, and somebody who answers for it."""
    event = _locked(event)
    PUBLISH.ensure_possible(event)
    check_ready(event)
    was_postponed = event.is_postponed
    if was_postponed and event.is_over:
        raise ValidationError(_("Give it a new date first: this one is past."), code="date")
    event.state, event.return_reason = PUBLISH.target, ""
    event.resolution = resolution or event.resolution
    save_event(event, by=by)
    if was_postponed:
        for notify in event_moved:
            notify(event)


@transaction.atomic
def postpone_event(event: Event, *, by: User | None = None) -> int:
    """Say that an event takes place later, the new date is not known yet. Its rooms are free at once.

    Returns how many people were written to.
    """
    event = _locked(event)
    POSTPONE.ensure_possible(event)
    event.state = POSTPONE.target
    save_event(event, by=by)
    return sum(notify(event) for notify in event_postponed)


@transaction.atomic
def cancel_event(event: Event, *, reason: str, by: User | None = None) -> int:
    """Cancel an event and return how many people were written to. Its page stays, with a banner.

    The reason is read there and in the mails.
    """
    if not reason.strip():
        raise ValidationError({"reason": _("Say why it is cancelled.")})
    event = _locked(event)
    CANCEL.ensure_possible(event)
    event.state, event.cancel_reason = CANCEL.target, reason.strip()
    save_event(event, by=by)
    return sum(notify(event) for notify in event_cancelled)


def _locked(event: Event) -> Event:
    return Event.objects.select_for_update(of=("self",)).select_related("space").get(pk=event.pk)


def _keep_move(before: Event, event: Event, by: User | None) -> None:
    EventMove.objects.create(
        event=event,
        starts_at=before.starts_at,
        ends_at=before.ends_at,
        is_all_day=before.is_all_day,
        space=before.space,
        place=before.place,
        sequence=event.sequence,
        moved_at=event.updated_at,
        moved_by=by,
    )
