"""Boxes that only the right people open: the cryptography of a secret ballot, and nothing of the portal.

A box is sealed to a public key by a pair made for it alone (X25519, RFC 7748); HKDF-SHA256 (RFC 5869) makes
of what the two share a key that is used once, with ChaCha20-Poly1305 (RFC 8439). The private half of a
scrutineer's key is locked by a code with scrypt (RFC 7914).
"""

import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

KEY_LENGTH = 32
OVERHEAD = 48  # of a box: the public key it was sealed by, and the tag
CONTENT_LENGTH = 1024  # of what a ballot's box holds, filled up
BOX_LENGTH = CONTENT_LENGTH + OVERHEAD
MOST_BYTES = CONTENT_LENGTH - 2  # that fit into it, beside their number

CODE_LENGTH = 20
# Without the letters that are taken for a number or for each other: 100 bits in 20 signs.
_SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_READ_AS = str.maketrans("OILU", "011V")

_PURPOSE = b"multifactory-urn/1"
_NONCE = bytes(12)  # each key seals one box
_SALT_LENGTH = 16


class WrongKeyError(Exception):
    """The box was not sealed to this key, the code is not the one, or a byte was changed."""


# --- Boxes -----------------------------------------------------------------------------------------------


def new_pair() -> tuple[bytes, bytes]:
    """A private and its public key, 32 bytes each."""
    private = X25519PrivateKey.generate()
    return private.private_bytes_raw(), private.public_key().public_bytes_raw()


def seal(public: bytes, content: bytes) -> bytes:
    """A box that the private half of `public` opens: 48 bytes longer than its content."""
    once = X25519PrivateKey.generate()
    own = once.public_key().public_bytes_raw()
    key = _shared_key(once.exchange(X25519PublicKey.from_public_bytes(public)), own, public)
    return own + ChaCha20Poly1305(key).encrypt(_NONCE, content, None)


def unseal(private: bytes, box: bytes) -> bytes:
    """What the box holds; WrongKeyError."""
    own = X25519PrivateKey.from_private_bytes(private)
    sender, sealed = box[:KEY_LENGTH], box[KEY_LENGTH:]
    try:
        shared = own.exchange(X25519PublicKey.from_public_bytes(sender))
        key = _shared_key(shared, sender, own.public_key().public_bytes_raw())
        return ChaCha20Poly1305(key).decrypt(_NONCE, sealed, None)
    except (InvalidTag, ValueError) as error:
        raise WrongKeyError from error


def _shared_key(shared: bytes, sender: bytes, receiver: bytes) -> bytes:
    return HKDF(hashes.SHA256(), KEY_LENGTH, salt=sender + receiver, info=_PURPOSE).derive(shared)


def seal_to_pair(first: bytes, second: bytes, content: bytes) -> bytes:
    """Two boxes one after the other, each one inside another: it takes both keys, whichever comes first."""
    return seal(first, seal(second, content)) + seal(second, seal(first, content))


def open_for_pair(private: bytes, box: bytes) -> bytes:
    """What one of the two keys makes of it: a box sealed to the other, or, of such a box, the content."""
    half = len(box) // 2
    for part in (box[:half], box[half:], box):
        try:
            return unseal(private, part)
        except WrongKeyError:
            continue
    raise WrongKeyError


# --- One length for all ----------------------------------------------------------------------------------


def fill(content: bytes) -> bytes:
    """1,024 bytes, whatever the content says; ValueError where it is too long."""
    if len(content) > MOST_BYTES:
        raise ValueError("This does not fit into a box.")
    return (len(content).to_bytes(2, "big") + content).ljust(CONTENT_LENGTH, b"\0")


def unfill(filled: bytes) -> bytes:
    return filled[2 : 2 + int.from_bytes(filled[:2], "big")]


# --- Codes -----------------------------------------------------------------------------------------------


def new_code() -> str:
    """Twenty signs in four groups, as they are shown once: "7K3QF-…"."""
    signs = "".join(secrets.choice(_SIGNS) for _ in range(CODE_LENGTH))
    return "-".join(signs[start : start + 5] for start in range(0, CODE_LENGTH, 5))


def read_code(typed: str) -> str:
    """The code as it was meant: any spaces and dashes, small letters, O for 0, I and L for 1."""
    signs = "".join(sign for sign in typed.upper() if sign.isalnum())
    return signs.translate(_READ_AS)


def lock(private: bytes, code: str) -> bytes:
    salt = secrets.token_bytes(_SALT_LENGTH)
    return salt + ChaCha20Poly1305(_code_key(code, salt)).encrypt(_NONCE, private, _PURPOSE)


def unlock(locked: bytes, code: str) -> bytes:
    """The private key; WrongKeyError for another code. It takes 0.1 s and 32 MB, on purpose."""
    salt, sealed = locked[:_SALT_LENGTH], locked[_SALT_LENGTH:]
    try:
        return ChaCha20Poly1305(_code_key(code, salt)).decrypt(_NONCE, sealed, _PURPOSE)
    except (InvalidTag, ValueError) as error:
        raise WrongKeyError from error


def _code_key(code: str, salt: bytes) -> bytes:
    scrypt = Scrypt(salt=salt, length=KEY_LENGTH, n=2**15, r=8, p=1)
    return scrypt.derive(read_code(code).encode())
