"""Text that people write: Markdown in, clean HTML out."""

import re
from functools import lru_cache

import nh3
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt

_TAGS = {
    *("p", "br", "hr", "h2", "h3", "h4", "h5", "h6", "strong", "em", "s", "a", "ul", "ol", "li"),
    *("blockquote", "code", "pre", "table", "thead", "tbody", "tr", "th", "td"),
}

# Paragraphs in which no letter means anything to Markdown and every line begins with a letter: what most
# people write. Neither parser nor cleaner would change them, so they are spared both.
_PLAIN_LINE = r"[^\W\d_][^\x00-\x1f\x7f-\x9f*_`\[\]<>&\\~|!]*(?<!\s)"
_PLAIN = re.compile(rf"{_PLAIN_LINE}(?:\n{{1,2}}{_PLAIN_LINE})*")

KEPT = 2048  # rendered texts a process keeps: the comments of some long discussions
LONGEST_KEPT = 4000  # letters of a text that is kept


def render_markdown(text: str, top: int = 3) -> SafeString:
    """CommonMark with tables; HTML is shown as text; the highest heading used becomes level `top`."""
    if _PLAIN.fullmatch(text):
        paragraphs = "".join(f"<p>{part}</p>\n" for part in text.split("\n\n"))
        return mark_safe(paragraphs)  # noqa: S308  it holds no letter that HTML reads
    return _kept(text, top) if len(text) <= LONGEST_KEPT else _render(text, top)


def _render(text: str, top: int) -> SafeString:
    # One parser a call: a parser shared by threads has broken pages elsewhere.
    parser = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"]).disable("image")
    tokens = parser.parse(text)
    headings = [token for token in tokens if token.type in ("heading_open", "heading_close")]
    highest = min((int(token.tag[1]) for token in headings), default=top)
    for token in headings:
        token.tag = f"h{min(int(token.tag[1]) - highest + top, 6)}"
    html = parser.renderer.render(tokens, parser.options, {})
    clean = nh3.clean(
        html,
        tags=_TAGS,
        attributes={"a": {"href"}},
        url_schemes={"http", "https", "mailto", "tel"},
        link_rel="nofollow ugc noopener",
    )
    return mark_safe(clean)  # noqa: S308  nh3 has just cleaned it


_kept = lru_cache(KEPT)(_render)
