"""The rooms an event needs, held while it is submitted or out."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.core.exceptions import ValidationError

from events.programme.models import Event
from events.programme.parts import EventRoom
from members.people.models import User
from spaces.bookings.holds import can_hold, check_hold, hold_space, move_hold, release_hold
from spaces.building.models import Space
from spaces.building.services import lock_spaces


def room_of(event: Event) -> EventRoom | None:
    """The row of the space where it takes place, with what is set up before and cleared after."""
    if event.pk is None or event.space_id is None:
        return None
    return event.rooms.filter(space=event.space_id).select_related("booking").first()


@dataclass(frozen=True)
class RoomPlan:
    """Which rooms an event needs beside its own, and the minutes around it that belong to the claims."""

    more: Iterable[Space] = ()
    before_minutes: int = 0
    after_minutes: int = 0


def set_rooms(event: Event, plan: RoomPlan, *, by: User | None, is_new: bool = False) -> None:
    """Say which rooms an event needs; what it needs no longer is free at once. `hold_rooms` follows."""
    wanted = {space.pk for space in plan.more if can_hold(space)}
    if event.space is not None and can_hold(event.space):
        wanted.add(event.space.pk)
    minutes = {"before_minutes": plan.before_minutes, "after_minutes": plan.after_minutes}
    if is_new:
        rows = (EventRoom(event=event, space_id=space_id, **minutes) for space_id in sorted(wanted))
        EventRoom.objects.bulk_create(rows)
        return
    for room in event.rooms.exclude(space__in=wanted).select_related("booking"):
        drop_room(room, by=by)
    for space_id in sorted(wanted):
        EventRoom.objects.update_or_create(event=event, space_id=space_id, defaults=minutes)


def move_room(event: Event, *, left: Space | None, by: User | None) -> None:
    """The row of its own room goes along where an event goes elsewhere; its booking moves with it."""
    row = event.rooms.filter(space=left).first() if left else None
    to = event.space if can_hold(event.space) else None
    there = event.rooms.filter(space=to).first() if to else None
    if row is not None and row.space_id != (to.pk if to else None):
        if to is None or there is not None:
            drop_room(row, by=by)
        else:
            row.space = to
            row.save(update_fields=["space"])
            there = row
    if to is not None and there is None:
        EventRoom.objects.create(event=event, space=to)


def hold_rooms(event: Event, *, by: User | None) -> None:
    """Book, move or free each room as the state of the event asks; raises what stands in the way."""
    if event.is_over:
        return  # what was used stays as it was
    rooms = list(event.rooms.select_related("space", "booking").order_by("space"))
    if not event.holds_rooms:
        for room in rooms:
            if room.booking is not None:
                release_hold(room.booking, by=by)
        return
    left = Space.objects.filter(bookings__in=[room.booking_id for room in rooms if room.booking_id])
    spaces = [*left, *(room.space for room in rooms)]
    lock_spaces({leaf for space in spaces for leaf in (space.pk, *space.leaf_ids())})
    for room in rooms:
        _hold_room(room, event, by)


def check_rooms(event: Event) -> None:
    """Raise what stands in the way of any of its rooms."""
    for room in event.rooms.select_related("space").order_by("space"):
        check_room(event, room.space, before=room.before_minutes, after=room.after_minutes)


def check_room(event: Event, space: Space, *, before: int = 0, after: int = 0) -> None:
    """Raise what stands in the way of a room, beside the field `space`."""
    mine = event.rooms.filter(space=space).select_related("booking").first() if event.pk else None
    starts_at, ends_at = event.starts_at - timedelta(minutes=before), event.ends_at + timedelta(minutes=after)
    check_hold(space, starts_at, ends_at, besides=mine.booking if mine else None)


def drop_room(room: EventRoom, *, by: User | None) -> None:
    if room.booking is not None:
        release_hold(room.booking, by=by)
    room.delete()


def _hold_room(room: EventRoom, event: Event, by: User | None) -> None:
    terms: dict[str, Any] = {
        "starts_at": event.starts_at - timedelta(minutes=room.before_minutes),
        "ends_at": event.ends_at + timedelta(minutes=room.after_minutes),
        "purpose": event.title,
    }
    booking = room.booking
    try:
        if booking is None or not booking.is_confirmed:
            room.booking = hold_space(room.space, by=by, **terms)
            room.save(update_fields=["booking"])
        else:
            move_hold(booking, space=room.space, **terms)
    except ValidationError as error:
        if room.space_id == event.space_id or not hasattr(error, "error_dict"):
            raise
        raise ValidationError({"more_spaces": error.messages}) from error
