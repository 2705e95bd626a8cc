"""From the page of a thing to where coordinators write it."""

import pytest
from django.contrib import admin
from django.urls import reverse

from tests.world import COORDINATOR, REPRESENTATIVE, client_of, object_of

pytestmark = pytest.mark.django_db
# Shown on the page of another thing, which leads to that thing.
ON_OTHER_PAGES = {"governance.votinground", "spaces.floor", "spaces.turn"}
BY_A_LINK = {"events.registration", "members.invitation"}  # whoever has the mail
MODELS = {
    model._meta.label_lower: model
    for model in admin.site._registry
    if hasattr(model, "get_absolute_url") and model._meta.label_lower not in ON_OTHER_PAGES | BY_A_LINK
}


@pytest.mark.parametrize("name", sorted(MODELS))
def test_page_of_a_thing_leads_coordinators_alone_to_the_back_office(name, world):
    key = object_of(name, world)
    row = MODELS[name]._base_manager.get(pk=key)
    page = reverse(f"admin:{name.replace('.', '_')}_change", args=[key])
    link = f'href="{page}"'

    def shows_it(role) -> bool:
        return link in client_of(world, role).get(row.get_absolute_url()).content.decode()

    assert (shows_it(COORDINATOR), shows_it(REPRESENTATIVE)) == (True, False)
