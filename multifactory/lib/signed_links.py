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
    """The links of one purpose; what they carry is any value that JSON holds, and one value has one link."""

    def __init__(self, salt: str) -> None:
        self.salt = salt

    @property
    def _signer(self) -> signing.Signer:
        return signing.Signer(salt=self.salt)

    def token(self, value: Any) -> str:
        return self._signer.sign_object(value)

    def read(self, token: str) -> Any | None:
        """What the link carries; None for one that we did not sign."""
        try:
            return self._signer.unsign_object(token)
        except (signing.BadSignature, ValueError):
            return self._read_earlier(token)

    def _read_earlier(self, token: str) -> Any | None:
        """Links of earlier versions: with the moment they were made; to requests for units with their text as
        it is, `text:signature`."""
        try:
            return signing.loads(token, salt=self.salt)
        except (signing.BadSignature, ValueError):
            pass
        try:
            return self._signer.unsign(token)
        except signing.BadSignature:
            return None


def new_token() -> str:
    """A random token of 128 bits, for the link in a mail."""
    return secrets.token_urlsafe(16)


def hash_token(token: str) -> str:
    """What the row keeps of a token: its SHA-256 in hexadecimal. Who reads the database learns no link."""
    return hashlib.sha256(token.encode()).hexdigest()
