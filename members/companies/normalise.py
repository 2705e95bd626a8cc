"""Words as the search compares them: without regard to case, accents and apostrophes."""

import unicodedata

# Letters that Unicode does not take apart into a plain letter and a mark.
LETTERS = str.maketrans(
    {"æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "ł": "l", "ħ": "h", "ı": "i", "þ": "th"}
)
APOSTROPHES = dict.fromkeys(map(ord, "'`´‘’ʼ′＇"), " ")


def normalise_text(text: str) -> str:
    """The text in small letters without marks (NFKD); an apostrophe separates words, as a space does."""
    taken_apart = unicodedata.normalize("NFKD", text.translate(APOSTROPHES).casefold())
    letters = "".join(letter for letter in taken_apart if not unicodedata.combining(letter))
    return letters.casefold().translate(LETTERS)


def normalised_words(text: str) -> list[str]:
    """The different plain words of a text, in their order. A NUL, which PostgreSQL refuses, separates."""
    return list(dict.fromkeys(normalise_text(text.replace("\0", " ")).split()))
