"""An SVG file as names and outlines. Nothing is fetched, nothing is run, nothing of the file is kept.

Read without DTD and entities (defusedxml), and only what has an outline: rectangles, circles, ellipses,
lines, polygons and paths, in groups with transforms. Everything else is passed over: text, pictures, scripts,
styles, clones (`use`), definitions.
"""

import re
from collections.abc import Sequence
from typing import Any
from xml.etree.ElementTree import Element, ParseError, TreeBuilder

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from svgelements import Matrix

from spaces.drafts.sheet import Sheet, TracedShape
from spaces.drafts.svg_outlines import (
    MOST_POINTS,
    SHAPE_TAGS,
    Flattening,
    Ring,
    TooFineError,
    UnreadableError,
    length_of,
    matrix_of,
    rings_of,
    window_of,
)
from spaces.plans.geometry import Polygon, area_of

MOST_BYTES = 1024 * 1024
TOO_LARGE = gettext_lazy("The file is larger than 1 MB. Leave out pictures and small details, and try again.")
MOST_ELEMENTS = 2_000
DEEPEST = 50
LONGEST_NAME = 80
FINENESS = 20_000  # a curve is followed to this part of the longer side of the sheet
SVG = "{http://www.w3.org/2000/svg}"
LABEL = "{http://www.inkscape.org/namespaces/inkscape}label"
GROUPS = ("g", "a", "switch", "svg")
WALLS = ("walls", "wall", "muri", "muro")
UNITS = re.compile(r"(\d)(?:px|deg)\b")  # those of a transform in a style

# What LibreOffice writes at the top: a name of a DTD and nothing within. It is dropped, never looked up.
PLAIN_DOCTYPE = re.compile(
    rb"<!DOCTYPE\s+svg(?:\s+(?:PUBLIC|SYSTEM)(?:\s+(?:\"[^\"<>]*\"|'[^'<>]*')){1,2})?\s*>"
)


def read_drawing(data: bytes) -> Sheet:
    """The shapes of an SVG file. Raises ValidationError that tells whoever drew it what is wrong."""
    if len(data) > MOST_BYTES:
        raise ValidationError(TOO_LARGE)
    root = _parsed(data)
    if _tag(root) != "svg":
        raise ValidationError(_("This is no SVG drawing. Save or export the plan as “Plain SVG”."))
    try:
        return _Reader(root).sheet()
    except TooFineError as error:
        text = _("The curves of the drawing come to more than %(most)s points. Simplify them (fewer nodes).")
        raise ValidationError(text % {"most": MOST_POINTS}) from error


class _Tree(TreeBuilder):
    """Builds the tree and stops where it grows past what a plan needs."""

    def __init__(self) -> None:
        super().__init__()
        self.elements = self.depth = 0

    def start(self, tag: Any, attrs: Any, /) -> Element:
        self.elements, self.depth = self.elements + 1, self.depth + 1
        if self.elements > MOST_ELEMENTS:
            text = _(
                "The drawing has more than %(most)s elements. Keep the outlines of the spaces and walls."
            )
            raise ValidationError(text % {"most": MOST_ELEMENTS})
        if self.depth > DEEPEST:
            text = _("The groups of the drawing are nested more than %(most)s deep. Ungroup some of them.")
            raise ValidationError(text % {"most": DEEPEST})
        return super().start(tag, attrs)

    def end(self, tag: Any, /) -> Element:
        self.depth -= 1
        return super().end(tag)


def _parsed(data: bytes) -> Element:
    if data[:2] == b"\x1f\x8b":
        raise ValidationError(_("The file is compressed (SVGZ). Save it as plain SVG."))
    parser = DefusedXMLParser(target=_Tree(), forbid_dtd=True, forbid_entities=True, forbid_external=True)
    try:
        parser.feed(PLAIN_DOCTYPE.sub(b"", data, count=1))
        return parser.close()
    except DefusedXmlException as error:
        raise ValidationError(
            _("The file has entities or a document type of its own. Save it as “Plain SVG” and try again.")
        ) from error
    except (ParseError, LookupError, ValueError) as error:
        raise ValidationError(_("This is no SVG drawing, or it is damaged: it cannot be read.")) from error


def _tag(element: Element) -> str:
    """The name of an SVG element; empty for those of the editors."""
    tag = str(element.tag)
    return "" if tag.startswith("{") and not tag.startswith(SVG) else tag.removeprefix(SVG)


def _names(element: Element) -> list[str]:
    """Id, Inkscape label and title, as far as there are any."""
    title = next((child.text for child in element if _tag(child) == "title"), None)
    labels = (element.get("id"), element.get(LABEL), title)
    names = [" ".join(name.split())[:LONGEST_NAME] for name in labels if name and name.strip()]
    return list(dict.fromkeys(names))


def _style(element: Element) -> dict[str, str]:
    """The rules of the element's own style."""
    rules = (rule.partition(":") for rule in element.get("style", "").split(";"))
    return {name.strip().lower(): value.strip() for name, _colon, value in rules if value.strip()}


def _transform(element: Element) -> str:
    """The style goes before the attribute, and may have units there."""
    style = _style(element)
    if "transform-origin" in style or element.get("transform-origin"):
        raise UnreadableError
    if "transform" not in style:
        return element.get("transform", "")
    return UNITS.sub(r"\1", style["transform"]) if style["transform"] != "none" else ""


def _is_hidden(element: Element) -> bool:
    style = _style(element)

    def value(name: str) -> str:
        return style.get(name, element.get(name, "")).strip().lower()

    is_unpainted = value("fill") == "none" and value("stroke") == "none"
    return (
        value("display") == "none"
        or value("visibility") in ("hidden", "collapse")
        or (is_unpainted and _tag(element) in SHAPE_TAGS)
        or element.get("class") == "BoundingBox"  # LibreOffice's, around every object
    )


def _viewbox(element: Element) -> list[float] | None:
    """The four numbers of a viewBox; None where there is none."""
    text = element.get("viewBox", "").replace(",", " ").split()
    if not text:
        return None
    try:
        numbers = [length_of(number, 0) for number in text]
    except UnreadableError:
        numbers = []
    if len(numbers) != 4 or min(numbers[2:]) <= 0:
        raise ValidationError(_("The viewBox of the drawing is not four numbers with a width and a height."))
    return numbers


class _Reader:
    """Goes through the tree once, with the matrix and the names of the groups it is in."""

    def __init__(self, root: Element) -> None:
        self.root = root
        self.groups = 0
        self.shapes: list[TracedShape] = []
        self.walls: list[Polygon] = []
        self.clones: list[str] = []

    def sheet(self) -> Sheet:
        viewbox = _viewbox(self.root)
        size = self._size(viewbox)
        x, y, width, height = viewbox or [0.0, 0.0, *size]
        self.whole = (width, height)
        scale = 1.0
        if self.root.get("preserveAspectRatio", "").strip().startswith("none"):
            scale = (size[1] / height) / (size[0] / width)
        self.flat = Flattening(max(width, height) / FINENESS or 0.05)
        self._children(self.root, Matrix(1, 0, 0, scale, -x, -y * scale), [], is_wall=False)
        if not (width and height):
            width, height = self._extent()
        return Sheet(width, height * scale, self.shapes, self.walls, self.clones)

    def _size(self, viewbox: list[float] | None) -> tuple[float, float]:
        """Width and height of the sheet in pixels; of the viewBox where they are not said."""
        whole = (viewbox[2], viewbox[3]) if viewbox else (0.0, 0.0)
        try:
            width, height = (
                length_of(self.root.get(name), of, of)
                for name, of in zip(("width", "height"), whole, strict=True)
            )
        except UnreadableError as error:
            raise ValidationError(
                _("The width or the height of the drawing is not a length, such as 240mm.")
            ) from error
        return (width, height) if width > 0 and height > 0 else whole

    def _extent(self) -> tuple[float, float]:
        """Of a drawing that says no size: as far as its shapes reach."""
        points = [point for shape in self.shapes for point in shape.outline]
        points += [point for wall in self.walls for point in wall]
        return max((x for x, _y in points), default=0.0), max((y for _x, y in points), default=0.0)

    def _children(
        self, parent: Element, matrix: Any, groups: list[tuple[int, list[str]]], *, is_wall: bool
    ) -> None:
        for element in parent:
            tag = _tag(element)
            if tag not in (*GROUPS, *SHAPE_TAGS, "use") or _is_hidden(element):
                continue
            names = _names(element)
            is_part_of_wall = is_wall or any(name.casefold() in WALLS for name in names)
            try:
                if tag == "use":
                    self.clones += names[-1:]
                    continue
                # svgelements multiplies from the left: first the element's own, then what is around it.
                own = matrix_of(_transform(element)) * matrix
                if tag in GROUPS:
                    self.groups += 1
                    own = self._window(element) * own if tag == "svg" else own
                    around = [(self.groups, names), *groups] if names else groups
                    self._children(element, own, around, is_wall=is_part_of_wall)
                else:
                    rings = rings_of(tag, element.attrib, self.whole, own, self.flat)
                    self._take(rings, names, groups, is_wall=is_part_of_wall)
            except UnreadableError as error:
                text = _(
                    "“%(name)s” (%(tag)s) has numbers that cannot be read, or that lie out of all bounds."
                )
                name = names[-1] if names else _("A shape without a name")
                raise ValidationError(text % {"name": name, "tag": tag}) from error

    def _window(self, element: Element) -> Any:
        """Of a drawing within the drawing."""
        width, height = self.whole
        x, y = length_of(element.get("x"), width), length_of(element.get("y"), height)
        size = length_of(element.get("width"), width, width), length_of(element.get("height"), height, height)
        viewbox = _viewbox(element)
        if viewbox is None or min(size) <= 0:
            return matrix_of(f"translate({x},{y})")
        return window_of((x, y, *size), viewbox, element.get("preserveAspectRatio", ""))

    def _take(
        self, rings: Sequence[Ring], names: list[str], groups: list[tuple[int, list[str]]], *, is_wall: bool
    ) -> None:
        if is_wall:
            self.walls += [_wall(ring) for ring in rings]
            return
        polygons = [ring.points for ring in rings if len(ring.points) > 2]
        # Editors leave specks behind, of no area to speak of: they are no part of a shape.
        least = self.flat.tolerance**2
        parts = sorted((polygon for polygon in polygons if area_of(polygon) > least), key=area_of)
        if parts:
            self.shapes.append(TracedShape(names, groups, parts[-1], is_partial=len(parts) > 1))


def _wall(ring: Ring) -> Polygon:
    """A line goes there and back again, so that nothing is drawn between its ends."""
    if ring.is_closed and len(ring.points) > 2:
        return ring.points
    return [*ring.points, *ring.points[-2:0:-1]] if len(ring.points) > 2 else [*ring.points, ring.points[0]]
