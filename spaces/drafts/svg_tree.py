"""An SVG file as a tree of elements, within limits, and what its elements are called.

Read without DTD and entities (defusedxml). References of the tree lead to elements of the same file only.
"""

import re
from typing import Any
from xml.etree.ElementTree import Element, ParseError, TreeBuilder

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from spaces.drafts.svg_outlines import SHAPE_TAGS

MOST_ELEMENTS = 5_000
DEEPEST = 50
LONGEST_NAME = 80
SVG = "{http://www.w3.org/2000/svg}"
HREFS = ("href", "{http://www.w3.org/1999/xlink}href")
GROUPS = ("g", "a", "switch", "svg")
DRAWN_TAGS = (*GROUPS, *SHAPE_TAGS, "use")
# Where the editors keep the name that somebody gave: Illustrator, Affinity, Inkscape.
LABELS = ("data-name", "{http://www.serif.com/}id", "{http://www.inkscape.org/namespaces/inkscape}label")

# What LibreOffice writes at the top: a name of a DTD and nothing within. It is dropped, never looked up.
PLAIN_DOCTYPE = re.compile(
    rb"<!DOCTYPE\s+svg(?:\s+(?:PUBLIC|SYSTEM)(?:\s+(?:\"[^\"<>]*\"|'[^'<>]*')){1,2})?\s*>"
)
ILLUSTRATOR = re.compile(rb"Adobe Illustrator|http://ns\.adobe\.com/")

# An id may not begin with a number nor have a blank: Illustrator writes a sign as _x31_, a blank as _, and
# numbers a name that comes again as A_1_.
ESCAPED = re.compile(r"_x([0-9A-Fa-f]{2,4})_")
NUMBERED = re.compile(r"_\d+_$")


def parse_svg(data: bytes) -> Element:
    """The root of a file. Raises ValidationError that tells whoever drew it what is wrong."""
    if data[:2] == b"\x1f\x8b":
        raise ValidationError(_("The file is compressed (SVGZ). Save it as plain SVG."))
    parser = DefusedXMLParser(target=_Tree(), forbid_dtd=True, forbid_entities=True, forbid_external=True)
    try:
        parser.feed(PLAIN_DOCTYPE.sub(b"", data, count=1))
        root: Element = parser.close()
    except DefusedXmlException as error:
        raise ValidationError(_entities_text(data)) from error
    except (ParseError, LookupError, ValueError) as error:
        raise ValidationError(
            _("This is not an SVG drawing, or it is damaged: it cannot be read.")
        ) from error
    if tag_of(root) != "svg":
        raise ValidationError(_("This is not an SVG drawing. Save or export the plan as “Plain SVG”."))
    return root


def _entities_text(data: bytes) -> str:
    """In the words of the program that wrote the file, where it has no “Plain SVG”."""
    if ILLUSTRATOR.search(data):
        return _(
            "Illustrator wrote entities into the file. Save it again as SVG without “Preserve Illustrator"
            " Editing Capabilities”, or use File › Export › Export As › SVG."
        )
    return _("The file has entities or a document type of its own. Save it as “Plain SVG” and try again.")


class _Tree(TreeBuilder):
    """Builds the tree and stops where it grows past what a plan needs."""

    def __init__(self) -> None:
        super().__init__()
        self.elements = self.depth = 0

    def start(self, tag: Any, attrs: Any, /) -> Element:
        self.elements, self.depth = self.elements + 1, self.depth + 1
        refuse_too_many(self.elements)
        refuse_too_deep(self.depth)
        return super().start(tag, attrs)

    def end(self, tag: Any, /) -> Element:
        self.depth -= 1
        return super().end(tag)


def refuse_too_many(elements: int) -> None:
    if elements > MOST_ELEMENTS:
        text = _("The drawing has more than %(most)s elements. Keep the outlines of the spaces and walls.")
        raise ValidationError(text % {"most": MOST_ELEMENTS})


def refuse_too_deep(depth: int) -> None:
    if depth > DEEPEST:
        text = _("The groups of the drawing are nested more than %(most)s deep. Ungroup some of them.")
        raise ValidationError(text % {"most": DEEPEST})


def tag_of(element: Element) -> str:
    """The name of an SVG element; empty for those of the editors."""
    tag = str(element.tag)
    return "" if tag.startswith("{") and not tag.startswith(SVG) else tag.removeprefix(SVG)


def names_of(element: Element) -> list[str]:
    """Id, names given in the editor and title, as far as there are any. The last is the most human."""
    title = next((child.text for child in element if tag_of(child) == "title"), None)
    given = [*_ids(element.get("id", "")), *(element.get(label) for label in LABELS), title]
    names = [" ".join(name.split())[:LONGEST_NAME] for name in given if name and name.strip()]
    return list(dict.fromkeys(names))


def _ids(written: str) -> list[str]:
    """An id, and what Illustrator may have made it of."""
    written = written[: 10 * LONGEST_NAME]  # as much as a name needs, however each sign is written
    bare = NUMBERED.sub("", written)
    return [written, _unescaped(bare), _unescaped(bare, blank=" ")]


def _unescaped(text: str, *, blank: str = "_") -> str:
    parts = ESCAPED.split(text)  # text, sign, text, sign, text
    return "".join(_sign(part) if place % 2 else part.replace("_", blank) for place, part in enumerate(parts))


def _sign(number: str) -> str:
    sign = chr(int(number, 16))
    return sign if sign.isprintable() else f"_x{number}_"


class References:
    """The elements of a file by id."""

    def __init__(self, root: Element) -> None:
        self._elements: dict[str, Element] = {}
        self._kept: set[Element] = set()  # for use elsewhere: definitions and symbols
        left = [(root, False)]
        while left:
            element, is_kept = left.pop()
            is_kept = is_kept or tag_of(element) not in DRAWN_TAGS
            if is_kept:
                self._kept.add(element)
            if name := element.get("id"):
                self._elements.setdefault(name, element)
            left += [(child, is_kept) for child in reversed(element)]

    def target_of(self, element: Element) -> Element | None:
        """What a `use` shows; None where it is not in this file."""
        href = next((element.get(name, "") for name in HREFS if element.get(name)), "").strip()
        return self.find(href)

    def find(self, reference: str) -> Element | None:
        """The element of a reference such as #A."""
        return self._elements.get(reference[1:]) if reference.startswith("#") else None

    def is_drawn(self, element: Element) -> bool:
        """Whether it is on the sheet where it stands, not only where it is used."""
        return element not in self._kept


class CopyBudget:
    """How much elements that are used again may come to, counted anew each time: as much as a file may."""

    def __init__(self, most_signs: int) -> None:
        self.elements, self.signs, self.most_signs = 0, 0, most_signs

    def spend(self, element: Element) -> None:
        self.elements += 1 + len(element)
        self.signs += sum(map(len, element.attrib.values()))
        self.signs += sum(len(child.text or "") for child in element)
        if self.elements > MOST_ELEMENTS or self.signs > self.most_signs:
            text = _(
                "The drawing repeats its symbols and clones too often. Keep the outlines of the spaces and"
                " walls."
            )
            raise ValidationError(text)
