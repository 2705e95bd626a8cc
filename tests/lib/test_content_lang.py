"""What people wrote says its language where the page is in another."""

from html.parser import HTMLParser

import pytest
from django.template import engines
from django.utils.translation import override

from governance.discussion.models import Comment
from governance.resolutions.models import Resolution
from spaces.upkeep.duties.models import Duty
from tests.test_access import client_of
from tests.world import REPRESENTATIVE, make_world


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


class WrittenTexts(HTMLParser):
    """The texts of a page within an element that says its language; and those without."""

    VOID = {"input", "img", "br", "source", "link", "meta", "hr", "wbr"}

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[bool] = []
        self.said: set[str] = set()
        self.feed(page.partition("<main")[2].partition("</main>")[0])

    def handle_starttag(self, tag, attrs):
        if tag not in self.VOID:
            self.open.append("lang" in dict(attrs))

    def handle_endtag(self, tag):
        if tag not in self.VOID and self.open:
            self.open.pop()

    def handle_data(self, data):
        if any(self.open):
            self.said.add(" ".join(data.split()))


@pytest.mark.django_db
def test_lists_and_comments_say_the_language_of_what_people_wrote(settings):
    settings.CONTENT_LANGUAGE = "it"
    world = make_world()
    member = client_of(world, REPRESENTATIVE)
    comment = Comment.objects.all()[0]
    resolution = Resolution.objects.filter(is_published=True)[0]
    written = {
        "/decisions/": world.voted.title,
        comment.proposal.get_absolute_url(): comment.text,
        "/resolutions/": resolution.title,
        "/tickets/": world.ticket.title,
        world.ticket.get_absolute_url(): world.ticket.title,
        "/duties/": str(Duty.objects.all()[0]),
        "/spaces/renewal/": world.renewal.title,
        world.company.get_absolute_url(): world.company.products.all()[0].name,
    }

    silent = {
        path: words
        for path, words in written.items()
        if not any(words in said for said in WrittenTexts(member.get(path).content.decode()).said)
    }

    assert silent == {}
