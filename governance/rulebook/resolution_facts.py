"""The versions of the rulebook that a resolution put in force, for its page."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from governance.rulebook.models import Rulebook
from members.hooks import Fact

if TYPE_CHECKING:
    from governance.resolutions.models import Resolution


def rulebooks_decided_by(
    resolutions: Sequence["Resolution"], is_member: bool
) -> Mapping[int, Sequence[Fact]]:
    """The versions of the rulebook they put in force, for members. One query."""
    facts: dict[int, list[Fact]] = {}
    for rulebook in Rulebook.objects.filter(resolution__in=resolutions) if is_member else ():
        facts.setdefault(rulebook.resolution_id or 0, []).append(Fact(str(rulebook)))
    return facts
