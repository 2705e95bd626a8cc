"""What higher apps did because of a resolution, told on its page.

An app whose rows cite resolutions registers a function in its `AppConfig.ready()`:

    resolution_facts.register(spaces_decided_by)

Each function is called once a page, whatever the number of resolutions, asks the database one question, and
leaves out what this reader may not see.
"""

from collections.abc import Callable, Mapping, Sequence

from governance.models import Resolution, Rulebook
from members.hooks import Fact, Registry

ResolutionFactsFor = Callable[[Sequence[Resolution], bool], Mapping[int, Sequence[Fact]]]  # …, is a member

resolution_facts: Registry[ResolutionFactsFor] = Registry()


def what_cites(resolutions: Sequence[Resolution], *, is_member: bool) -> dict[int, list[Fact]]:
    """All that cites these resolutions, by the resolution's id, in the order of registration."""
    facts: dict[int, list[Fact]] = {resolution.pk: [] for resolution in resolutions}
    for facts_for in resolution_facts:
        for resolution_id, some in facts_for(resolutions, is_member).items():
            facts[resolution_id].extend(some)
    return facts


def rulebooks_decided_by(resolutions: Sequence[Resolution], is_member: bool) -> Mapping[int, Sequence[Fact]]:
    """The versions of the rulebook they put in force, for members. One query."""
    facts: dict[int, list[Fact]] = {}
    for rulebook in Rulebook.objects.filter(resolution__in=resolutions) if is_member else ():
        facts.setdefault(rulebook.resolution_id or 0, []).append(Fact(str(rulebook)))
    return facts
