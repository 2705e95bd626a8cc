"""What the multifactory says of itself, for readers of either language."""

import re

import pytest
from django.urls import reverse

from tests.factories.members import MultifactoryFactory
from tests.html import squeezed

pytestmark = pytest.mark.django_db


def page_in(client, language: str, name: str) -> str:
    return squeezed(client.get(reverse(name), headers={"accept-language": language}).content.decode())


def said_by_home(client, language: str) -> list[tuple[str, str]]:
    """The language that the tag names, if any, and the text: of tagline, opening and lede."""
    tags = r'<(?:small|h1 id="welcome"|p class="lede")(?: lang="(\w+)")?>(.*?)</'
    return re.findall(tags, page_in(client, language, "home"))[:3]


def story_of(client, language: str) -> list[tuple[str, str]]:
    prose = r'<div class="prose"(?: lang="(\w+)")?><p>(.*?)</p>'
    return re.findall(prose, page_in(client, language, "about").partition("<main")[2])[:1]


def test_readers_of_both_languages_find_their_own(client):
    MultifactoryFactory(
        language="en",
        tagline="In the mill",
        welcome="Come in",
        lede="Workshops.",
        story="Once",
        other_tagline="Nella cartiera",
        other_welcome="Entra",
        other_lede="Laboratori.",
        other_story="Una volta",
    )

    assert said_by_home(client, "en") == [("", "In the mill"), ("", "Come in"), ("", "Workshops.")]
    assert story_of(client, "en") == [("", "Once")]
    assert said_by_home(client, "it") == [("", "Nella cartiera"), ("", "Entra"), ("", "Laboratori.")]
    assert story_of(client, "it") == [("", "Una volta")]
    assert '<meta name="description" content="Laboratori.">' in page_in(client, "it", "home")


def test_what_is_written_in_one_language_alone_says_it_in_the_other(client):
    MultifactoryFactory(
        language="it", tagline="Nella cartiera", welcome="Entra", lede="Laboratori.", story="Una volta"
    )

    assert said_by_home(client, "en") == [("it", "Nella cartiera"), ("it", "Entra"), ("it", "Laboratori.")]
    assert story_of(client, "en") == [("it", "Una volta")]


def test_the_name_stands_for_a_missing_opening_and_the_tagline_for_a_missing_lede(client):
    MultifactoryFactory(name="Risma11", language="it", tagline="Nella cartiera")

    assert said_by_home(client, "en")[1:] == [("", "Risma11"), ("it", "Nella cartiera")]
