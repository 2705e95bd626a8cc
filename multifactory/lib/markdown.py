"""Text that people write: Markdown in, clean HTML out."""

import re
import threading
from functools import lru_cache
from typing import Any

import nh3
from django.utils.safestring import SafeString, mark_safe
from linkify_it import LinkifyIt
from markdown_it import MarkdownIt
from markdown_it.token import Token

_TAGS = {
    *("p", "br", "hr", "h2", "h3", "h4", "h5", "h6", "strong", "em", "s", "a", "ul", "ol", "li"),
    *("blockquote", "code", "pre", "table", "thead", "tbody", "tr", "th", "td"),
}
_ATTRIBUTES = {"a": {"href", "title"}, "ol": {"start"}, "li": {"value"}}
_ALIGNED = {f"text-align:{side}": f"align-{side}" for side in ("left", "center", "right")}

# Paragraphs in which no letter means anything to Markdown and every line begins with a letter: what most
# people write. Neither parser nor cleaner would change them, but for line breaks, so they are spared both.
_PLAIN_LINE = r"[^\W\d_][^\x00-\x1f\x7f-\x9f*_`\[\]<>&\\~|!]*(?<!\s)"
_PLAIN = re.compile(rf"{_PLAIN_LINE}(?:\n{{1,2}}{_PLAIN_LINE})*")
_MAY_BE_ADDRESS = re.compile(r"://|www\.|@|mailto:", re.IGNORECASE)
_HOST = re.compile(r"[\w-]+(\.[\w-]+)+")


class _Addresses(LinkifyIt):
    """Addresses with http: or https:, with www., and of mails. Not those without any sign: "fatto.Il" is the
    end of one sentence and the start of the next."""

    def __init__(self) -> None:
        www = {"validate": self.validate_www, "normalize": self.add_scheme}
        super().__init__({"www.": www, "ftp:": None, "//": None}, {"fuzzy_link": False})

    def validate_www(self, text: str, start: int) -> int:
        """How many letters belong to the address behind its "www."."""
        if not _HOST.match(text, start):
            return 0
        return max(self.test_schema_at(f"http://{text[start:]}", "http:", len("http:")) - len("//"), 0)

    def add_scheme(self, match: Any) -> None:
        match.url = f"https://{match.url}"


KEPT = 2048  # rendered texts a process keeps: the comments of some long discussions
LONGEST_KEPT = 4000  # letters of a text that is kept


def render_markdown(text: str, top: int = 3) -> SafeString:
    """CommonMark with tables, in which a line break is one and an address with its scheme, with www. or of a
    mail is a link; HTML is shown as text; the highest heading used becomes level `top`."""
    if _PLAIN.fullmatch(text) and not _MAY_BE_ADDRESS.search(text):
        paragraphs = "".join(
            f"<p>{part}</p>\n" for part in text.replace("\n\n", "\0").replace("\n", "<br>\n").split("\0")
        )
        return mark_safe(paragraphs)  # noqa: S308  it holds no letter that HTML reads
    return _kept(text, top) if len(text) <= LONGEST_KEPT else _render(text, top)


def _render(text: str, top: int) -> SafeString:
    with _one_at_a_time:
        tokens = _PARSER.parse(text)
    for token in tokens:
        if style := token.attrGet("style"):  # of cells; the policy of the pages forbids styles of elements
            token.attrs = {"class": _ALIGNED[str(style)]}
    _keep_numbers(tokens)
    headings = [token for token in tokens if token.type in ("heading_open", "heading_close")]
    highest = min((int(token.tag[1]) for token in headings), default=top)
    for token in headings:
        token.tag = f"h{min(int(token.tag[1]) - highest + top, 6)}"
    html = _PARSER.renderer.render(tokens, _PARSER.options, {})
    clean = nh3.clean(
        html,
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        allowed_classes={tag: set(_ALIGNED.values()) for tag in ("th", "td")},
        url_schemes={"http", "https", "mailto", "tel"},
        link_rel="nofollow ugc noopener",
    )
    return mark_safe(clean)  # noqa: S308  nh3 has just cleaned it


def _keep_numbers(tokens: list[Token]) -> None:
    """Points after one that was left out keep the numbers they were written with, by which others cite them.

    A number written again ("1. 1. 1.") counts on, as in all Markdown.
    """
    lists: list[list[int]] = []  # of each list around a point: the number as written, and as shown
    for token in tokens:
        if token.type == "ordered_list_open":
            lists.append([])
        elif token.type == "ordered_list_close":
            lists.pop()
        elif token.type == "list_item_open" and token.info:  # of a list with numbers
            written, before = int(token.info), lists[-1]
            shown = written
            if before:
                shown = before[1] + 1 if written == before[0] else written
                if shown != before[1] + 1:
                    token.attrSet("value", str(shown))
            lists[-1] = [written, shown]


def _make_parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False, "breaks": True, "linkify": True})
    parser.enable(["table", "strikethrough", "linkify"]).disable("image")
    parser.linkify = _Addresses()
    return parser


# One a process, since making one takes longer than most texts. In two threads at once, parsers have broken
# pages elsewhere; a greenlet gives the processor to no other while it parses.
_PARSER = _make_parser()
_one_at_a_time = threading.Lock()
_kept = lru_cache(KEPT)(_render)
