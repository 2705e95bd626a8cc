"""What people wrote says its language where the page is in another."""

import pytest
from django.template import engines
from django.utils.translation import override


@pytest.mark.parametrize(
    ("written", "page", "tag"),
    [
        ("it", "en", '<p lang="it">Sedie</p>'),
        ("it", "it", "<p>Sedie</p>"),
        ("", "en", "<p>Sedie</p>"),
    ],
)
def test_what_people_wrote_says_its_language(written: str, page: str, tag: str, settings):
    settings.CONTENT_LANGUAGE = written

    with override(page):
        assert engines["django"].from_string("<p{% content_lang %}>Sedie</p>").render() == tag
