"""Sessions on a disk that is full."""

import logging

from django.contrib.sessions.exceptions import SessionInterrupted
from django.contrib.sessions.middleware import SessionMiddleware
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse

logger = logging.getLogger(__name__)

_READS = ("GET", "HEAD")


class SparingSessionMiddleware(SessionMiddleware):
    """A session that cannot be written stops no reading: what it should have forgotten, like a message that
    was shown, is there again the next time. Whoever sends something is told to come back (503); Django takes
    the fault for a session that ended meanwhile (400)."""

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        try:
            return super().process_response(request, response)
        except (SessionInterrupted, OperationalError) as error:
            fault = _find_operational(error)
            if fault is None:
                raise
            if request.method not in _READS:
                raise fault from None
            logger.warning("A session could not be saved: %s", fault)
            return response


def _find_operational(error: BaseException | None) -> OperationalError | None:
    """The fault of the database behind this one, if that is what it was."""
    while error is not None:
        if isinstance(error, OperationalError):
            return error
        error = error.__context__
    return None
