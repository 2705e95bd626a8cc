"""In the back office nobody overwrites unseen what another saved meanwhile."""

from typing import Any

import pytest
from django.contrib import admin
from django.urls import reverse

from tests.html import form_values
from tests.portal.test_admin_mutations import who_edits
from tests.world import COORDINATOR, client_of, object_of

MODELS = sorted(model._meta.label_lower for model in admin.site._registry)


def address(model: str, world: Any) -> str:
    return reverse(f"admin:{model.replace('.', '_')}_change", args=[object_of(model, world)])


def opened(client: Any, url: str) -> dict[str, Any]:
    values = form_values(client.get(url).content.decode())
    return values | {"_continue": ["1"]}


def test_every_page_that_saves_a_row_carries_a_stamp(world):
    without = []
    for model in MODELS:
        page = who_edits(model, world).get(address(model, world), follow=True).content.decode()
        if 'name="_save"' in page and 'name="stamp"' not in page:
            without.append(model)
    assert without == []


@pytest.mark.parametrize(
    ("model", "field", "theirs", "ours"),
    [
        ("members.company", "opening_times", "Fridays", {"line": ["We saw"]}),
        ("events.event", "summary", "Come and see", {"title": ["Another title"]}),
        ("members.user", "name", "Anna Verdi", {"language": ["it"]}),
        ("spaces.space", "features", "water", {"name": ["Another name"]}),
    ],
)
def test_the_second_of_two_is_refused_with_what_changed(world, model, field, theirs, ours):
    """Both read "saved", and the first was undone: 4 of 4 forms."""
    client, url = client_of(world, COORDINATOR), address(model, world)
    values = opened(client, url)
    rows = admin.site._registry
    (cls,) = [one for one in rows if one._meta.label_lower == model]
    pk = object_of(model, world)
    cls._base_manager.filter(pk=pk).update(**{field: theirs})

    response = client.post(url, values | ours)

    assert response.status_code == 200
    assert "Someone changed this after you opened the page." in response.content.decode()
    assert theirs in response.content.decode()
    row = cls._base_manager.get(pk=pk)
    ((name, (value,)),) = ours.items()
    assert (getattr(row, field), getattr(row, name) != value) == (theirs, True)

    again = form_values(response.content.decode()) | {"_continue": ["1"]}
    assert client.post(url, again).status_code == 302
    row.refresh_from_db()
    assert (getattr(row, field), getattr(row, name)) == (theirs, value)


def test_a_row_on_the_page_is_held_to_it_too(world):
    client, url = client_of(world, COORDINATOR), address("spaces.building", world)
    values = opened(client, url)
    assert "floors-0-stamp" in values
    (floor,) = [one for one in admin.site._registry if one._meta.label_lower == "spaces.floor"]
    pk = values["floors-0-id"][0]
    floor.objects.filter(pk=pk).update(name="Mezzanine")

    response = client.post(url, values | {"floors-0-level": ["7"]})

    assert response.status_code == 200
    assert "Mezzanine" in response.content.decode()
    assert floor.objects.get(pk=pk).level != 7
