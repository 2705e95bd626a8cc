"""Codes of tickets, read aloud and typed at a door: Crockford's base 32, without letters that look alike."""

import secrets
from collections.abc import Callable

CODE_LENGTH = 6
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_LOOK_ALIKES = str.maketrans({"O": "0", "I": "1", "L": "1", " ": None, "-": None, "\t": None})


def new_code(is_taken: Callable[[str], bool]) -> str:
    """A code that no other ticket of the event has."""
    while True:
        code = "".join(secrets.choice(ALPHABET) for _ in range(CODE_LENGTH))
        if not is_taken(code):
            return code


def read_code(text: str) -> str:
    """What somebody typed, as the code is kept; empty where it cannot be one."""
    code = text.upper().translate(_LOOK_ALIKES)
    is_code = len(code) == CODE_LENGTH and all(letter in ALPHABET for letter in code)
    return code if is_code else ""
