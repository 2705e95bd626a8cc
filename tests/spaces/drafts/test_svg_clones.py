"""Symbols and clones (`use`): read where they stand, within the file and within limits."""

from contextlib import suppress

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given, settings
from hypothesis import strategies as st

from spaces.drafts.matching import match_shapes
from spaces.drafts.svg_reader import read_drawing
from spaces.drafts.svg_tree import MOST_ELEMENTS
from tests.spaces.drafts.svg_files import RECT, SQUARE, fault, shapes_of, svg

MOVED = [(20.0, 5.0), (30.0, 5.0), (30.0, 15.0), (20.0, 15.0)]
TOO_OFTEN = "The drawing repeats its symbols and clones too often."


def taken(body: str, *codes: str) -> dict[str, list[tuple[float, float]]]:
    """Outlines of the spaces that are found, rounded as they are kept."""
    shapes = read_drawing(svg(body)).shapes
    matching = match_shapes(shapes, codes, set(codes), {})
    assert matching.doubled == {}
    return {
        code: [(round(x, 4), round(y, 4)) for x, y in shapes[place].outline]
        for code, place in matching.taken.items()
    }


@pytest.mark.parametrize("href", ["href", "xlink:href"])
@pytest.mark.parametrize(
    "body",
    [
        '<defs><rect id="r" width="10" height="10"/></defs><use id="B" {href}="#r" x="20" y="5"/>',
        '<defs><rect id="B" width="10" height="10"/></defs><use {href}="#B" x="20" y="5"/>',
        '<defs><g id="r"><rect id="B" width="10" height="10"/></g></defs>'
        '<use id="u" {href}="#r" x="20" y="5"/>',
        '<use id="B" {href}="#r" transform="translate(20,0)" y="5"/>'
        '<defs><path id="r" d="M0 0h10v10H0z"/></defs>',
        '<symbol id="r"><rect width="10" height="10"/></symbol><g id="B"><use {href}="#r" x="20" y="5"/></g>',
        '<symbol id="r" viewBox="0 0 1 1"><rect id="B" width="1" height="1"/></symbol>'
        '<use {href}="#r" x="20" y="5" width="10" height="10"/>',
        '<symbol id="r" viewBox="5 5 1 1" width="10" height="10">'
        '<rect id="B" x="5" y="5" width="1" height="1"/></symbol><use {href}="#r" x="20" y="5"/>',
        '<defs><use id="s" {href}="#r" x="10" y="5"/><rect id="r" width="10" height="10"/></defs>'
        '<use id="B" {href}="#s" x="10"/>',
    ],
)
def test_what_a_clone_shows_is_read_where_it_stands(body, href):
    assert taken(body.replace("{href}", href), "B") == {"B": MOVED}


def test_a_clone_of_a_shape_on_the_sheet_has_its_own_name_only():
    body = f'{RECT}<use id="B" href="#A" x="20" y="5"/><use href="#A" x="50"/>'

    assert taken(body, "A", "B") == {"A": SQUARE, "B": MOVED}
    assert [shape.names for shape in read_drawing(svg(body)).shapes] == [["A"], ["B"], []]


def test_one_symbol_may_stand_for_several_rooms():
    body = '<symbol id="room"><rect width="10" height="10"/></symbol>'
    body += '<use id="A" href="#room"/><use id="B" href="#room" x="20" y="5"/>'

    assert taken(body, "A", "B") == {"A": SQUARE, "B": MOVED}


def test_clones_of_walls_are_walls():
    body = '<defs><line id="l" x2="9"/></defs><g id="walls"><use href="#l" y="3"/></g>'

    assert read_drawing(svg(body)).walls == [[(0, 3), (9, 3), (0, 3)]]


@pytest.mark.parametrize(
    "body",
    [
        '<defs><rect id="r" width="10" height="10" display="none"/></defs><use id="B" href="#r"/>',
        '<style>.h{display:none}</style><defs><rect id="r" width="9" height="9"/></defs>'
        '<use class="h" href="#r"/>',
        '<defs><rect id="r" width="9" height="9"/></defs><g fill="none"><use id="B" href="#r"/></g>',
    ],
)
def test_a_hidden_clone_is_not_read(body):
    assert shapes_of(body) == {}


@pytest.mark.parametrize(
    "href", ["https://example.org/x.svg#A", "x.svg#A", "#none", "#", "", "data:,#A", "#t"]
)
def test_what_is_not_in_the_file_is_named_and_never_followed(href):
    sheet = read_drawing(svg(f'{RECT}<text id="t"/><use id="B" href="{href}"/>'))

    assert (sheet.clones, len(sheet.shapes)) == (["B"], 1)


@pytest.mark.parametrize(
    ("body", "name"),
    [
        ('<g id="a"><use href="#a"/></g>', "a"),
        ('<use id="a" href="#a"/>', "a"),
        ('<defs><g id="a"><use href="#b"/></g><g id="b"><use href="#a"/></g></defs><use href="#a"/>', "a"),
        ('<symbol id="s"><use id="again" href="#s"/></symbol><use href="#s"/>', "again"),
    ],
)
def test_clones_that_show_themselves_are_refused(body, name):
    assert fault(svg(body)) == f"“{name}” is a clone that shows itself. Unlink it in the editor."


def laughs(most_inside: str) -> str:
    levels = "".join(f'<g id="l{n}">{f"""<use href="#l{n - 1}"/>""" * 10}</g>' for n in range(1, 10))
    return f'<defs><g id="l0">{most_inside}</g>{levels}</defs><use href="#l9"/>'


@pytest.mark.parametrize(
    "body",
    [
        laughs(""),
        laughs(RECT),
        f'<defs><path id="p" d="M0 0{" " * 500_000}L1 1z"/></defs>{"""<use href="#p"/>""" * 400}',
        f'<defs><g id="p"><title>{"a " * 250_000}</title></g></defs>{"""<use href="#p"/>""" * 400}',
        f'<defs><g id="p">{"<text/>" * 2000}</g></defs>{"""<use href="#p"/>""" * 2000}',
    ],
    ids=["empty", "shapes", "path", "title", "children"],
)
def test_clones_within_clones_do_not_multiply_without_bound(body):
    assert fault(svg(body)).startswith(TOO_OFTEN)


def test_clones_nested_too_deep_are_refused():
    links = "".join(f'<g id="c{n}"><use href="#c{n + 1}"/></g>' for n in range(200))

    assert fault(svg(f'<defs>{links}</defs><use href="#c0"/>')).startswith(
        "The groups of the drawing are nested"
    )


def test_as_many_clones_as_elements_are_read():
    body = '<defs><rect id="r" width="10" height="10"/></defs>' + '<use href="#r"/>' * (MOST_ELEMENTS - 3)

    assert len(read_drawing(svg(body)).shapes) == MOST_ELEMENTS - 3


links = st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5)), max_size=12)


@settings(deadline=None)
@given(links)
def test_any_net_of_clones_is_read_or_refused_in_words(some):
    groups = "".join(
        f'<g id="g{n}"><rect width="9" height="9"/>'
        + "".join(f'<use href="#g{end}"/>' for start, end in some if start == n)
        + "</g>"
        for n in range(6)
    )
    with suppress(ValidationError):
        read_drawing(svg(groups))
