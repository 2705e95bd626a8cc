"""All addresses at which somebody reads a page."""

from collections.abc import Iterator

from django.urls import reverse

from tests.test_access import ACTIONS, MODELS, ROWS
from tests.world import World, object_of

# Pages with a key in their address do once, for whoever holds it; a log-out ends the walk.
LEFT_OUT = {"account_logout", "admin:logout"}


def addresses(world: World) -> Iterator[str]:
    for row in ROWS:
        if row.name not in LEFT_OUT and 200 in row.get.values():
            yield row.url(world)
    for model in MODELS:
        pk = object_of(model, world)
        for action in ACTIONS:
            args = [] if action in ("changelist", "add") else [pk]
            yield reverse(f"admin:{model.replace('.', '_')}_{action}", args=args)
