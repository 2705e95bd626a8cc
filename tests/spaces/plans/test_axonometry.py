"""Houses seen from one corner: what stands before what, and what encloses what."""

from itertools import permutations

import pytest

from spaces.plans.axonometry import Block, back_to_front, hull, project, roof_of, walls_of, windows_of


def test_both_ground_axes_lie_at_thirty_degrees_and_heights_stay_true():
    assert project((10, 0, 0)) == pytest.approx((8.66, 5), abs=0.01)
    assert project((0, 10, 0)) == pytest.approx((-8.66, 5), abs=0.01)
    assert project((0, 0, 10)) == (0, -10)


HOUSES = (Block(0, 0, 20, 10), Block(0, 20, 20, 10), Block(30, 0, 10, 40), Block(45, 45, 10, 10))


@pytest.mark.parametrize("houses", list(permutations(HOUSES))[::5])
def test_whoever_hides_another_is_painted_later_in_whatever_order_they_come(houses):
    order = [houses[place] for place in back_to_front(houses)]
    first, second, right, near = (order.index(house) for house in HOUSES)
    assert first < second < near
    assert first < right < near


def test_windows_look_out_of_the_longer_wall_side_by_side_on_their_storey():
    wide, deep = windows_of(Block(0, 0, 20, 10, 2), 1, 4), windows_of(Block(0, 0, 10, 20, 2), 0, 4)
    assert {y for window in wide for _x, y, _z in window} == {10}
    assert {x for window in deep for x, _y, _z in window} == {10}
    assert all(z > 3.8 for window in wide for _x, _y, z in window)
    starts = [window[0][0] for window in wide]
    assert starts == sorted(starts)
    assert wide[-1][1][0] < 20


@pytest.mark.parametrize("roof", ["hip", "gable", "flat", "saw"])
@pytest.mark.parametrize("sides", [(20, 10), (10, 20)])
def test_the_outline_of_a_house_encloses_all_that_is_painted_of_it(roof, sides):
    house = Block(3, 4, *sides, 2, roof)
    outline = hull(project(point) for point in house.corners())
    painted = [project(point) for _css, face in walls_of(house) + roof_of(house) for point in face]
    assert set(hull([*outline, *painted])) == set(outline)
