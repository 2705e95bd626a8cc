"""What happens to an event that those who come must hear of: higher subjects write to them.

A subject that knows people who come registers a function in `EventsConfig.ready()`; each is called within the
transaction of the change, and returns how many people it wrote to.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeAlias

from multifactory.lib.registry import Registry

if TYPE_CHECKING:
    from events.programme.models import Event

NotifyAbout: TypeAlias = "Callable[[Event], int]"

event_moved: Registry[NotifyAbout] = Registry()

event_postponed: Registry[NotifyAbout] = Registry()

event_cancelled: Registry[NotifyAbout] = Registry()
