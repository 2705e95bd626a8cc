"""Text that people write: Markdown in, clean HTML out."""

import nh3
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt

_TAGS = {
    *("p", "br", "hr", "h2", "h3", "h4", "h5", "h6", "strong", "em", "s", "a", "ul", "ol", "li"),
    *("blockquote", "code", "pre", "table", "thead", "tbody", "tr", "th", "td"),
}


def render_markdown(text: str, top: int = 3) -> SafeString:
    """CommonMark with tables; HTML is shown as text; the highest heading used becomes level `top`."""
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
