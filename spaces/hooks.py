"""What a higher subject of this app does when a lower one has done something.

`allocated`: a unit was given to a company; called in the same transaction, under the lock of the unit.
`unit_claims`: who else wants a unit, a sentence each; asked before it is given.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

from multifactory.lib.registry import Registry

if TYPE_CHECKING:
    from spaces.allocations.models import Allocation
    from spaces.building.models import Space

allocated: "Registry[Callable[[Allocation], None]]" = Registry()
unit_claims: "Registry[Callable[[Space], list[str]]]" = Registry()
