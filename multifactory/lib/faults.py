"""Mails that tell the administrators of a fault, without anything of what the visitor sent."""

import logging
import traceback
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.core.cache import cache
from django.core.mail import EmailMessage, get_connection
from django.db import DatabaseError, InterfaceError, OperationalError, transaction
from django.http import HttpRequest
from django.urls import Resolver404, resolve
from django.utils import timezone

QUIET_SECONDS = 3600  # at most one mail a kind in this time
_AWAY = (OperationalError, InterfaceError)
_BUSY = 503  # the answer itself says that it is no fault, and when to come back


class FaultMailHandler(logging.Handler):
    """Queues one mail an hour for each kind of fault: the type of the exception and the place in the code.

    The failed request waits for no mail server. It runs when the request's transaction has been rolled back.
    """

    def emit(self, record: logging.LogRecord) -> None:
        error = record.exc_info[1] if record.exc_info else None
        if not settings.ADMINS or getattr(record, "status_code", None) == _BUSY:
            return
        if any(isinstance(one, _AWAY) for one in _chain(error)):
            return  # the queue is away with its database
        try:
            _tell(record, error)
        except Exception:  # the fault itself is in the log already, and must not become another
            logging.getLogger(__name__).warning("The mail on a fault could not be queued.", exc_info=True)


def _tell(record: logging.LogRecord, error: BaseException | None) -> None:
    subject = f"Fault: {type(error).__name__ if error else record.name} in {_place(record, error)}"
    if not _is_first_this_hour(subject):
        return
    message = EmailMessage(
        subject,
        _report(record, error),
        settings.SERVER_EMAIL,
        [address for _name, address in settings.ADMINS],
        headers={"Auto-Submitted": "auto-generated"},
    )
    with transaction.atomic():
        get_connection().send_messages([message])


def _is_first_this_hour(subject: str) -> bool:
    """Of two processes at once the cache lets one pass. The queue remembers what a full cache forgets."""
    try:
        if not cache.add(f"fault:{subject}".replace(" ", "_"), True, QUIET_SECONDS):
            return False
    except DatabaseError:
        return False
    except Exception:  # noqa: S110  a cache that is away is a fault of which to tell
        pass
    # Logging is set up before the models are, so the model is asked for by its name.
    queue = apps.get_model("multifactory", "QueuedMail").objects
    since = timezone.now() - timedelta(seconds=QUIET_SECONDS)
    return not queue.filter(subject=subject, created_at__gt=since).exists()


def _report(record: logging.LogRecord, error: BaseException | None) -> str:
    """Types and places only: the words of an exception may repeat what was typed, or what is stored."""
    request = getattr(record, "request", None)
    lines = [f"Time: {timezone.now().isoformat(timespec='seconds')}"]
    if request is not None:
        lines.append(f"Request: {request.method} {_address(request)}")
    for one in _chain(error):
        lines += ["", f"{type(one).__module__}.{type(one).__qualname__}"]
        lines += [f"  {_short(frame)}\n    {frame.line}" for frame in _frames(one)]
    lines += ["", "The same fault is told of once an hour at most. The log has every one."]
    return "\n".join(lines) + "\n"


def _address(request: HttpRequest) -> str:
    """The pattern of the address with its whole numbers: another part may be the secret of a link."""
    try:
        match = request.resolver_match or resolve(request.path_info)
    except Resolver404:
        return "(no page)"
    numbers = [f"{name}={value}" for name, value in match.kwargs.items() if str(value).isdecimal()]
    return " ".join([f"/{match.route}", *numbers])


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    """The exception, what caused it, and so on, each once."""
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        yield error
        error = error.__cause__ or error.__context__


def _place(record: logging.LogRecord, error: BaseException | None) -> str:
    """The innermost line of the portal's own code, else of the library."""
    frames = _frames(error) if error else []
    ours = [frame for frame in frames if _is_ours(frame.filename)]
    if ours or frames:
        return _short((ours or frames)[-1])
    request = getattr(record, "request", None)
    return _address(request) if request is not None else f"{record.pathname}:{record.lineno}"


def _frames(error: BaseException) -> traceback.StackSummary:
    return traceback.StackSummary.extract(traceback.walk_tb(error.__traceback__))  # without local variables


def _is_ours(filename: str) -> bool:
    path = Path(filename)
    return path.is_relative_to(settings.BASE_DIR) and "site-packages" not in path.parts


def _short(frame: traceback.FrameSummary) -> str:
    """`members/people/views.py:184 membership_switch`."""
    name = frame.filename.rpartition("site-packages/")[2]
    return f"{name.removeprefix(f'{settings.BASE_DIR}/')}:{frame.lineno} {frame.name}"
