"""The picture other sites show of a page that has none of its own: its name on paper, drawn when asked for.

Its address holds a mark of all that is drawn, so a picture never changes and no other one can be asked for.
"""

import hashlib
import io
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import astuple, dataclass
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import translation
from django.utils.cache import get_conditional_response
from django.utils.translation import get_language
from PIL import Image, ImageDraw, ImageFont

from multifactory.lib.images.views import HEADERS
from multifactory.lib.mail import absolute_url

WIDTH, HEIGHT = 1200, 630
LEFT, RIGHT, TOP, BOTTOM = 104, 72, 84, 70
BAR = 32
PAPER, INK, SOFT, RULE, OXIDE = "#f4f1ea", "#1b1e20", "#575c60", "#cfc8ba", "#a5381a"
FONT = settings.BASE_DIR / "static/fonts/archivo-latin.woff2"
NAME_SIZES = (132, 112, 96, 80, 66)
NAME_HEIGHT, MOST_LINES = 300, 4
DRAWN = "1"  # another drawing of the same words needs another address


@dataclass(frozen=True)
class ShareWords:
    kind: str
    name: str
    line: str
    portal: str

    @property
    def mark(self) -> str:
        """Language and what is drawn: the end of the address."""
        text = "\0".join((DRAWN, *astuple(self)))
        return f"{get_language()}-{hashlib.sha256(text.encode()).hexdigest()[:16]}"

    @property
    def alt(self) -> str:
        return ". ".join(filter(None, (self.name, self.line)))


def open_graph(words: ShareWords, view: str, *args: Any) -> dict[str, Any]:
    """What the head of a page says of the picture."""
    return {
        "og_image": absolute_url(reverse(view, args=[*args, words.mark])),
        "og_image_alt": words.alt,
        "og_image_width": WIDTH,
        "og_image_height": HEIGHT,
    }


def share_answer(
    request: HttpRequest, read: Callable[[], ShareWords], view: str, *args: Any, mark: str
) -> HttpResponse:
    """The picture in the language of its address; from one of what was said before, on to that of today."""
    language = mark.partition("-")[0]
    with translation.override(language if language in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE):
        words = read()
        address = reverse(view, args=[*args, words.mark])
    if not address.endswith(f"/{mark}.png"):
        return HttpResponseRedirect(address)
    etag = f'"{mark}"'
    known = get_conditional_response(request, etag=etag)
    headers = {**HEADERS, "ETag": etag}
    if known is not None:
        return HttpResponse(status=known.status_code, headers=headers)
    return HttpResponse(drawn(words), content_type="image/png", headers=headers)


@lru_cache(maxsize=64)
def drawn(words: ShareWords) -> bytes:
    picture = Image.new("RGB", (WIDTH, HEIGHT), PAPER)
    draw = ImageDraw.Draw(picture)
    draw.rectangle((0, 0, BAR - 1, HEIGHT), fill=OXIDE)
    width = WIDTH - LEFT - RIGHT
    draw.text((LEFT, TOP), _in_font(words.kind), fill=OXIDE, font=_font(34, 650), anchor="ls")
    font, lines = _name(_in_font(words.name), width)
    y = TOP + 32.0
    for line in lines:
        draw.text((LEFT - font.size // 24, y + font.size * 0.9), line, fill=INK, font=font, anchor="ls")
        y += round(font.size * 0.98)
    y += 34
    small = _font(36, 420, 100)
    for line in _cut(_wrapped(_in_font(words.line), small.getlength, width), 2):
        draw.text((LEFT, y), line, fill=SOFT, font=small, anchor="lt")
        y += 48
    foot = HEIGHT - BOTTOM
    draw.line((LEFT, foot - 22, WIDTH - RIGHT, foot - 22), fill=RULE, width=2)
    [portal] = _cut(_wrapped(_in_font(words.portal), _font(36, 700).getlength, width), 1) or [""]
    draw.text((LEFT, foot + 32), portal, fill=INK, font=_font(36, 700), anchor="ls")
    out = io.BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()


@lru_cache(maxsize=12)
def _font(size: int, weight: int, width: int = 75) -> ImageFont.FreeTypeFont:
    font = ImageFont.truetype(str(FONT), size)
    font.set_variation_by_axes([weight, width])
    return font


@lru_cache(maxsize=2000)
def _is_in_font(character: str) -> bool:
    font = _font(34, 650)
    missing = font.getmask("\uffff")
    mask = font.getmask(character)
    return character == " " or (mask.size, bytes(mask)) != (missing.size, bytes(missing))


def _in_font(text: str) -> str:
    """Without what the font cannot draw: letters lose their marks, other signs are left out."""
    signs = []
    for sign in unicodedata.normalize("NFC", " ".join(text.split())):
        plain = sign if _is_in_font(sign) else unicodedata.normalize("NFKD", sign)[:1]
        signs.append(plain if _is_in_font(plain) else "")
    return "".join(signs)


def _name(text: str, width: int) -> tuple[ImageFont.FreeTypeFont, list[str]]:
    """As large as it can stand; of the longest only the beginning."""
    for size in NAME_SIZES:
        font = _font(size, 750)
        lines = list(_wrapped(text, font.getlength, width))
        is_whole = all(font.getlength(word) <= width for word in text.split())
        if is_whole and len(lines) * size <= NAME_HEIGHT:
            return font, lines
    return font, _cut(lines, MOST_LINES)


def _wrapped(text: str, length: Callable[[str], float], width: int) -> Iterator[str]:
    line = ""
    for word in text.split():
        longer = f"{line} {word}".strip()
        if length(longer) <= width:
            line = longer
            continue
        if line:
            yield line
        line = ""
        for sign in word:  # a word longer than a line is broken where the line ends
            if length(line + sign) > width:
                yield line
                line = ""
            line += sign
    if line:
        yield line


def _cut(lines: Iterator[str] | list[str], most: int) -> list[str]:
    lines = list(lines)
    return [*lines[: most - 1], lines[most - 1][:-1].rstrip(" .,;:") + "…"] if len(lines) > most else lines
