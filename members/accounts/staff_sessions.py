"""Sessions of staff end after half an hour without a request, and after twelve hours in all."""

import time
from typing import Any

from django.http import HttpRequest

from members.people.models import User

LONGEST_IDLE = 30 * 60  # seconds
LONGEST = 12 * 3600
NOTED_EVERY = 60  # so that not every page writes the session

SINCE_SESSION_KEY, SEEN_SESSION_KEY = "staff_since", "staff_seen"


def begin_staff_session(*, request: HttpRequest, user: User, **_signal: Any) -> None:
    """From the log-in on; written there, so that reading a page writes nothing."""
    if user.is_staff:
        request.session[SINCE_SESSION_KEY] = request.session[SEEN_SESSION_KEY] = time.time()


def is_staff_session_over(request: HttpRequest) -> bool:
    """Whether the time is up; where it is not, note that the person is here."""
    now, session = time.time(), request.session
    since = session.setdefault(SINCE_SESSION_KEY, now)
    seen = session.setdefault(SEEN_SESSION_KEY, now)
    if now - seen > LONGEST_IDLE or now - since > LONGEST:
        return True
    if now - seen > NOTED_EVERY:
        session[SEEN_SESSION_KEY] = now
    return False
