"""How words are compared."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from multifactory.lib.text.search import normalise_text, normalised_words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Legno Vivo", ["legno", "vivo"]),
        ("CITTÀ", ["citta"]),
        ("Citta\u0300", ["citta"]),
        ("L’Officina l'officina L`OFFICINA", ["l", "officina"]),
        ("d´Oro", ["d", "oro"]),
        ("Straße STRASSE", ["strasse"]),
        ("Ærø & Łódź", ["aero", "&", "lodz"]),
        ("ﬁne ½ ㎏", ["fine", "1⁄2", "kg"]),
        ("İstanbul ısı", ["istanbul", "isi"]),
        ("Ωμέγα", ["ωμεγα"]),
        ("100% rye_bread", ["100%", "rye_bread"]),
        ("one\0two", ["one", "two"]),
        (" \t\n", []),
    ],
)
def test_words_are_compared_without_case_accents_and_apostrophes(text, words):
    assert normalised_words(text) == words


@given(st.text())
@example("ΐ")
def test_a_word_is_the_same_in_capitals_and_once_made_plain(text):
    assert normalise_text(normalise_text(text)) == normalise_text(text)
    assert normalise_text(text.upper().lower()) == normalise_text(text.upper())


@given(st.text(min_size=1, max_size=30))
def test_whoever_types_a_name_finds_it(name):
    kept = normalised_words(name)
    assert all(word in " ".join(kept) for word in normalised_words(name.casefold()))
