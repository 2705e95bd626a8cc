"""The floor plan as numbers and words."""

from decimal import Decimal

import pytest

from multifactory.lib.drawing import text_width
from spaces.building.formats import format_area
from spaces.plans.drawing import draw_floor
from spaces.plans.facts import SpaceFacts
from spaces.plans.geometry import area_of, inset, is_polygon
from spaces.plans.labels import LINE_SIZE, PAD, place_label, place_number

SQUARE = [[0, 0], [100, 0], [100, 100], [0, 100]]


def facts(code="A1", kind="unit", **kwargs) -> SpaceFacts:
    return SpaceFacts(code=code, kind=kind, href=f"/spaces/{code}/", area_m2=Decimal(84), **kwargs)


def draw(*all_facts: SpaceFacts, **shapes):
    shapes = shapes or {one.code: SQUARE for one in all_facts}
    return draw_floor(740, 400, shapes, [], all_facts)


@pytest.mark.parametrize(
    ("given", "css", "title", "label"),
    [
        (
            facts(holder="Nodo", vocation="craft", vocation_word="craft"),
            "unit craft",
            "A1: Nodo, craft, 84 m²",
            ["Nodo"],
        ),
        (
            facts(holder="Nodo", vocation="design", vocation_word="design"),
            "unit arts",
            "A1: Nodo, design, 84 m²",
            ["Nodo"],
        ),
        (
            facts(holder="Nodo", vocation="food", vocation_word="food"),
            "unit making",
            "A1: Nodo, food, 84 m²",
            ["Nodo"],
        ),
        (facts(), "unit free", "A1: free, 84 m²", ["Free, 84 m²"]),
        (facts(state="usable"), "unit free", "A1: free, 84 m²", ["Free, 84 m²"]),
        (facts(state="under_works"), "unit works", "A1: works in progress, 84 m²", ["Works in", "progress"]),
        (
            facts(state="under_works", holder="Nodo", vocation="craft"),
            "unit works",
            "A1: Nodo, works in progress, 84 m²",
            ["Nodo"],
        ),
        (facts(state="disused"), "unit disused", "A1: disused, 84 m²", ["Disused"]),
        (
            facts(state="made_safe"),
            "unit safe",
            "A1: made safe, not yet usable, 84 m²",
            ["Made safe"],
        ),
        (facts(kind="room", name="Kitchen"), "unit common", "A1: Kitchen, common", ["Kitchen"]),
    ],
)
def test_a_shape_says_its_state_by_style_and_in_words(given, css, title, label):
    shape = draw(given).shapes[0]

    assert (shape.css, shape.title, [line.text for line in shape.lines]) == (css, title, label)


def test_only_works_are_hatched_and_only_free_units_dashed():
    shapes = draw(facts("A1"), facts("A2", state="under_works"), facts("A3", holder="Nodo")).shapes

    assert [(shape.hatch, bool(shape.dashes)) for shape in shapes] == [
        ("", True),
        ("works", False),
        ("", False),
    ]


def test_the_key_names_what_is_on_the_floor():
    drawing = draw(facts("A1"), facts("A2", kind="room", name="Kitchen"))

    assert drawing.key == [("common", "common", ""), ("free", "free", "")]


def test_a_plan_of_any_size_is_drawn_740_wide():
    drawing = draw_floor(370, 200, {"A1": SQUARE}, [SQUARE], [facts()])

    assert (drawing.width, drawing.height) == ("740", "400")
    assert drawing.shapes[0].points == "0,0 200,0 200,200 0,200"
    assert drawing.walls == ["0,0 200,0 200,200 0,200"]


def test_codes_without_facts_and_lines_are_left_out():
    drawing = draw_floor(740, 400, {"A1": [[0, 0], [1, 1]], "ZZ": SQUARE}, [], [facts()])

    assert drawing.shapes == []


def test_a_machine_lies_upon_its_room_whose_label_keeps_clear_of_it():
    machine = [[0, 0], [100, 0], [100, 60], [0, 60]]
    room = [[0, 0], [100, 0], [100, 200], [0, 200]]
    given = [facts("M", kind="machine", name="Kiln"), facts("R", kind="room", name="Kiln room")]

    shapes = draw_floor(740, 400, {"M": machine, "R": room}, [], given).shapes

    assert [shape.code.text for shape in shapes] == ["R", "M"]
    assert float(shapes[0].code.y) > 60 > float(shapes[1].code.y)


def test_a_long_name_is_broken_and_then_shortened():
    polygon = [(0, 0), (90, 0), (90, 62), (0, 62)]

    code, lines = place_label(polygon, [], "A1", "Officina meccanica della Bassa")

    assert code.text == "A1"
    assert len(lines) == 2
    assert lines[-1].text.endswith("…")
    assert all(text_width(line.text, LINE_SIZE) <= 90 - 2 * PAD for line in lines)


def test_in_a_low_corridor_the_name_stands_beside_the_code():
    code, lines = place_label([(0, 0), (400, 0), (400, 38), (0, 38)], [], "AC", "Corridor")

    assert [line.text for line in lines] == ["Corridor"]
    assert lines[0].y == code.y


def test_a_shape_too_small_for_words_has_none():
    assert place_label([(0, 0), (10, 0), (10, 10)], [], "A1", "Nodo") == (None, [])


def test_the_label_of_an_l_shaped_unit_stands_inside_it():
    elbow = [(0, 0), (30, 0), (30, 100), (200, 100), (200, 200), (0, 200)]

    code, lines = place_label(elbow, [], "A1", "Falegnameria")

    assert (float(code.y) > 100, [line.text for line in lines]) == (True, ["Falegnameria"])


def test_the_number_of_a_shape_stands_in_its_middle_clear_of_what_lies_upon_it():
    square = [(0, 0), (100, 0), (100, 100), (0, 100)]
    assert place_number(square, []) == (50, pytest.approx(50, abs=0.1))
    x, y = place_number(square, [[(20, 20), (100, 20), (100, 80), (20, 80)]])
    assert (0 < x < 20 or not 20 < y < 80, 0 < y < 100) == (True, True)


def test_shapes_are_numbered_in_the_order_of_their_codes():
    drawing = draw(facts("B2"), facts("A1"))
    assert [(one.number.text, one.title[:2]) for one in drawing.numbered] == [("1", "A1"), ("2", "B2")]


@pytest.mark.parametrize(
    "square", [[(0, 0), (10, 0), (10, 10), (0, 10)], [(0, 10), (10, 10), (10, 0), (0, 0)]]
)
def test_an_inset_square_is_smaller_whichever_way_it_was_drawn(square):
    assert area_of(inset(square, 1)) == 64


@pytest.mark.parametrize(
    ("area", "text"),
    [
        (None, ""),
        (Decimal("84.00"), "84"),
        (Decimal("62.50"), "62.5"),
        (Decimal(1200), "1,200"),
        (Decimal(0), "0"),
    ],
)
def test_areas_are_written_as_people_read_them(area, text):
    assert format_area(area) == text


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (SQUARE, True),
        ([[0, 0], [1, 1]], False),
        ([[0, 0], [1, "x"], [2, 2]], False),
        ([[0, 0], [1, float("nan")], [2, 2]], False),
        ([[0, 0], [1, True], [2, 2]], False),
        ([[0, 0], [1], [2, 2]], False),
        ("M0 0", False),
        (None, False),
    ],
)
def test_a_polygon_is_three_corners_of_two_finite_numbers(value, expected):
    assert is_polygon(value) is expected
