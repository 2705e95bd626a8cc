"""Text people write: what becomes of it and what never gets through."""

import re
from html.parser import HTMLParser
from urllib.parse import urlsplit

import pytest
from django.utils.safestring import SafeString
from hypothesis import given
from hypothesis import strategies as st

from multifactory.lib.markdown import _render, render_markdown

ATTACKS = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    "<iframe src=javascript:alert(1)></iframe>",
    "<a href='javascript:alert(1)'>x</a>",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](&#106;avascript:alert(1))",
    "[x](java\tscript:alert(1))",
    "[x](vbscript:msgbox(1))",
    "[x](data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==)",
    "[x](file:///etc/passwd)",
    "![x](javascript:alert(1))",
    '![x](x "onerror=alert(1)")',
    '![" onerror="alert(1)](x)',
    '[x](http://x "onmouseover=alert(1)")',
    '[x](http://x" onmouseover="alert(1))',
    "<http://x onmouseover=alert(1)>",
    "<javascript:alert(1)>",
    '[ref]\n\n[ref]: javascript:alert(1) "x"',
    "```\n</code></pre><script>alert(1)</script>\n```",
    "`<script>alert(1)</script>`",
    "~~~<script>\nx\n~~~",
    '``` " onload=alert(1)\nx\n```',
    "| <script>alert(1)</script> |\n|---|\n| <img src=x onerror=alert(1)> |",
    "# <script>alert(1)</script>",
    "<style>*{display:none}</style>",
    "<p style='position:fixed'>x</p>",
    "<form action=//evil><input name=p></form>",
    "<base href=//evil>",
    "<meta http-equiv=refresh content=0>",
    "<!--[if IE]><script>alert(1)</script><![endif]-->",
    "<math><mi//xlink:href='data:x,<script>alert(4)</script>'>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "\x00<script>alert(1)</script>",
    "<scr\x00ipt>alert(1)</scr\x00ipt>",
]
HARMLESS = {"p", "a", "code", "pre", "table", "thead", "tbody", "tr", "th", "td", "h3", "strong", "em", "br"}


class Tags(HTMLParser):
    """Every tag as a browser reads it."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.seen: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))


@pytest.mark.parametrize("text", ATTACKS)
def test_nothing_that_runs_gets_through(text):
    for tag, attributes in Tags(render_markdown(text)).seen:
        assert tag in HARMLESS
        assert set(attributes) <= ({"href", "rel", "title"} if tag == "a" else set())
        assert urlsplit(attributes.get("href", "")).scheme in ("", "http", "https")


def test_html_is_shown_as_text():
    assert render_markdown("a <b>bold</b> claim") == "<p>a &lt;b&gt;bold&lt;/b&gt; claim</p>\n"


def test_headings_begin_below_those_of_the_page():
    assert render_markdown("# One\n\n###### Six") == "<h3>One</h3>\n<h6>Six</h6>\n"


def test_links_give_nothing_away():
    expected = '<p><a href="https://example.org/?a=1&amp;b=2" rel="nofollow ugc noopener">x</a></p>\n'

    assert render_markdown("[x](https://example.org/?a=1&b=2)") == expected


def test_pictures_are_not_fetched_from_elsewhere():
    assert "<img" not in render_markdown("![pixel](https://tracker.example.org/x.png)")


def test_tables_lists_and_strikethrough_are_kept():
    assert "<td>2</td>" in render_markdown("| a | b |\n|---|---|\n| 1 | 2 |")
    assert render_markdown("- a\n- b") == "<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n"
    assert render_markdown("~~old~~") == "<p><s>old</s></p>\n"


def test_answer_is_marked_as_clean():
    assert isinstance(render_markdown("x"), SafeString)


@pytest.mark.parametrize(
    "text", ["[" * 20_000, "*" * 20_000, "> " * 5_000 + "x", "`" * 20_000, "![" * 10_000]
)
def test_hostile_nesting_takes_no_age(text):
    render_markdown(text)


@given(st.text(alphabet="aZé \n.,:;'\"()€0-*_#<&|/@w", max_size=40))
def test_plain_words_come_out_as_the_parser_would_write_them(text):
    assert render_markdown(text) == _render(text, 3)


def test_plain_words_are_spared_the_parser(monkeypatch):
    monkeypatch.setattr("multifactory.lib.markdown._render", None)
    monkeypatch.setattr("multifactory.lib.markdown._kept", None)

    assert render_markdown("Who pays?\n\nWe, all of us.") == "<p>Who pays?</p>\n<p>We, all of us.</p>\n"


def test_numbered_points_keep_their_numbers():
    text = "1. The roof.\n\nThe costs are shared:\n\n2. Half by area.\n3. Half by head."

    assert '</ol>\n<p>The costs are shared:</p>\n<ol start="2">' in render_markdown(text)


@pytest.mark.parametrize(
    ("written", "values"),
    [
        ("1. a\n2. b\n3. c", [None, None, None]),
        ("1. a\n3. c\n4. d", [None, 3, None]),  # it read 1, 2, 3: another point than the one others cite
        ("3. c\n1. a\n2. b", [None, 1, None]),
        ("1. a\n1. b\n1. c", [None, None, None]),
        ("5. a\n5. b\n8. c\n8. d", [None, None, 8, None]),
        ("1. a\n   1. x\n   3. y\n2. b", [None, None, 3, None]),
        ("* a\n* b", [None, None]),
    ],
)
def test_points_after_one_that_was_left_out_keep_their_numbers(written, values):
    found = re.findall(r'<li(?: value="(\d+)")?>', render_markdown(written))

    assert [int(value) if value else None for value in found] == values


@pytest.mark.parametrize("text", ["Bring:\ngloves\na lamp", "*Bring*:\ngloves\na lamp"])
def test_a_line_break_is_one(text):
    assert render_markdown(text).count("<br>") == 2


@pytest.mark.parametrize(
    ("text", "href", "label"),
    [
        ("See https://example.org/a.pdf, then", "https://example.org/a.pdf", "https://example.org/a.pdf"),
        ("(www.example.org/a?b=1)", "https://www.example.org/a?b=1", "www.example.org/a?b=1"),
        ("Write to anna@example.org.", "mailto:anna@example.org", "anna@example.org"),
    ],
)
def test_a_bare_address_is_a_link(text, href, label):
    assert f'<a href="{href}" rel="nofollow ugc noopener">{label}</a>' in render_markdown(text)


@pytest.mark.parametrize(
    "text", ["Fatto.Il resto www. domani", "ftp://example.org", "//example.org", "http://[", "javascript:x"]
)
def test_what_is_no_address_of_the_web_is_no_link(text):
    assert "<a" not in render_markdown(text)


def test_columns_keep_their_side_and_links_their_title():
    assert '<td class="align-right">12</td>' in render_markdown("| a |\n|--:|\n| 12 |")
    assert 'title="the costs"' in render_markdown('[x](https://example.org "the costs")')
