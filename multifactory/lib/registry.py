"""A list of functions or objects to which higher apps add their own."""

from collections.abc import Iterator
from typing import Generic, TypeVar

Entry = TypeVar("Entry")


class Registry(Generic[Entry]):
    """Entries in the order they were registered; registering one twice changes nothing."""

    def __init__(self) -> None:
        self._entries: list[Entry] = []

    def register(self, entry: Entry) -> Entry:
        if entry not in self._entries:
            self._entries.append(entry)
        return entry

    def unregister(self, entry: Entry) -> None:
        self._entries.remove(entry)

    def __iter__(self) -> Iterator[Entry]:
        return iter(list(self._entries))
