"""Words inside a shape: where they fit, and how much of them."""

from dataclasses import dataclass
from math import ceil

from multifactory.lib.drawing import format_coordinate, shorten_text, text_width
from spaces.plans.geometry import Interval, Polygon, box, crossings, difference, intersection

# As plan.css draws them where the plan has 684 px. On less, to 592, words keep 12 px and grow into their PAD;
# below that, numbers and a key take their place.
CODE_SIZE, LINE_SIZE = 14, 13
PAD = 8  # from a wall to the text
CODE_HEIGHT, LINE_HEIGHT, MOST_LINES = 18, 15, 3
ENOUGH_CORNERS = 60  # of a curved shape, to find room for words
SHORTEST_LABEL = 5  # a label cut shorter beside its code says nothing


@dataclass(frozen=True, slots=True)
class TextLine:
    """Numbers are written out here: a template would write them with the comma of the reader's language."""

    x: str
    y: str
    text: str


def wrap_text(text: str, width: float) -> list[str]:
    """The text in lines of a width, broken between words; a word longer than the line keeps its own."""
    lines: list[str] = []
    for word in text.split():
        if lines and text_width(f"{lines[-1]} {word}", LINE_SIZE) <= width:
            lines[-1] = f"{lines[-1]} {word}"
        else:
            lines.append(word)
    return lines


def place_label(
    polygon: Polygon, inside: list[Polygon], code: str, label: str
) -> tuple[TextLine | None, list[TextLine]]:
    """Where the code and the lines of the label go: as high as they fit inside, clear of what lies upon."""
    polygon, inside = _thinned(polygon), [_thinned(other) for other in inside]
    best: tuple[float, float, list[str]] | None = None
    best_width = 0.0
    for count in range(MOST_LINES + 1):
        band = _band(polygon, inside, CODE_HEIGHT + count * LINE_HEIGHT)
        if band is None or band[2] < text_width(code, CODE_SIZE) * 0.8:
            break
        x, y, width = band
        best_width = width
        lines = wrap_text(label, width)
        best = (x, y, [shorten_text(line, width, LINE_SIZE) for line in _fitted(lines, count)])
        if len(lines) <= count and all(text_width(line, LINE_SIZE) <= width for line in lines):
            break
    if best is None:
        return None, []
    x, y, texts = best
    first = TextLine(format_coordinate(x), format_coordinate(y + CODE_SIZE), code)
    if not texts:  # too low for two lines: the label goes on beside the code
        start = text_width(code, CODE_SIZE) + PAD / 2
        beside = shorten_text(label, best_width - start, LINE_SIZE)
        is_readable = beside and (beside == label or len(beside) > SHORTEST_LABEL)
        return first, [
            TextLine(format_coordinate(x + start), format_coordinate(y + CODE_SIZE), beside)
        ] if is_readable else []
    rows = [y + CODE_SIZE + 2 + LINE_HEIGHT * (row + 1) for row in range(len(texts))]
    return first, [
        TextLine(format_coordinate(x), format_coordinate(row), text)
        for row, text in zip(rows, texts, strict=True)
        if text
    ]


def place_number(polygon: Polygon, inside: list[Polygon]) -> tuple[float, float]:
    """Where one number stands for the shape: as near its middle as it is clear of what lies upon it."""
    polygon, inside = _thinned(polygon), [_thinned(other) for other in inside]
    left, top, right, bottom = box(polygon)
    best: tuple[float, float, float] | None = None  # how wide it is there, x, y
    for part in (0.5, 0.35, 0.65, 0.2, 0.8):
        y = top + part * (bottom - top) + 0.01
        for start, end in _free_at(polygon, inside, y):
            if best is None or end - start > best[0] * 1.5:
                best = (end - start, (start + end) / 2, y)
    return best[1:] if best else ((left + right) / 2, (top + bottom) / 2)


def _thinned(polygon: Polygon) -> Polygon:
    return polygon[:: ceil(len(polygon) / ENOUGH_CORNERS)] if len(polygon) > ENOUGH_CORNERS else polygon


def _fitted(lines: list[str], count: int) -> list[str]:
    """At most so many lines; what is left over is joined to the last, to be shortened there."""
    if not count:
        return []
    return [*lines[: count - 1], " ".join(lines[count - 1 :])] if len(lines) > count else lines


def _band(polygon: Polygon, inside: list[Polygon], height: float) -> tuple[float, float, float] | None:
    """x, y and width of a free band of a height: the highest of those nearly as wide as any."""
    left, top, right, bottom = box(polygon)
    corners = {(left, top), (right, top), (right, bottom), (left, bottom)}
    if not inside and len(polygon) == 4 and {(x, y) for x, y in polygon} == corners:
        # Most rooms are upright boxes with nothing in them: as wide everywhere, so the highest band it is.
        is_high_enough = top + PAD + height <= bottom - 2
        return (left + PAD, top + PAD, right - left - 2 * PAD) if is_high_enough else None
    bands: list[tuple[float, float, float]] = []
    y = top + PAD
    while y + height <= bottom - 2:
        free = [(left, right)]
        for part in (0.01, 0.34, 0.67, 0.99):
            free = intersection(free, _free_at(polygon, inside, y + part * height))
        for start, end in free:
            bands.append((start + PAD, y, end - start - 2 * PAD))
        y += 6
    if not bands:
        return None
    widest = max(width for _x, _y, width in bands)
    return next(band for band in bands if band[2] >= widest * 0.7)


def _free_at(polygon: Polygon, inside: list[Polygon], y: float) -> list[Interval]:
    free = crossings(polygon, y)
    for other in inside:
        free = difference(free, crossings(other, y))
    return free
