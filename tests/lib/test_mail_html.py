"""The HTML beside a mail: the same words, links of the portal alone, nothing a stranger wrote as markup."""

import re
from html.parser import HTMLParser

import pytest
from django.core import mail
from hypothesis import given
from hypothesis import strategies as st

from multifactory.lib.mail import absolute_url, send
from multifactory.lib.mail_queue.delivery import deliver_due_mail
from multifactory.lib.mail_queue.html import html_of

PORTAL = "http://127.0.0.1:8000"
VOTE = f"{PORTAL}/decisions/3/"
LETTER = f"""Hello Anna,
the companies vote.

Read it and vote here:
{VOTE}

WHAT IS NEW

- The roof <b>leaks</b>
- Bread & soup

> It was said so.

https://elsewhere.example.org/
"""
LINES = st.lists(
    st.sampled_from(["Roof & <b>beams</b>", "- one", "> said", "NEWS HERE", "", VOTE, "Look here:", "2 + 2"])
)


class Read(HTMLParser):
    def __init__(self, html):
        super().__init__()
        self.tags, self.links, self.words, self.hidden = [], [], [], False
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.links += [value for name, value in attrs if name in ("href", "src")]
        self.hidden = tag in ("style", "title")

    def handle_endtag(self, tag):
        self.hidden = False

    def handle_data(self, data):
        if not self.hidden:
            self.words += data.split()


def words_of(text):
    """Without marks of lists and quotations, and the colons before addresses."""
    return re.sub(r"^(- |> )", "", text, flags=re.MULTILINE).replace("here:", "here").split()


def test_html_has_a_button_a_heading_a_list_and_a_quotation_of_the_words():
    read = Read(html_of("Vote", LETTER, "en"))

    assert read.links == [VOTE]
    assert [tag for tag in read.tags if tag in ("h2", "ul", "li", "blockquote", "a", "b")] == [
        *("a", "h2", "ul", "li", "li", "blockquote")
    ]
    assert read.words == [word for word in words_of(LETTER) if word != VOTE]


@given(LINES)
def test_html_says_the_same_words_whatever_the_lines(lines):
    read = Read(html_of("Subject", "\n".join(lines), "en"))
    text = "\n".join(lines)
    said = [word.removesuffix(":") for word in read.words if word != VOTE]
    assert said == [word.removesuffix(":") for word in words_of(text) if word != VOTE]
    assert read.links.count(VOTE) == text.count(VOTE)
    assert "b" not in read.tags


@pytest.mark.parametrize("address", ["http://127.0.0.1:8000.evil.example/", "javascript:alert(1)", "//evil"])
def test_addresses_of_others_are_no_links(address):
    assert Read(html_of("Subject", f"Look here:\n{address}", "en")).links == []


def test_html_loads_nothing_from_anywhere():
    html = html_of("Subject", LETTER, "it")
    assert re.findall(r"<(?:img|link|script)|url\(|@import", html) == []
    assert html.startswith('<!DOCTYPE html>\n<html lang="it">')


@pytest.mark.django_db
def test_every_mail_goes_out_in_two_parts(settings):
    settings.EMAIL_BACKEND = "multifactory.lib.mail_queue.backend.QueueBackend"
    settings.EMAIL_DELIVERY_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    place = {"code_url": absolute_url("/code/"), "password_url": absolute_url("/password/"), "portal": ""}
    send("anna@example.org", "password_guessed", place, "it")

    assert deliver_due_mail() == 1

    [message] = mail.outbox
    [(html, kind)] = message.alternatives
    assert kind == "text/html"
    assert '<html lang="it">' in html
    assert Read(html).links == [f"{PORTAL}/code/", f"{PORTAL}/password/"]
    said, written = (
        [word.removesuffix(":") for word in words if not word.startswith(PORTAL)]
        for words in (Read(html).words, message.body.split())
    )
    assert said == written
