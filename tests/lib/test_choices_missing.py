"""A form that asks to choose where there is nothing to choose from says what comes first."""

import re

import pytest
from django.urls import reverse

from tests.factories.members import CompanyFactory
from tests.factories.spaces import RoomFactory

ADD = "Add in the back office"
SPACES = reverse("admin:spaces_space_changelist")


def notices(client, address: str) -> list[str]:
    page = client.get(address).content.decode()
    return re.findall(r'<p class="notice warning">\s*<span>(.*?)</span>', page, re.S)


@pytest.mark.parametrize(
    ("address", "text"),
    [
        ("spaces:booking_new", "No space can be booked yet."),
        ("spaces:series_new", "No space can be booked yet."),
        ("spaces:ticket_new", "There are no common spaces yet."),
        ("members:collaboration_new", "There is no other company yet."),
    ],
)
def test_members_read_what_is_missing(address, text, client_of, representative):
    [notice] = notices(client_of(representative), reverse(address))

    assert notice.startswith(text)
    assert ADD not in notice


@pytest.mark.parametrize("address", ["spaces:booking_new", "spaces:ticket_new"])
def test_coordinators_are_led_to_where_it_is_added(address, client_of, coordinator, company):
    [notice] = notices(client_of(coordinator), reverse(address))

    assert f'<a href="{SPACES}">{ADD}</a>' in notice


def test_a_form_whose_table_has_a_row_says_nothing(client_of, representative):
    RoomFactory(is_bookable=True)
    CompanyFactory()
    client = client_of(representative)

    for address in ("spaces:booking_new", "spaces:ticket_new", "members:collaboration_new"):
        assert notices(client, reverse(address)) == []
