"""What a company can answer, and what is said of an answer that it cannot give."""

import ast
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from governance.voting import counting, record
from governance.voting.counting.answers import ERROR_CODES, METHODS, NONE, choices_of, names_allowed, validate
from multifactory.lib import shares
from tests.governance.voting.counting.strategies import rounds

KEYS = ("A", "B", "C")


def ranks(places: object) -> dict:
    return {"choice": "ballot", "ranks": places}


def names(*options: object) -> dict:
    return {"choice": "ballot", "options": list(options)}


def dots(numbers: object) -> dict:
    return {"choice": "ballot", "dots": numbers}


def codes(method, answer, seats=2) -> list[str]:
    return validate(method, answer, KEYS, seats=seats, dots_total=5, dots_per_option=3)


@given(rounds())
def test_good_answers_have_no_fault(voting):
    total, per_option = voting.dots

    for answer in voting.answers:
        found = validate(
            voting.method,
            answer,
            voting.keys,
            seats=voting.seats,
            dots_total=total,
            dots_per_option=per_option,
        )
        assert found == []


@pytest.mark.parametrize("method", METHODS)
def test_every_plain_choice_is_good_and_may_give_a_reason(method):
    for choice in choices_of(method):
        if choice != "ballot":
            assert codes(method, {"choice": choice, "reason": "Più luce"}) == []


@pytest.mark.parametrize("method", METHODS)
def test_blank_is_an_answer_with_nothing_beside_it(method):
    assert codes(method, {"choice": "blank"}) == []
    assert codes(method, {"choice": "blank", "ranks": {"A": 1}}) == ["malformed"]


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("answer", [None, 1, "yes", [], {}, {"choice": None}, {"choice": ["yes"]}])
def test_what_is_no_answer_is_malformed(method, answer):
    assert codes(method, answer) == ["malformed"]


def test_choice_of_another_method_is_unknown():
    assert [codes(method, {"choice": "perhaps"}) for method in METHODS] == [["unknown_choice"]] * 5
    assert codes("motion", {"choice": "consent"}) == ["unknown_choice"]


def test_two_options_on_a_single_choice_are_refused():
    assert codes("motion", {"choice": ["yes", "no"]}) == ["malformed"]
    assert codes("motion", {"choice": "yes", "options": ["A"]}) == ["malformed"]


@pytest.mark.parametrize("reason", [{}, {"reason": ""}, {"reason": " \n"}])
def test_objection_without_a_reason_is_refused(reason):
    assert codes("consent", {"choice": "objection"} | reason) == ["reason_missing"]
    assert codes("consent", {"choice": "concern"} | reason) == []


@pytest.mark.parametrize("reason", [3, None, "\ud800", "a\0b"])
def test_reason_that_cannot_be_kept_is_refused(reason):
    assert codes("motion", {"choice": "yes", "reason": reason}) == ["malformed"]


@pytest.mark.parametrize(
    ("places", "expected"),
    [
        ({}, ["empty"]),
        ({"A": 1, "Z": 2}, ["unknown_option"]),
        ({"A": 0}, ["rank_invalid"]),
        ({"A": -1}, ["rank_invalid"]),
        ({"A": 5}, ["rank_invalid"]),
        ({"A": 1.0}, ["rank_invalid"]),
        ({"A": True}, ["rank_invalid"]),
        ({"A": "1"}, ["rank_invalid"]),
        ({"Z": 0}, ["unknown_option", "rank_invalid"]),
        (["A", "B"], ["malformed"]),
        (None, ["malformed"]),
        ({"A": 4, "B": 4, NONE: 1}, []),
    ],
)
def test_ranks_are_checked(places, expected):
    assert codes("ranked", ranks(places)) == expected


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (names(), []),
        (names("A", "B"), []),
        (names("A", "A"), ["duplicate_option"]),
        (names("A", "Z"), ["unknown_option"]),
        (names(NONE), ["unknown_option"]),
        (names("A", "B", "C"), ["too_many_names"]),
        (names("A", ["B"]), ["malformed"]),
        ({"choice": "ballot", "options": "AB"}, ["malformed"]),
        ({"choice": "ballot"}, ["malformed"]),
    ],
)
def test_names_are_checked(answer, expected):
    assert codes("approval", answer) == expected


def test_any_number_of_names_for_one_seat_and_as_many_as_seats_for_several():
    assert [names_allowed(seats, 3) for seats in (1, 2, 3, 4)] == [3, 2, 3, 3]
    assert codes("approval", names("A", "B", "C"), seats=1) == []


def test_dots_exceeding_by_one():
    assert codes("dots", dots({"A": 3, "B": 2})) == []
    assert codes("dots", dots({"A": 3, "B": 3})) == ["dots_exceeded"]
    assert codes("dots", dots({"A": 4})) == ["dots_per_option_exceeded"]


def test_negative_dots():
    assert codes("dots", dots({"A": 3, "B": -1})) == ["negative"]
    assert codes("dots", dots({"A": 3, "B": 3, "C": -1})) == ["negative", "dots_exceeded"]


@pytest.mark.parametrize(
    ("numbers", "expected"),
    [
        ({}, ["empty"]),
        ({"A": 0}, ["empty"]),
        ({"A": 1, "Z": 1}, ["unknown_option"]),
        ({"A": 1.0}, ["malformed"]),
        ({"A": True}, ["malformed"]),
        ([1, 2], ["malformed"]),
    ],
)
def test_dots_are_checked(numbers, expected):
    assert codes("dots", dots(numbers)) == expected


leaves = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=5), st.sampled_from([*KEYS, NONE])
)
words = st.sampled_from(["choice", "ranks", "options", "dots", "reason", "A", NONE])
json_values = st.recursive(
    leaves,
    lambda inside: st.one_of(st.lists(inside, max_size=4), st.dictionaries(words, inside, max_size=4)),
    max_leaves=12,
)
near_answers = st.builds(
    lambda choice, more: {"choice": choice} | more,
    st.sampled_from(["ballot", "yes", "objection", "blank"]),
    st.dictionaries(words, json_values, max_size=3),
)


@given(st.sampled_from(METHODS), st.one_of(json_values, near_answers))
def test_validate_takes_any_json_and_gives_known_codes_once(method, answer):
    found = codes(method, answer)

    assert set(found) <= set(ERROR_CODES)
    assert len(set(found)) == len(found)


@pytest.mark.parametrize(
    "path",
    [*Path(counting.__file__).parent.glob("*.py"), Path(record.__file__), Path(shares.__file__)],
    ids=lambda path: path.name,
)
def test_counting_is_of_the_standard_library_and_has_no_floats(path):
    nodes = list(ast.walk(ast.parse(path.read_text())))
    imported = {
        alias.name.split(".")[0] for node in nodes if isinstance(node, ast.Import) for alias in node.names
    }
    imported |= {node.module for node in nodes if isinstance(node, ast.ImportFrom)}
    own = {name for name in imported if name.startswith("governance.voting.counting")}

    assert {name.split(".")[0] for name in imported - own} <= sys.stdlib_module_names
    assert not any(isinstance(node, ast.Div) for node in nodes)
    assert not any(isinstance(node, ast.Constant) and isinstance(node.value, float) for node in nodes)
