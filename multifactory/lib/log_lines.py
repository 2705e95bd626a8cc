"""What the log may hold: no e-mail address, and no path that opens something to whoever reads it."""

import logging
import re

_ADDRESS = re.compile(r"[\w.+%'-]+@[\w-]+(?:\.[\w-]+)+")
# Of an address, the parts that are keys: signed (`MQ:1x2y:…`), made by chance (base 64, so with a capital),
# and allauth's for a new password (`c-d3zq5x-0123…`).
_SEGMENT = re.compile(r"(?<=/)[\w:-]{16,}(?=[/?\s\"'.,)\]]|$)")
_IS_KEY = re.compile(r":|[A-Z]|^[0-9a-z]+-[0-9a-z]+-[0-9a-f]{20,}$")
# Links to calendars and doors, whatever their letters (`multifactory.portal.calendars`).
_BEARER = re.compile(r"(?<=/)(calendar|door)/[^/?\s\"'.,)\]]{16,}")
_QUERY = re.compile(r"(?<=[\w/])\?[^\s\"')\]]+")


def redact(text: str) -> str:
    """`/invitations/MQ:abc…/` as `/invitations/[key]/`, `ann@example.org` as `[address]`, no queries."""
    text = _ADDRESS.sub("[address]", text)
    text = _BEARER.sub(r"\1/[key]", text)
    text = _SEGMENT.sub(lambda match: "[key]" if _IS_KEY.search(match[0]) else match[0], text)
    return _QUERY.sub("?[query]", text)


class RedactingFormatter(logging.Formatter):
    """The whole line with its traceback: the words of an exception may repeat what was sent."""

    def format(self, record: logging.LogRecord) -> str:
        return redact(super().format(record))
