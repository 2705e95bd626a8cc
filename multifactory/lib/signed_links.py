"""Signed links in mails: whoever holds one may do the one thing it is for, without logging in.

There are two kinds. A `SignedLink` carries what it is about: each purpose has a salt of its own, so that a
link for one opens nothing of another. Where a new link must close the one before, the link is a random token,
and the row that it opens keeps the hash of it (`new_token`, `hash_token`). Links last: a mail may be read
years later, and every link that was ever mailed still opens.
"""

import hashlib
import secrets
from typing import Any

from django.core import signing


class SignedLink:
    """The links of one purpose; what they carry is any value that JSON holds."""

    def __init__(self, salt: str) -> None:
        self.salt = salt

    def token(self, value: Any) -> str:
        return signing.dumps(value, salt=self.salt)

    def read(self, token: str) -> Any | None:
        """What the link carries; None for one that we did not sign."""
        try:
            return signing.loads(token, salt=self.salt)
        except (signing.BadSignature, ValueError):
            return self._read_plain(token)

    def _read_plain(self, token: str) -> str | None:
        """Links to requests for units once carried their text as it is: `text:signature`."""
        try:
            return signing.Signer(salt=self.salt).unsign(token)
        except signing.BadSignature:
            return None


def new_token() -> str:
    """A random token of 128 bits, for the link in a mail."""
    return secrets.token_urlsafe(16)


def hash_token(token: str) -> str:
    """What the row keeps of a token: its SHA-256 in hexadecimal. Who reads the database learns no link."""
    return hashlib.sha256(token.encode()).hexdigest()
