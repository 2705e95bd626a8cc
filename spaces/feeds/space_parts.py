"""All that the calendar of a space holds."""

from dataclasses import dataclass
from datetime import datetime

from multifactory.lib.calendars import CalendarPart
from spaces.building.models import Space
from spaces.feeds.booking_entries import bookings_of_space
from spaces.feeds.shut_entries import closures_of_space, danger_in_space, lateness_in_space


@dataclass(frozen=True, slots=True)
class Around:
    """`leaves`: what a booking of the space occupies. `shutting`: what shuts it or a part of it, as in
    `bookings.blocks`: a hall its halves, a kiln that takes itself too not its room."""

    leaves: list[int]
    shutting: list[int]


def around(space: Space) -> Around:
    """One query, of all that takes a part: that is a small table, which programs ask each hour."""
    pairs = set(Space.takes.through.objects.values_list("from_space", "to_space"))
    leaves = sorted(part for taker, part in pairs if taker == space.pk) or [space.pk]
    touched = {space.pk, *leaves}
    takers = {taker for taker, part in pairs if part in touched and (taker, taker) not in pairs}
    return Around(leaves, sorted(touched | takers))


def parts_of_space(space: Space, near: Around, now: datetime) -> list[CalendarPart]:
    shut = (closures_of_space, danger_in_space, lateness_in_space)
    return [bookings_of_space(near.leaves, now), *(part_of(space, near.shutting, now) for part_of in shut)]
