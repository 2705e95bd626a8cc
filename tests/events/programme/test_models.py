import pytest

from tests.events.helpers import build_event


@pytest.mark.parametrize(("capacity", "taken", "left"), [(None, 7, None), (0, 0, 0), (3, 1, 2), (3, 5, 0)])
def test_places_left_are_never_less_than_none(capacity, taken, left):
    assert build_event(taken, capacity=capacity).places_left == left


def test_where_names_space_and_words():
    assert build_event(place="Town square").where == "Town square"
    assert build_event(place="").where == ""
