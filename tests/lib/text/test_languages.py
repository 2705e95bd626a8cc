"""Of a text in one language or in two, readers get the one they can read."""

import pytest
from django.utils.translation import override

from members.companies.models import Multifactory
from multifactory.lib.text.languages import words_for_reader


@pytest.mark.parametrize(
    ("texts", "reader", "shown", "lang"),
    [
        ({"en": "Chairs", "it": "Sedie"}, "en", "Chairs", ""),
        ({"en": "Chairs", "it": "Sedie"}, "it", "Sedie", ""),
        ({"en": "Chairs", "it": "Sedie"}, "it-ch", "Sedie", ""),
        ({"en": "Chairs", "it": ""}, "it", "Chairs", "en"),
        ({"en": "", "it": "Sedie"}, "en", "Sedie", "it"),
        ({"en": "", "it": ""}, "it", "", ""),
        ({"": "Chairs", "it": ""}, "it", "Chairs", ""),
    ],
)
def test_readers_get_their_language_or_the_other_marked(texts, reader, shown, lang):
    words = words_for_reader(texts, reader)

    assert (words, words.lang) == (shown, lang)


@pytest.mark.parametrize(
    ("language", "installation", "marked"),
    [("en", "", "en"), ("", "en", "en"), ("", "it", ""), ("", "", "")],
)
def test_a_row_that_does_not_say_its_language_is_in_that_of_the_installation(
    language, installation, marked, settings
):
    settings.CONTENT_LANGUAGE = installation
    portal = Multifactory(tagline="In the mill", language=language)

    with override("it"):
        assert portal.shown["tagline"].lang == marked
