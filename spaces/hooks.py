"""What a higher subject of this app does when a lower one has done something.

`allocated`: a unit was given to a company; called in the same transaction, under the lock of the unit.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

from multifactory.lib.registry import Registry

if TYPE_CHECKING:
    from spaces.allocations.models import Allocation

allocated: "Registry[Callable[[Allocation], None]]" = Registry()
