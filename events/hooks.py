"""What happens to an event that higher subjects must hear of: they write to those who come, and offer seats.

A subject that knows people who come registers a function in `EventsConfig.ready()`; each is called within the
transaction of the change. Those that write return how many people they wrote to.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeAlias

from multifactory.lib.registry import Registry

if TYPE_CHECKING:
    from events.programme.models import Event

NotifyAbout: TypeAlias = "Callable[[Event], int]"
SettleSeats: TypeAlias = "Callable[[Event], None]"

event_moved: Registry[NotifyAbout] = Registry()

event_postponed: Registry[NotifyAbout] = Registry()

event_cancelled: Registry[NotifyAbout] = Registry()

# The capacity, the state or the start has changed: seats may have come free.
seats_changed: Registry[SettleSeats] = Registry()
