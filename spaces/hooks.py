"""What subjects of this app, and apps above it, tell and ask each other.

`allocated`: a unit was given to a company; called in the same transaction, under the lock of the unit.
`condition_changed`: a space is in another state from a day on; called in the same transaction.
`block_sources`: when spaces are shut, of those with these ids; what is over may be left out.
`booking_bars`: why nothing new is booked of these leaf spaces, by their ids; empty where it can be.
`booking_blocked`: danger shuts the space of a booking that serves something; called before it is cancelled,
with the reason, in the same transaction.
`who_holds_booking`: what a booking serves and changes only with, and the page of it; None for one of its own.
`unit_claims`: who else wants a unit, a sentence each, apart from a proposal; asked before it is given.
`works_partners`: who outside takes part in works, each with its part; shown on their page.
"""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from members.hooks import Fact
from multifactory.lib.registry import Registry

if TYPE_CHECKING:
    from members.people.models import User
    from spaces.allocations.models import Allocation
    from spaces.bookings.models import Booking
    from spaces.building.models import Space
    from spaces.condition.models import Condition
    from spaces.works.models import Renewal


@dataclass(frozen=True, slots=True)
class Holder:
    """What a booking serves: its name, and the address of its page."""

    label: str
    href: str


@dataclass(frozen=True, slots=True)
class Stretch:
    """A space, by its id, shut in [starts_at, ends_at), and why, in a few words."""

    space: int
    starts_at: datetime
    ends_at: datetime
    why: str


allocated: "Registry[Callable[[Allocation], None]]" = Registry()
block_sources: "Registry[Callable[[Collection[int]], Iterable[Stretch]]]" = Registry()
booking_bars: "Registry[Callable[[Collection[int]], str]]" = Registry()
booking_blocked: "Registry[Callable[[Booking, str], None]]" = Registry()
condition_changed: "Registry[Callable[[Condition, User | None], None]]" = Registry()
who_holds_booking: "Registry[Callable[[Booking], Holder | None]]" = Registry()
unit_claims: "Registry[Callable[[Space, int | None], list[str]]]" = Registry()


def claims_of_unit(unit: "Space", *, apart_from: int | None = None) -> list[str]:
    """Who else wants it, by a proposal other than this one."""
    return [claim for claims in unit_claims for claim in claims(unit, apart_from)]


works_partners: "Registry[Callable[[Renewal], Sequence[tuple[str, Fact]]]]" = Registry()
