"""The clock of a sample's past: what services write within `told` is dated as the sample tells it.

Only the loading of a sample winds it, in a process of its own. Services ask the database for the time, so its
`Now` is answered here for the while, and `timezone.now` with it.
"""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import datetime, timedelta
from typing import Any
from unittest.mock import patch

from django.db.models.functions import Now
from django.utils import timezone

from multifactory.lib.mail_queue.models import QueuedMail


class Clock:
    def __init__(self, now: datetime) -> None:
        self.now = now

    def at(self, moment: datetime) -> None:
        self.now = moment

    def pass_by(self, **length: float) -> None:
        self.now += timedelta(**length)

    @contextmanager
    def told(self) -> Iterator["Clock"]:
        """Services take it for the time, in Python and in both databases."""
        with ExitStack() as stack:
            stack.enter_context(patch.object(timezone, "now", lambda: self.now))
            for vendor, text in (("sqlite", "%s"), ("postgresql", "CAST(%s AS timestamp with time zone)")):
                stack.enter_context(patch.object(Now, f"as_{vendor}", self._answer(text)))
            yield self

    def _answer(self, text: str) -> Any:
        def as_vendor(_now: Now, _compiler: Any, connection: Any, **_context: Any) -> tuple[str, list[Any]]:
            return text, [connection.ops.adapt_datetimefield_value(self.now)]

        return as_vendor


@contextmanager
def without_mails() -> Iterator[None]:
    """What services send meanwhile went out at its time: nothing of it is left to send."""
    last = QueuedMail.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    yield
    QueuedMail.objects.filter(pk__gt=last).delete()
