"""What is not seen is not read: classes, ids and elements of a simple style sheet, and what is inherited."""

from contextlib import suppress
from xml.etree.ElementTree import Element, SubElement

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from spaces.drafts.svg_reader import read_drawing
from spaces.drafts.svg_styles import MOST_RULES, StyleSheets
from tests.spaces.drafts.svg_files import RECT, SQUARE, fault, shapes_of, svg

OLD = '<g id="old" class="st0 st9"><rect id="B" class="st1" width="50" height="50"/></g>'


@pytest.mark.parametrize(
    "css",
    [
        ".st0{display:none;}",
        ".st0 { display : NONE } .st1{fill:#eee;stroke:#000;}",
        ".st1{visibility:hidden}",
        ".st0{visibility:collapse}",
        ".st0{opacity:0}",
        ".st1{opacity:.0%}",
        ".st1{fill:none}",
        ".st0{fill:none;stroke:none}",
        "#old{display:none}",
        "g.st0{display:none}",
        ".st9.st0{display:none}",
        ".a, .st0 , .b{display:none}",
        "/* .x{ */ .st0{/**/display:none/* } */}",
        "<!-- .st0{display:none} -->",
        "@import 'x'; .st0{display:none}",
        "@media print { .a{fill:none} } .st0{display:none}",
        ".st0{display:none} .st0{fill:red}",
        ".st0{display:none} g{display:inline}",
        ".st0{display:none !important} #old{display:inline}",
        "p > q, .st0{display:none}",
    ],
)
def test_a_layer_hidden_by_a_style_sheet_is_hidden(css):
    body = f'<style type="text/css"><![CDATA[{css}]]></style>{OLD}{RECT}'

    assert shapes_of(body) == {"A": SQUARE}


@pytest.mark.parametrize(
    "css",
    [
        ".other{display:none}",
        "rect.st0{display:none}",
        ".st0.other{display:none}",
        ".st0{display:none} .st0{display:inline}",
        ".st0{display:none} #old{display:inline}",
        ".st0{opacity:0.2}",
        ".st1{fill:none;stroke:#000}",
        "g{fill:none} .st1{fill:#eee}",
        ".st0{visibility:hidden} .st1{visibility:visible}",
        "@media print { .st0{display:none} }",
        "@font-face{display:none}",
        ".st0 .st0{display:none}",
        ".st0:hover{display:none}",
        ".st0[x]{display:none}",
        ".st0{x:}display:none}",
        ".st0",
        "}{",
    ],
)
def test_what_no_simple_rule_hides_is_read(css):
    found = shapes_of(f"<style>{css.replace('>', '&gt;')}</style>{OLD}{RECT}")

    assert sorted(found) == ["A", "B"]


def test_a_style_sheet_of_another_language_is_none():
    assert sorted(shapes_of(f'<style type="text/less">.st0{{display:none}}</style>{OLD}{RECT}')) == ["A", "B"]


def test_the_style_of_an_element_goes_before_the_sheet_and_the_sheet_before_attributes():
    css = "<style>.h{display:none}.v{display:inline}</style>"
    shapes = '<rect id="A" class="h" style="display:inline" width="10" height="10"/>'
    shapes += '<rect id="B" class="v" display="none" width="10" height="10"/>'
    shapes += '<rect id="C" class="h" display="inline" width="10" height="10"/>'

    assert sorted(shapes_of(css + shapes)) == ["A", "B"]


def test_an_unpainted_frame_around_a_room_is_no_part_of_it():
    body = '<style>.cls-1{fill:none;}</style><g id="A"><rect class="cls-1" width="99" height="99"/>'
    body += '<rect width="10" height="10" style="fill:#eee"/></g>'

    [shape] = read_drawing(svg(body)).shapes

    assert shape.outline == SQUARE


def test_paint_is_inherited_from_groups_and_the_drawing():
    body = (
        f'{RECT}<g stroke="#000"><rect id="B" width="9" height="9"/></g><rect id="C" fill="red" width="9"/>'
    )

    assert sorted(shapes_of(body.replace('width="9"/>', 'width="9" height="9"/>'), 'fill="none"')) == [
        "B",
        "C",
    ]


def test_a_transform_of_a_class_moves_a_shape():
    body = '<style>.m{transform:translate(5PX,0)}</style><rect id="A" class="m" width="10" height="10"/>'

    assert shapes_of(body) == {"A": [(5, 0), (15, 0), (15, 10), (5, 10)]}


def test_more_rules_than_a_plan_needs_are_refused():
    rules = ".a{fill:red}" * (MOST_RULES + 1)

    assert fault(svg(f"<style>{rules}</style>")).startswith(
        "The style sheet of the drawing has more than 1000"
    )
    assert fault(svg(f"<style>{'.a,' * MOST_RULES}.a{{fill:red}}</style>")).startswith("The style sheet")
    assert shapes_of(f"<style>{'.a{fill:red}' * MOST_RULES}</style>{RECT}") == {"A": SQUARE}


@given(st.text(alphabet=".#{}:;,@/*! abdisplay-none<>\"'", max_size=60))
def test_any_style_sheet_is_read_or_passed_over(css):
    root = Element("svg")
    SubElement(root, "style").text = css

    assert isinstance(StyleSheets(root).style_of(Element("rect", {"class": "a b", "id": "d"})), dict)


@given(st.text(alphabet=".#{}:;,@/*! abdisplay-none\"'", max_size=60))
def test_a_rule_after_anything_well_formed_holds(noise):
    noise = noise.translate({ord(sign): None for sign in "{}/*@"})
    with suppress(ValidationError):
        assert shapes_of(f"<style>{noise}{{a:b}} .st0{{display:none}}</style>{OLD}{RECT}") == {"A": SQUARE}
