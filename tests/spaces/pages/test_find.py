"""Works on the pages of a space and its building, and finding a space."""

import pytest
from django.urls import reverse

from tests.factories.spaces import RenewalFactory, RoomFactory, SpaceFactory


@pytest.mark.django_db
def test_pages_of_a_space_and_of_its_building_link_its_works(client):
    unit = SpaceFactory()
    one = RenewalFactory(spaces=[unit])
    for page in (unit, unit.floor.building):
        assert one.get_absolute_url() in client.get(page.get_absolute_url()).content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("query", "codes"),
    [
        ("", ["F1", "F2", "G1"]),
        ("?offers=water", ["F1", "F2"]),
        ("?offers=water&offers=step-free", ["F2"]),
        ("?people=10", ["F2"]),
        ("?use=outdoor", ["G1"]),
        ("?people=0", ["F1", "F2", "G1"]),
        ("?offers=gold&people=x&kind=y&use=z&building=q", ["F1", "F2", "G1"]),
    ],
)
def test_spaces_are_found_by_what_they_offer(client, query, codes):
    SpaceFactory(code="F1", has_water=True)
    SpaceFactory(code="F2", has_water=True, is_step_free=True, capacity=10)
    RoomFactory(code="G1", kind="area", use="outdoor")

    response = client.get(reverse("spaces:space_list") + query)

    assert [space.code for space, _area, _state in response.context["rows"]] == codes
