"""What a text may hold. Pure functions; cleaning twice changes nothing more.

Signs nobody sees make two names look like one, an empty name look like a name, or turn the letters round it
(Unicode's Default_Ignorable_Code_Point, UAX 44, and the controls of UAX 9). Of them only those stay that join
letters or emoji, or choose the look of one.
"""

import re
from unicodedata import bidirectional, category, normalize

_SURROGATES = "\ud800-\udfff"
_NONCHARACTERS = "\ufdd0-\ufdef" + "".join(
    f"{chr((plane << 16) | 0xFFFE)}-{chr((plane << 16) | 0xFFFF)}" for plane in range(17)
)
_CONTROLS = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"
_ILLEGAL = re.compile(f"[{_CONTROLS}{_SURROGATES}{_NONCHARACTERS}]")

_LINE_ENDS = re.compile("[\x0b\x0c\x85\u2028\u2029]")  # of slides and word processors
_BLANKS = re.compile(f"[{_CONTROLS}\u2800]")
_UNSEEN = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f"
    "\u3164\ufeff\uffa0\ufff0-\ufffc\U0001bca0-\U0001bca3\U0001d159\U0001d173-\U0001d17a"
    f"\U000e0000-\U000e0fff{_SURROGATES}{_NONCHARACTERS}]"
)
_TURNING = {"R", "AL", "RLE", "RLO", "RLI", "LRE", "LRO", "LRI", "FSI"}
# A joiner stays between two letters that are not Latin, as in Persian, and within an emoji.
_JOINED = "[^\x00-\u036f\\s\u200c\u200d]"
_LOOSE_JOINER = re.compile(f"(?<!{_JOINED})[\u200c\u200d]|[\u200c\u200d](?!{_JOINED})")
_LOOSE_VARIATION = re.compile("(?<![^\\s\ufe00-\ufe0f\u200c\u200d])[\ufe00-\ufe0f]")


def clean_line(text: str) -> str:
    """A name, a title: one line, composed (NFC), with single spaces; empty where nobody would see a sign."""
    return _seen(" ".join(_clean(text).split()))


def clean_text(text: str) -> str:
    """Text of several lines; spaces and line ends stay as they were typed."""
    return _seen(_clean(_LINE_ENDS.sub("\n", text)))


def _clean(text: str) -> str:
    text = normalize("NFC", _UNSEEN.sub("", _BLANKS.sub(" ", text)))
    return normalize("NFC", _LOOSE_JOINER.sub("", _LOOSE_VARIATION.sub("", text)))


def _seen(text: str) -> str:
    return (
        text
        if any(category(sign)[0] not in "ZM" and category(sign) not in ("Cc", "Cf") for sign in text)
        else ""
    )


def legal_text(text: str) -> str:
    """For what goes out, whatever the database holds: no sign that XML, iCalendar or a mail forbids."""
    return _ILLEGAL.sub(" ", text)


# What mail programs make a link of: with a scheme, with a path, with www; then any name with a dot.
_LINK = re.compile(
    r"\b(?:[a-z][a-z0-9+.-]*:/\S*|www\.\S+|(?:mailto|tel):\S+|[\w.-]+\.[^\W\d_]{2,}/\S*)", re.IGNORECASE
)
_DOMAIN = re.compile(r"(?<=\w)\.(?=[^\W\d_]{2,})|\.(?=xn--)", re.IGNORECASE)


def without_addresses(text: str) -> str:
    """For the mail of somebody else: a text that no mail program makes a link of. Names like Design.it can be
    read, with a dot (U+2024) that is none.
    """
    text = _LINK.sub("…", text).replace("@", " (at) ")
    return _DOMAIN.sub("\u2024", text)


def is_turning(text: str) -> bool:
    """Whether it is written from right to left, in part at least, and could turn what stands beside it."""
    return not text.isascii() and any(bidirectional(sign) in _TURNING for sign in text)
