"""Clip paths: of a shape, what is seen is read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spaces.drafts.svg_clips import is_convex
from spaces.drafts.svg_reader import read_drawing
from spaces.plans.geometry import area_of, box
from tests.spaces.drafts.svg_files import SQUARE, fault, shapes_of, svg

ROOM = '<rect id="A" width="100" height="100" clip-path="url(#c)"/>'


def clip(inner: str, more: str = "") -> str:
    return f'<clipPath id="c" {more}>{inner}</clipPath>'


@pytest.mark.parametrize(
    "body",
    [
        clip('<rect width="10" height="10"/>') + ROOM,
        clip('<rect width="10" height="10"/>') + ROOM.replace("url(#c)", "url( '#c' )"),
        ROOM + clip('<polygon points="0,0 0,10 10,10 10,0"/>'),
        '<defs><rect id="r" width="10" height="10"/></defs>' + clip('<use xlink:href="#r"/>') + ROOM,
        clip('<rect x="-5" width="10" height="10"/>', 'transform="translate(5)"') + ROOM,
        clip('<rect width="5" height="5" transform="scale(2)"/>') + ROOM,
        f'<style>.k{{clip-path:url(#c)}}</style>{clip("""<rect width="10" height="10"/>""")}'
        '<g class="k"><rect id="A" width="100" height="100"/></g>',
        clip('<rect width="5" height="5"/>') + f'<g transform="scale(2)">{ROOM}</g>',
    ],
)
def test_a_shape_is_as_large_as_its_clip_path_shows(body):
    [outline] = shapes_of(body).values()

    assert area_of(outline) == pytest.approx(100)
    assert box(outline) == pytest.approx((0, 0, 10, 10))


def test_a_shape_wholly_inside_its_clip_path_stays_as_it_is():
    assert shapes_of(clip('<rect width="10" height="10"/>') + ROOM.replace("100", "10")) == {"A": SQUARE}


def test_a_shape_outside_its_clip_path_is_not_read():
    assert shapes_of(clip('<rect x="200" width="10" height="10"/>') + ROOM) == {}


def test_a_room_cut_out_of_a_rectangle_by_an_angle_is_an_angle():
    angle = clip('<path d="M0 0H60V20H20V60H0z"/>')

    [outline] = shapes_of(angle + ROOM.replace('width="100"', 'width="50"')).values()

    assert area_of(outline) == pytest.approx(50 * 20 + 20 * 40)


@pytest.mark.parametrize(
    "inner",
    [
        '<rect width="10" height="10"/><rect x="50" width="10" height="10"/>',  # several rings
        "<text>A</text>",
        "",
    ],
)
def test_what_a_clip_path_shows_that_cannot_be_cut_is_left_as_it_is(inner):
    [outline] = shapes_of(clip(inner) + ROOM).values()

    assert area_of(outline) == 10_000


@pytest.mark.parametrize(
    "reference", ["url(#none)", "url(https://example.org/#c)", "inset(5px)", "none", "url("]
)
def test_a_clip_path_that_is_not_in_the_file_cuts_nothing(reference):
    room = ROOM.replace("url(#c)", reference)

    assert area_of(shapes_of(clip('<rect width="1" height="1"/>') + room)["A"]) == 10_000


def test_the_size_of_a_clip_path_in_parts_of_the_shape_cuts_nothing():
    parts = clip('<rect width=".5" height=".5"/>', 'clipPathUnits="objectBoundingBox"')

    assert area_of(shapes_of(parts + ROOM)["A"]) == 10_000


def test_walls_end_where_their_clip_path_does():
    body = clip('<rect width="10" height="10"/>')
    body += '<g id="walls" clip-path="url(#c)"><line y1="5" x2="90" y2="5"/><line x1="50" x2="60"/></g>'

    [wall] = read_drawing(svg(body)).walls

    assert (len(wall) >= 3, box(wall)) == (True, (0, 5, 10, 5))


def test_more_cutting_than_a_plan_needs_is_refused():
    zigzag = " ".join(f"{place % 200},{place * 7 % 100}" for place in range(1500))
    circle = clip('<circle cx="50" cy="50" r="40"/>')
    shape = f'<polygon points="{zigzag}" clip-path="url(#c)"/>'

    assert fault(svg(circle + shape * 12)).startswith("The curves of the drawing come to more than")


@pytest.mark.parametrize(
    ("polygon", "expected"),
    [
        (SQUARE, True),
        (SQUARE[::-1], True),
        ([*SQUARE, SQUARE[0]], True),
        ([(0, 0), (6, 0), (6, 2), (2, 2), (2, 6), (0, 6)], False),
        ([(0, 3), (4, -3), (-4, 1), (4, 1), (-4, -3)], False),  # a star
        ([(0, 0), (5, 5)], False),
        ([(0, 0), (5, 5), (9, 9)], False),
    ],
)
def test_convex_polygons_are_told_from_others(polygon, expected):
    assert is_convex(polygon) is expected


side = st.integers(1, 40)
spot = st.integers(-30, 30)


@given(spot, spot, side, side)
def test_two_rectangles_share_what_lies_in_both(x, y, width, height):
    body = clip(f'<rect x="{x}" y="{y}" width="{width}" height="{height}"/>')
    body += '<rect id="A" width="20" height="20" clip-path="url(#c)"/>'

    across, down = min(20, x + width) - max(0, x), min(20, y + height) - max(0, y)
    expected = across * down if min(across, down) > 0 else 0

    assert sum(map(area_of, shapes_of(body).values())) == pytest.approx(expected)
