"""An SVG file as names and outlines. Nothing is fetched, nothing is run, nothing of the file is kept.

Only what has an outline is read: rectangles, circles, ellipses, lines, polygons and paths, in groups with
transforms, symbols and clones (`use`) of what is in the file, as far as they are seen. Everything else is
passed over: text, pictures, scripts, what is only defined.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any
from xml.etree.ElementTree import Element

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from svgelements import Matrix

from spaces.drafts.sheet import Sheet, TracedShape
from spaces.drafts.svg_clips import ClipPaths, shift_of
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
from spaces.drafts.svg_styles import (
    MOST_RULES,
    StyleSheets,
    TooManyRulesError,
    inherited,
    is_hidden,
    is_unpainted,
    transform_of,
)
from spaces.drafts.svg_tree import (
    DRAWN_TAGS,
    GROUPS,
    CopyBudget,
    References,
    names_of,
    parse_svg,
    refuse_too_deep,
    tag_of,
)
from spaces.plans.geometry import Polygon, area_of

MOST_BYTES = 1024 * 1024
TOO_LARGE = gettext_lazy("The file is larger than 1 MB. Leave out pictures and small details, and try again.")
FINENESS = 20_000  # a curve is followed to this part of the longer side of the sheet
MOST_GROUPS = 12  # with a name, kept around a shape
WALLS = ("walls", "wall", "muri", "muro")


def read_drawing(data: bytes) -> Sheet:
    """The shapes of an SVG file. Raises ValidationError that tells whoever drew it what is wrong."""
    if len(data) > MOST_BYTES:
        raise ValidationError(TOO_LARGE)
    root = parse_svg(data)
    try:
        return _Reader(root).sheet()
    except TooFineError as error:
        text = _("The curves of the drawing come to more than %(most)s points. Simplify them (fewer nodes).")
        raise ValidationError(text % {"most": MOST_POINTS}) from error
    except TooManyRulesError as error:
        text = _("The style sheet of the drawing has more than %(most)s rules. Save it with fewer styles.")
        raise ValidationError(text % {"most": MOST_RULES}) from error


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


@dataclass(frozen=True, slots=True)
class _Around:
    """What holds for an element because of the elements around it."""

    matrix: Any
    groups: list[tuple[int, list[str]]] = field(default_factory=list)
    is_wall: bool = False
    paint: dict[str, str] = field(default_factory=dict)
    clips: tuple[list[Polygon], ...] = ()
    copied: tuple[Element, ...] = ()  # what the `use` around it show, the outermost first
    has_names: bool = True  # not within a clone of what stands on the sheet under its own name
    depth: int = 0


class _Reader:
    """Goes through the tree, with the matrix, the names and the paint of the groups it is in."""

    def __init__(self, root: Element) -> None:
        self.root = root
        self.groups = 0
        self.shapes: list[TracedShape] = []
        self.walls: list[Polygon] = []
        self.clones: list[str] = []
        self.styles = StyleSheets(root)
        self.references = References(root)
        self.budget = CopyBudget(MOST_BYTES)

    def sheet(self) -> Sheet:
        viewbox = _viewbox(self.root)
        size = self._size(viewbox)
        x, y, width, height = viewbox or [0.0, 0.0, *size]
        self.whole = (width, height)
        scale = 1.0
        if self.root.get("preserveAspectRatio", "").strip().startswith("none"):
            scale = (size[1] / height) / (size[0] / width)
        self.flat = Flattening(max(width, height) / FINENESS or 0.05)
        matrix = Matrix(1, 0, 0, scale, -x, -y * scale)
        self.clips = ClipPaths(self.styles, self.references, self.budget, self.whole, self.flat)
        self._children(self.root, _Around(matrix, paint=inherited(self.styles.style_of(self.root), {})))
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

    def _children(self, parent: Element, around: _Around) -> None:
        if around.copied:
            self.budget.spend(parent)
        for element in parent:
            if tag_of(element) not in DRAWN_TAGS:
                continue
            try:
                self._draw(element, around)
            except UnreadableError as error:
                text = _("“%(name)s” (%(tag)s) has numbers that cannot be read or are out of range.")
                name = (names_of(element) or [_("A shape without a name")])[-1]
                raise ValidationError(text % {"name": name, "tag": tag_of(element)}) from error

    def _draw(
        self, element: Element, around: _Around, names: Sequence[str] = (), use: Element | None = None
    ) -> None:
        """Read an element, and what is in it. `names` are those of the `use` that shows it here."""
        style = self.styles.style_of(element)
        if is_hidden(element, style):
            return
        refuse_too_deep(around.depth + 1)
        tag, own_names = tag_of(element), names_of(element)
        # svgelements multiplies from the left: first the element's own, then what is around it.
        matrix = matrix_of(transform_of(element, style)) * around.matrix
        here = replace(
            around,
            matrix=matrix,
            is_wall=around.is_wall or any(name.casefold() in WALLS for name in (*names, *own_names)),
            paint=inherited(style, around.paint),
            clips=(*around.clips, *self.clips.of(style, matrix)),
            depth=around.depth + 1,
        )
        called = list(dict.fromkeys([*names, *(own_names if around.has_names else ())]))
        if tag == "use":
            self._copy(element, called, here)
        elif tag in SHAPE_TAGS:
            if not is_unpainted(element, here.paint):
                rings = rings_of(tag, element.attrib, self.whole, matrix, self.flat)
                self._take(rings, called, here)
        else:
            self.groups += 1
            groups = [(self.groups, called), *here.groups][:MOST_GROUPS] if called else here.groups
            inner = matrix if tag in GROUPS and tag != "svg" else self._window(element, use) * matrix
            self._children(element, replace(here, matrix=inner, groups=groups))

    def _copy(self, use: Element, names: list[str], around: _Around) -> None:
        """Read what a `use` shows. A shape on the sheet keeps its name to itself; a symbol lends it."""
        target = self.references.target_of(use)
        if target is None or tag_of(target) not in (*DRAWN_TAGS, "symbol"):
            self.clones += names[-1:]
            return
        if target in around.copied:
            text = _("“%(name)s” is a clone that shows itself. Unlink it in the editor.")
            raise ValidationError(text % {"name": (names or names_of(target) or [tag_of(target)])[-1]})
        self.budget.spend(target)
        matrix = shift_of(use, self.whole) * around.matrix
        has_names = around.has_names and not self.references.is_drawn(target)
        copied = (*around.copied, target)
        self._draw(target, replace(around, matrix=matrix, copied=copied, has_names=has_names), names, use)

    def _window(self, element: Element, use: Element | None) -> Any:
        """Of a drawing within the drawing, or of a symbol. A `use` may give it another size."""
        whole = dict(zip(("width", "height"), self.whole, strict=True))
        x, y = length_of(element.get("x"), whole["width"]), length_of(element.get("y"), whole["height"])
        sizes = {name: (use.get(name) if use is not None else None) or element.get(name) for name in whole}
        size = [length_of(sizes[name], side, side) for name, side in whole.items()]
        viewbox = _viewbox(element)
        if viewbox is None or min(size) <= 0:
            return shift_of(element, self.whole)
        return window_of((x, y, size[0], size[1]), viewbox, element.get("preserveAspectRatio", ""))

    def _take(self, rings: Sequence[Ring], names: list[str], around: _Around) -> None:
        if around.is_wall:
            walls = (self.clips.cut(_wall(ring), around.clips) for ring in rings)
            self.walls += [wall for wall in walls if wall]
            return
        polygons = [self.clips.cut(ring.points, around.clips) for ring in rings if len(ring.points) > 2]
        # Editors leave specks behind, of no area to speak of: they are no part of a shape.
        least = self.flat.tolerance**2
        parts = sorted((polygon for polygon in polygons if polygon and area_of(polygon) > least), key=area_of)
        if parts:
            self.shapes.append(TracedShape(names, around.groups, parts[-1], is_partial=len(parts) > 1))


def _wall(ring: Ring) -> Polygon:
    """A line goes there and back again, so that nothing is drawn between its ends."""
    if ring.is_closed and len(ring.points) > 2:
        return ring.points
    return [*ring.points, *ring.points[-2:0:-1]] if len(ring.points) > 2 else [*ring.points, ring.points[0]]
