"""In which order amendments are voted on."""

from collections.abc import Iterable

from governance.models import Amendment
from governance.rules.difference import distance


def voting_order(amendments: Iterable[Amendment], title: str, text: str) -> list[Amendment]:
    """Farthest from the text first, as assemblies do: what changes most is decided before what changes less.

    Among equals the one that was put first. Takes the open amendments and the text as it stands.
    """

    def nearness(one: Amendment) -> tuple[int, int]:
        return -distance(f"{title}\n{text}", f"{one.title}\n{one.text}"), one.number

    return sorted(amendments, key=nearness)
