"""Drawings from editors: where shapes come out, and what is refused or passed over."""

from contextlib import suppress
from math import cos, hypot, pi, radians, sin
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from spaces.drafts.matching import match_shapes, plan_numbers
from spaces.drafts.svg_outlines import MOST_POINTS, UnreadableError, length_of, matrix_of
from spaces.drafts.svg_reader import FINENESS, MOST_BYTES, read_drawing
from spaces.drafts.svg_tree import DEEPEST, MOST_ELEMENTS
from spaces.plans.geometry import area_of, box
from tests.spaces.drafts.svg_files import RECT, SQUARE, fault, shapes_of, svg

INKSCAPE = Path(__file__).parent.parent.parent / "data" / "plans" / "inkscape.svg"
# --- The drawing of the paper mill ---------------------------------------------------------------------


def about(x: float, y: float) -> tuple[float, float]:
    """Turned by 8° about (200, 66), as its second layer is."""
    turn = radians(8)
    return (
        200 + (x - 200) * cos(turn) - (y - 66) * sin(turn),
        66 + (x - 200) * sin(turn) + (y - 66) * cos(turn),
    )


def turned_box(x: float, y: float, width: float, height: float) -> tuple[float, float, float, float]:
    return box([about(x, y), about(x + width, y), about(x + width, y + height), about(x, y + height)])


def ellipse_box(cx: float, cy: float, rx: float, ry: float) -> tuple[float, float, float, float]:
    (x, y), turn = about(cx, cy), radians(8)
    half_width, half_height = (
        hypot(rx * cos(turn), ry * sin(turn)),
        hypot(rx * sin(turn), ry * cos(turn)),
    )
    return x - half_width, y - half_height, x + half_width, y + half_height


DRAWN = {  # area and box, in the millimetres it was drawn in
    "M01": (2400, (10, 10, 70, 50)),
    "M02": (450, (81.25, 20, 103.75, 40)),
    "M03": (55 * 25 + 35 * 15, (115, 10, 170, 50)),
    "M04": (2000, (10, 50.396875, 60, 90.396875)),
    "M05": (90 * 20 + 70 * 20 + pi * 20**2 / 4, (60, 50, 150, 90)),
    "Y01": (1200, turned_box(180, 20, 40, 30)),
    "Y02": (880, turned_box(180, 50, 40, 22)),
    "Y03": (pi * 20 * 14, ellipse_box(200, 98, 20, 14)),
}


def test_the_drawing_of_the_mill_comes_out_where_it_was_drawn():
    sheet = read_drawing(INKSCAPE.read_bytes())
    matching = match_shapes(sheet.shapes, DRAWN, set(DRAWN), {})
    numbers = plan_numbers(sheet, matching.taken)

    assert (numbers.width, numbers.height) == (240, 140)
    assert sorted(numbers.shapes) == sorted(DRAWN)
    assert (matching.doubled, matching.missing, matching.unknown) == ({}, [], [])
    for code, (area, where) in DRAWN.items():
        assert area_of(numbers.shapes[code]) == pytest.approx(area, rel=0.001), code
        assert box(numbers.shapes[code]) == pytest.approx(where, abs=0.02), code


# --- What editors write --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("shape", "outline"),
    [
        (RECT, SQUARE),
        ('<rect id="A" x="10%" y="10%" width="5%" height="10%"/>', [(20, 10), (30, 10), (30, 20), (20, 20)]),
        ('<rect id="A" width="1in" height="72pt"/>', [(0, 0), (96, 0), (96, 96), (0, 96)]),
        ('<polygon id="A" points="0,0 10,0 10,10"/>', SQUARE[:3]),
        ('<polyline id="A" points="0 0 10-0 10 10"/>', SQUARE[:3]),
        ('<path id="A" d="m0 0 10 0 0 10z"/>', SQUARE[:3]),
        ('<path id="A" d="M0,0H10V10H0"/>', SQUARE),
        ('<path id="A" d="M0 0 A 5 0 0 0 0 10 0 V10z"/>', SQUARE[:3]),  # an arc without a radius is a line
        (
            f'<g transform="translate(5)"><g transform="scale(2)">{RECT}</g></g>',
            [(5, 0), (25, 0), (25, 20), (5, 20)],
        ),
        (f'<g transform="matrix(0 1 -1 0 0 0)">{RECT}</g>', [(0, 0), (0, 10), (-10, 10), (-10, 0)]),
        (
            '<rect id="A" width="10" height="10" transform="skewX(45)"/>',
            [(0, 0), (10, 0), (20, 10), (10, 10)],
        ),
        (
            '<rect id="A" width="10" height="10" style="transform: rotate(90deg) translate(0px, 5px)"/>',
            [(-5, 0), (-5, 10), (-15, 10), (-15, 0)],
        ),
        (
            f'<svg x="10" y="10" width="50" height="50" viewBox="0 0 10 10">{RECT}</svg>',
            [(10, 10), (60, 10), (60, 60), (10, 60)],
        ),
        (f'<a href="https://example.org"><switch>{RECT}</switch></a>', SQUARE),
    ],
)
def test_a_shape_comes_out_where_it_was_drawn(shape, outline):
    assert shapes_of(shape) == {"A": outline}


@pytest.mark.parametrize(
    ("shape", "area", "where"),
    [
        ('<circle id="A" cx="50" cy="50" r="40"/>', pi * 1600, (10, 10, 90, 90)),
        ('<ellipse id="A" cx="50" cy="50" rx="40" ry="20"/>', pi * 800, (10, 30, 90, 70)),
        ('<rect id="A" width="60" height="40" rx="10"/>', 2400 - 400 + pi * 100, (0, 0, 60, 40)),
        ('<rect id="A" width="60" height="40" rx="90" ry="99"/>', pi * 600, (0, 0, 60, 40)),
        ('<path id="A" d="M0 0 Q30 60 60 0z"/>', 60 * 60 / 3, (0, 0, 60, 30)),
        ('<path id="A" d="M0 0 C0 40 60 40 60 0z"/>', 0.6 * 60 * 40, (0, 0, 60, 30)),
        ('<path id="A" d="M50 10 a40 40 0 1 1 -.01 0z"/>', pi * 1600, (10, 10, 90, 90)),
    ],
)
def test_curves_are_followed_closely(shape, area, where):
    [outline] = shapes_of(shape).values()

    assert area_of(outline) == pytest.approx(area, rel=0.002)
    assert box(outline) == pytest.approx(where, abs=0.05)


@pytest.mark.parametrize(
    ("head", "size", "corner"),
    [
        ('width="240mm" height="140mm" viewBox="0 0 240 140"', (240, 140), (10, 10)),
        ('viewBox="-5 -5 100 100"', (100, 100), (15, 15)),
        ('width="100" height="50"', (100, 50), (10, 10)),
        ('width="25.4mm" height="1in"', (96, 96), (10, 10)),
        ('width="100" height="50" viewBox="0 0 100 100" preserveAspectRatio="none"', (100, 50), (10, 5)),
        ('width="50%" viewBox="0 0 80 60"', (80, 60), (10, 10)),
        ("", (10, 10), (10, 10)),
    ],
)
def test_the_sheet_is_as_large_as_its_viewbox_or_else_its_size_says(head, size, corner):
    sheet = read_drawing(svg(RECT, head))

    assert (sheet.width, sheet.height) == pytest.approx(size)
    assert sheet.shapes[0].outline[2] == pytest.approx(corner)


def test_names_are_the_id_the_label_and_the_title_in_that_order():
    body = '<rect id="r1" inkscape:label=" A 1 " width="9" height="9"><title>\n A1 </title></rect>'

    assert read_drawing(svg(body)).shapes[0].names == ["r1", "A 1", "A1"]


def test_walls_are_what_is_called_so_and_lines_stay_lines():
    body = '<g id="Walls"><rect width="10" height="10"/><line x1="0" y1="0" x2="5" y2="5"/></g>'
    body += '<polyline id="muri" points="0,0 5,0 5,5"/>'

    sheet = read_drawing(svg(body))

    assert sheet.walls == [
        SQUARE,
        [(0, 0), (5, 5), (0, 0)],
        [(0, 0), (5, 0), (5, 5), (5, 0)],
    ]
    assert sheet.shapes == []


def test_of_several_parts_the_largest_is_taken_and_specks_are_none():
    parts = '<path id="A" d="M0 0h10v10h-10z m50 0h2v2h-2z"/>'
    specks = '<path id="B" d="M0 0h10v10h-10z M5 5 L5 5z M3 3 L4 4z"/>'

    found = read_drawing(svg(parts + specks)).shapes

    assert [(shape.outline, shape.is_partial) for shape in found] == [(SQUARE, True), (SQUARE, False)]


@pytest.mark.parametrize(
    "hidden",
    [
        'display="none"',
        'style="display : NONE"',
        'style="visibility:hidden"',
        'fill="none" stroke="none"',
        'class="BoundingBox"',
    ],
)
def test_what_is_not_seen_is_not_read(hidden):
    assert read_drawing(svg(f'<rect width="10" height="10" {hidden}/>')).shapes == []


def test_libreoffice_puts_the_title_on_a_group_and_a_document_type_on_top():
    doctype = '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN"'
    doctype += ' "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">\n'
    body = '<g class="com.sun.star.drawing.CustomShape"><title>A1</title><g id="id3">'
    body += '<rect class="BoundingBox" stroke="none" fill="none" x="9" y="9" width="99" height="99"/>'
    body += '<path fill="rgb(1,2,3)" d="M 10,10 L 20,10 20,20 10,20 Z M 10,10 L 10,10 Z"/>'
    body += '<path fill="none" stroke="rgb(1,2,3)" d="M 10,10 L 20,10 20,20 10,20 Z"/></g></g>'
    sheet = read_drawing(svg(body, before=doctype))

    matching = match_shapes(sheet.shapes, ["A1"], {"A1"}, {})

    assert matching.taken == {"A1": 0}
    assert (matching.doubled, matching.unknown) == ({}, [])


# --- Edge case 19: what may hide in a file -------------------------------------------------------------


@pytest.mark.parametrize(
    "body",
    [
        "<script>alert(1)</script>",
        '<foreignObject width="50" height="50"><p xmlns="http://www.w3.org/1999/xhtml">x</p></foreignObject>',
        '<image xlink:href="https://example.org/x.png" width="50" height="50"/>',
        '<style>rect { fill: url(https://example.org/x) } @import "x"</style>',
        '<text id="note">Drawn from the survey</text>',
        '<defs><rect id="B" width="50" height="50"/></defs>',
        '<symbol id="B"><rect width="50" height="50"/></symbol>',
        '<clipPath id="B"><rect width="50" height="50"/></clipPath>',
        '<x:rect xmlns:x="urn:other" id="B" width="50" height="50"/>',
    ],
)
def test_case_19_whatever_has_no_outline_is_passed_over(body):
    assert shapes_of(body + RECT) == {"A": SQUARE}


def test_case_19_attributes_that_act_leave_no_trace():
    body = (
        '<rect id="A" width="10" height="10" onclick="x()" fill="url(https://example.org)" xlink:href="x"/>'
    )

    sheet = read_drawing(svg(body))

    assert repr(sheet.shapes) == repr(read_drawing(svg(RECT)).shapes)


def test_case_19_clones_are_named_and_never_followed():
    body = RECT + '<use id="B" inkscape:label="M07" xlink:href="https://example.org/x.svg#B"/>'

    sheet = read_drawing(svg(body))

    assert (sheet.clones, len(sheet.shapes)) == (["M07"], 1)


ENTITIES = "The file has entities or a document type of its own. Save it as “Plain SVG” and try again."
DAMAGED = "This is not an SVG drawing, or it is damaged: it cannot be read."


@pytest.mark.parametrize(
    ("before", "text"),
    [
        ('<!DOCTYPE svg [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>', ENTITIES),
        ('<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]>', ENTITIES),
        ('<!DOCTYPE svg [<!ATTLIST svg x CDATA "1">]>', ENTITIES),
        ('<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "https://example.org/x.dtd" []>', ENTITIES),
        ("<p>", DAMAGED),
    ],
)
def test_case_19_entities_and_document_types_are_refused(before, text):
    assert fault(svg(RECT, before=before)) == text


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"", DAMAGED),
        (b"\x00\xff\xfe", DAMAGED),
        (b"%PDF-1.7", DAMAGED),
        (svg("<rect id='A' width='&amp;' height='10'/>"), "“A” (rect) has numbers that cannot be read"),
        (svg("<rect width='&b;' height='10'/>"), DAMAGED),
        (b"<html/>", "This is not an SVG drawing. Save or export the plan as “Plain SVG”."),
        (b"\x1f\x8b\x08", "The file is compressed (SVGZ). Save it as plain SVG."),
        (svg(RECT, 'viewBox="0 0 0 100"'), "The viewBox of the drawing is not four numbers"),
        (svg(RECT, 'viewBox="0 0 a 100"'), "The viewBox of the drawing is not four numbers"),
        (svg(RECT, 'width="wide" height="2"'), "The width or the height of the drawing is not a length"),
        (svg("<g>" * DEEPEST + "</g>" * DEEPEST), "The groups of the drawing are nested more than 50 deep."),
        (svg("<g/>" * MOST_ELEMENTS), "The drawing has more than 5000 elements."),
        (b" " * (MOST_BYTES + 1), "The file is larger than 1 MB."),
    ],
)
def test_case_19_each_limit_has_its_own_words(data, text):
    assert fault(data).startswith(text)


def test_as_much_as_the_limits_allow_is_read():
    deep = svg("<g>" * (DEEPEST - 2) + RECT + "</g>" * (DEEPEST - 2))
    many = svg(RECT * (MOST_ELEMENTS - 1))

    assert [len(read_drawing(data).shapes) for data in (deep, many)] == [1, MOST_ELEMENTS - 1]
    assert read_drawing(svg(RECT) + b" " * (MOST_BYTES - len(svg(RECT)))).width == 200


@pytest.mark.parametrize(
    "shape",
    [
        '<rect id="A" width="10,5" height="10"/>',  # case 21: a comma for the decimals
        '<rect id="A" width="1e999" height="10"/>',
        '<circle id="A" r="nan"/>',
        '<path id="A" d="M1 1 L1e300 3z"/>',
        '<path id="A" d="M1 1 L"/>',
        '<path id="A" d="L5 5 9 9z"/>',
        '<path id="A" d="M0 0 L1 inf"/>',
        '<polygon id="A" points="0,0 10,0 10"/>',
        '<polygon id="A" points="0,0 10,0 z z z"/>',
        '<rect id="A" width="1" height="1" transform="translate(5mm)"/>',
        '<rect id="A" width="1" height="1" transform="turn(5)"/>',
        '<rect id="A" width="1" height="1" transform="rotate(1,2)"/>',
        '<rect id="A" width="1" height="1" transform="scale(1e200) scale(1e200)"/>',
        '<rect id="A" width="1" height="1" transform="translate(2e6)"/>',
        '<rect id="A" width="1" height="1" style="transform-origin: 5px 5px"/>',
    ],
)
def test_numbers_that_make_no_sense_are_refused_by_name(shape):
    assert fault(svg(shape)).startswith("“A” (")


@pytest.mark.parametrize(
    "path",
    ["M0 0" + "l1 1" * MOST_POINTS, "M0 0" + "z" * 900_000, "M0 0L" + "1,1 " * 200_000],
    ids=["commands", "closings", "pairs"],
)
def test_more_points_than_a_plan_needs_are_refused(path):
    assert fault(svg(f'<path d="{path}"/>')).startswith("The curves of the drawing come to more than 20000")


@pytest.mark.parametrize(
    "shape",
    [
        '<rect id="A" width="0" height="9"/>',
        '<rect id="A" width="-3" height="9"/>',
        '<path id="A" d="M0 0L9 9z"/>',
    ],
)
def test_case_21_a_shape_without_area_is_none(shape):
    assert shapes_of(shape) == {}


# --- Arithmetic ----------------------------------------------------------------------------------------

number = st.floats(-50, 50, allow_nan=False).map(lambda value: round(value, 3))
factor = st.floats(0.2, 4).map(lambda value: round(value, 3))
steps = st.lists(
    st.one_of(
        st.tuples(st.just("translate"), number, number),
        st.tuples(st.just("scale"), factor, factor),
        st.tuples(st.just("rotate"), number, number, number),
        st.tuples(st.just("skewX"), number),
    ),
    max_size=4,
)


def written(some: list[tuple]) -> str:
    return " ".join(f"{name}({','.join(f'{value:.3f}' for value in values)})" for name, *values in some)


def carried(point: tuple[float, float], some: list[tuple]) -> tuple[float, float]:
    """A point through a list of steps, the last first, each by its definition."""
    x, y = point
    for name, *values in reversed(some):
        if name == "translate":
            x, y = x + values[0], y + values[1]
        elif name == "scale":
            x, y = x * values[0], y * values[1]
        elif name == "skewX":
            x += y * sin(radians(values[0])) / cos(radians(values[0]))
        else:
            turn, cx, cy = radians(values[0]), values[1], values[2]
            x, y = (
                cx + (x - cx) * cos(turn) - (y - cy) * sin(turn),
                cy + (x - cx) * sin(turn) + (y - cy) * cos(turn),
            )
    return x, y


@settings(deadline=None)
@given(outer=steps, inner=steps)
def test_transforms_of_groups_and_shapes_are_carried_out_from_inside(outer, inner):
    both = matrix_of(written([*outer, *inner]))
    speck = (200 / FINENESS) ** 2
    assume(100 * abs(both.a * both.d - both.b * both.c) > 2 * speck)  # a speck is no shape
    body = f'<g transform="{written(outer)}"><rect width="10" height="10" transform="{written(inner)}"/></g>'

    [shape] = read_drawing(svg(body)).shapes

    expected = [carried(carried(corner, inner), outer) for corner in SQUARE]
    for found, meant in zip(shape.outline, expected, strict=True):
        assert found == pytest.approx(meant, rel=1e-6, abs=1e-4)


@settings(deadline=None)
@given(steps)
def test_the_area_of_a_circle_changes_by_the_determinant(some):
    matrix = matrix_of(written(some))
    determinant = abs(matrix.a * matrix.d - matrix.b * matrix.c)
    stretch = hypot(matrix.a, matrix.b, matrix.c, matrix.d)
    strip = 2 * pi * 20 * stretch * 200 / FINENESS  # as long as the circle, as wide as what is allowed

    [shape] = read_drawing(svg(f'<circle r="20" transform="{written(some)}"/>')).shapes

    assert area_of(shape.outline) == pytest.approx(pi * 400 * determinant, abs=strip)


@given(st.text(max_size=12))
def test_lengths_are_numbers_or_refused(text):
    try:
        found = length_of(text, 100)
    except UnreadableError:
        return
    assert isinstance(found, float)


@settings(deadline=None)
@given(st.text(alphabet="MmZzLlHhVvCcSsQqTtAa0123456789.,-+e \n", max_size=60))
def test_any_path_is_read_or_refused_in_words(path):
    with suppress(ValidationError):
        read_drawing(svg(f'<path d="{path}"/>'))
