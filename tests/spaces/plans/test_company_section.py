"""Where a company is, on its page."""

import pytest

from tests.factories.spaces import (
    AllocationFactory,
    BuildingFactory,
    FloorFactory,
    FloorPlanFactory,
)

pytestmark = pytest.mark.django_db


SQUARE = [[0, 0], [200, 0], [200, 200], [0, 200]]


@pytest.fixture
def floor():
    floor = FloorFactory(building=BuildingFactory(name="Villa 27", slug="villa-27"), name="Ground floor")
    FloorPlanFactory(floor=floor, shapes={"A1": SQUARE, "A2": SQUARE, "A3": SQUARE}, walls=[SQUARE])
    return floor


def test_the_page_of_a_company_says_where_it_is(client, floor):
    held = AllocationFactory(unit__code="A1", unit__floor=floor)

    response = client.get(held.company.get_absolute_url())

    html = response.content.decode()
    assert 'class="unit craft here"' in html
    assert 'href="/spaces/A1/"' in html
