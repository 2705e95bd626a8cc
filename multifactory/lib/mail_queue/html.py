"""The HTML beside the words of a mail, made of these words alone: whoever writes a mail writes plain text.

A blank line ends a paragraph. Lines that begin with `- ` are a list and with `> ` a quotation; a line in
capitals is a heading; an address of the portal on a line of its own is a link. The first that follows a line
with a colon ("Read it and vote here:") becomes the button, and that line says what it does.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby, pairwise

from django.conf import settings
from django.template.loader import render_to_string

LONGEST_LABEL = 70
MARKS = {"- ": "list", "> ": "quote"}


@dataclass(frozen=True, slots=True)
class Line:
    text: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    kind: str  # paragraph, heading, list, quote, button
    lines: list[Line]


def html_of(subject: str, text: str, language: str) -> str:
    blocks = list(_with_button(list(_blocks(text))))
    return render_to_string("emails/mail.html", {"subject": subject, "blocks": blocks, "language": language})


def _blocks(text: str) -> Iterator[Block]:
    for paragraph in re.split(r"\n\s*\n", text.strip()):
        for kind, lines in groupby(map(str.strip, paragraph.splitlines()), _kind):
            cut = 2 if kind in MARKS.values() else 0
            yield Block(kind, [_line(line[cut:]) for line in lines])


def _kind(line: str) -> str:
    is_heading = line.isupper() and len(line) > 3 and not any(sign.isdigit() for sign in line)
    return MARKS.get(line[:2], "heading" if is_heading else "paragraph")


def _line(text: str) -> Line:
    """Only addresses of the portal lead anywhere."""
    is_ours = re.fullmatch(rf"{re.escape(settings.SITE_URL.rstrip('/'))}(?:/\S*)?", text)
    return Line(text, text if is_ours else "")


def _with_button(blocks: list[Block]) -> Iterator[Block]:
    """The first line with a colon that an address follows, as one button."""
    is_missing = True
    for block in blocks:
        lines = block.lines
        place = _place_of_button(lines) if block.kind == "paragraph" and is_missing else None
        if place is None:
            yield block
            continue
        is_missing = False
        before, label = _label(lines[place].text)
        parts = (
            Block("paragraph", [*lines[:place], *before]),
            Block("button", [Line(label, lines[place + 1].url)]),
            Block("paragraph", lines[place + 2 :]),
        )
        yield from (part for part in parts if part.lines)


def _place_of_button(lines: list[Line]) -> int | None:
    for place, (one, two) in enumerate(pairwise(lines)):
        if one.text.endswith(":") and two.url and len(_label(one.text)[1]) <= LONGEST_LABEL:
            return place
    return None


def _label(text: str) -> tuple[list[Line], str]:
    """The last sentence of a line is the label, what comes before it stays a line."""
    *before, label = re.split(r"(?<=[.!?]) ", text.rstrip(":"))
    return [Line(" ".join(before))] if before else [], label
