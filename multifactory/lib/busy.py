"""What a process can do only once at a time, and what the others are told meanwhile."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager


class BusyError(Exception):
    """Too much is asked of this process now. `BusyMiddleware` answers it with 503 and Retry-After."""


class Turn:
    """One thread at a time, or so many; the others wait their turn, but not for ever."""

    def __init__(self, *, wait_seconds: float, at_once: int = 1) -> None:
        self.wait_seconds = wait_seconds
        self._places = threading.Semaphore(at_once)

    @contextmanager
    def taken(self) -> Iterator[None]:
        """Raises BusyError if the turn does not come in time."""
        if not self._places.acquire(timeout=self.wait_seconds):
            raise BusyError
        try:
            yield
        finally:
            self._places.release()
