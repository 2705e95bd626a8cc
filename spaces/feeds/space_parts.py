"""All that the calendar of a space holds."""

from dataclasses import dataclass

from django.db.models import Q

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
    """One query: the numbers keep the queries of the parts short, which programs ask each hour."""
    takes = Space.takes.through.objects
    parts = takes.filter(from_space=space).values("to_space")
    near = takes.filter(Q(from_space=space) | Q(to_space=space) | Q(to_space__in=parts)).values("from_space")
    pairs = set(takes.filter(from_space__in=near).values_list("from_space", "to_space"))
    leaves = sorted(part for taker, part in pairs if taker == space.pk) or [space.pk]
    touched = {space.pk, *leaves}
    takers = {taker for taker, part in pairs if part in touched and (taker, taker) not in pairs}
    return Around(leaves, sorted(touched | takers))


def parts_of_space(space: Space) -> list[CalendarPart]:
    near = around(space)
    shut = (closures_of_space, danger_in_space, lateness_in_space)
    return [bookings_of_space(near.leaves), *(part_of(space, near.shutting) for part_of in shut)]
