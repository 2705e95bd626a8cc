"""The token in the link that cancels a registration; only its hash is kept."""

import hashlib
import secrets


def hash_token(token: str) -> str:
    """What is kept of the token in a cancel link: its SHA-256 in hexadecimal."""
    return hashlib.sha256(token.encode()).hexdigest()


def new_token() -> str:
    return secrets.token_urlsafe(16)  # 128 bits
