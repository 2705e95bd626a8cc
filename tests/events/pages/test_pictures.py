"""Pictures of events on the pages."""

import json
import re

import pytest
from django.urls import reverse

from events.programme.parts import EventPicture
from tests.factories.events import EventFactory
from tests.factories.pictures import stored

pytestmark = pytest.mark.django_db


def images(response) -> list[tuple[str, str, str]]:
    """(words, width, height) of each picture."""
    tags = re.findall(r"<img [^>]*>", response.content.decode(), re.DOTALL)
    return [
        tuple(re.search(rf'{name}="([^"]*)"', tag).group(1) for name in ("alt", "width", "height"))
        for tag in tags
    ]


@pytest.fixture
def picture(settings) -> EventPicture:
    settings.SITE_URL = "https://r84.example.org"
    return stored(EventPicture(event=EventFactory(), alt="The yard"))


@pytest.mark.parametrize("page", ["list", "event", "home"])
def test_the_picture_is_seen_where_the_event_is(client, picture, page):
    pages = {"list": reverse("events:event_list"), "event": picture.event.get_absolute_url(), "home": "/"}
    assert images(client.get(pages[page])) == [("The yard", "600", "400")]


def test_an_event_without_picture_leaves_no_hole(client):
    assert images(client.get(EventFactory().get_absolute_url())) == []


def test_other_sites_and_search_engines_are_given_the_picture(client, picture):
    page = client.get(picture.event.get_absolute_url()).content.decode()
    [text] = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    address = f"https://r84.example.org{picture.large.url}"
    assert json.loads(text)["image"] == [address]
    assert re.findall(r'property="og:image(?::alt)?" content="([^"]*)"', page) == [address, "The yard"]
