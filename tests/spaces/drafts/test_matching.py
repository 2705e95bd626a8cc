"""Which shape of a drawing is which space."""

from hypothesis import given
from hypothesis import strategies as st

from spaces.drafts.matching import match_shapes, plan_numbers
from spaces.drafts.sheet import Sheet, TracedShape, sheet_from_json, sheet_to_json
from spaces.plans.geometry import area_of

SIDE = 10.0


def square(*names: str, groups=(), side: float = SIDE, x: float = 0) -> TracedShape:
    outline = [(x, 0.0), (x + side, 0.0), (x + side, side), (x, side)]
    return TracedShape(list(names), list(groups), outline)


def test_a_code_is_the_first_name_that_the_floor_knows():
    shapes = [square("M01", "M02"), square("rect3", "M02", "M03"), square("path7", "Big hall", "M04")]

    matching = match_shapes(shapes, ["M01", "M02", "M03", "M04"], {"M01", "M02", "M04"}, {})

    assert matching.taken == {"M01": 0, "M02": 1, "M04": 2}
    assert (matching.missing, matching.unknown) == ([], [])


def test_case_does_not_matter():
    assert match_shapes([square("m01")], ["M01"], {"M01"}, {}).taken == {"M01": 0}


def test_case_19_doubled_codes_are_not_guessed():
    shapes = [square("M01"), square("x", "M01"), square("M02")]

    matching = match_shapes(shapes, ["M01", "M02"], {"M01", "M02"}, {})

    assert (matching.taken, matching.doubled) == ({"M02": 2}, {"M01": [0, 1]})
    assert (matching.missing, matching.unknown) == ([], [])


def test_case_19_wrong_codes_are_unknown_the_largest_first_and_theirs_missing():
    shapes = [square("M1"), square("M99", side=20)]

    matching = match_shapes(shapes, ["M01", "M02"], {"M01", "M02"}, {})

    assert (matching.taken, matching.missing, matching.unknown) == ({}, ["M01", "M02"], [1, 0])


def test_what_is_chosen_goes_before_names():
    shapes = [square("M01"), square("M01"), square("M02"), square("rect9")]

    matching = match_shapes(shapes, ["M01", "M02", "M03"], {"M01", "M02", "M03"}, {"M01": 1, "M03": 2})

    assert matching.taken == {"M01": 1, "M03": 2}
    assert (matching.doubled, matching.missing, matching.unknown) == ({}, ["M02"], [3])


def test_a_choice_of_another_drawing_or_floor_counts_for_nothing():
    matching = match_shapes([square("M01")], ["M01"], {"M01"}, {"M01": 7, "Z9": 0})

    assert matching.taken == {"M01": 0}


def test_the_code_of_a_group_is_that_of_its_largest_shape():
    group = [(4, ["g4", "M01"])]
    shapes = [
        square("door", groups=group, side=2),
        square("floor", groups=group),
        square(groups=group, side=1),
    ]

    matching = match_shapes(shapes, ["M01"], {"M01"}, {})

    assert (matching.taken, matching.doubled, matching.unknown) == ({"M01": 1}, {}, [])


def test_a_shape_that_says_the_code_itself_goes_before_its_group():
    group = [(4, ["M01"])]
    shapes = [square("frame", groups=group, side=50), square("M01", groups=group)]

    matching = match_shapes(shapes, ["M01"], {"M01"}, {})

    assert (matching.taken, matching.doubled) == ({"M01": 1}, {})


def test_two_groups_of_one_code_are_doubled():
    shapes = [square(groups=[(1, ["M01"])]), square(groups=[(2, ["M01"])])]

    assert match_shapes(shapes, ["M01"], {"M01"}, {}).doubled == {"M01": [0, 1]}


def test_a_space_that_is_out_of_use_may_be_drawn_and_is_not_missed():
    matching = match_shapes([square("OLD")], ["OLD", "GONE"], set(), {})

    assert (matching.taken, matching.missing) == ({"OLD": 0}, [])


def test_a_drawing_comes_back_from_json_as_it_was():
    sheet = Sheet(240.5, 140, [square("M01", groups=[(1, ["Layer"])])], [[(0, 0), (1, 0), (1, 1)]], ["clone"])

    assert sheet_from_json(sheet_to_json(sheet)) == sheet


def test_the_sheet_has_room_for_what_was_drawn_beside_it():
    numbers = plan_numbers(Sheet(200, 100, [square("A", x=-50), square("B", x=245)]), {"A": 0, "B": 1})

    assert (numbers.width, numbers.height) == (305, 100)
    assert numbers.shapes["A"][0] == [0, 0]
    assert numbers.shapes["B"][0] == [295, 0]


sides = st.floats(1e-3, 1e6)


@given(sides, sides)
def test_sheets_of_any_size_are_written_in_whole_numbers_that_fit(width, height):
    outline = [(0.0, 0.0), (width, 0.0), (width, height), (0.0, height)]

    numbers = plan_numbers(Sheet(width, height, [TracedShape(["A"], [], outline)]), {"A": 0})

    scale = 1000 / max(width, height) if not 100 <= max(width, height) <= 10_000 else 1
    assert 0 < numbers.width <= 10_000
    assert 0 < numbers.height <= 10_000
    assert abs(area_of(numbers.shapes["A"]) - width * height * scale**2) < 1
