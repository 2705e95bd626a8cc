"""All addresses at which somebody reads a page."""

from collections.abc import Iterator

from django.urls import reverse

from tests.test_access import ACTIONS, MODELS, ROWS
from tests.world import World, object_of

# Pages with a key in their address do once, for whoever holds it; a log-out ends the walk.
LEFT_OUT = {"account_logout", "admin:logout"}
# Pages that look otherwise for what stands in the query of their address.
ASKED = [
    "/companies/?q=nobody-at-all",
    "/companies/?vocation=craft&stage=design&open=visits",
    "/spaces/companies/?vocation=craft",
    "/spaces/find/?offers=water&people=3",
    "/decisions/new/?effect=election",
]


def addresses(world: World) -> Iterator[str]:
    yield from portal_addresses(world)
    yield from back_office_addresses(world)


def _of_rows(world: World, *, is_back_office: bool) -> Iterator[str]:
    for row in ROWS:
        is_page = row.name not in LEFT_OUT and 200 in row.get.values()
        if is_page and row.name.startswith("admin:") == is_back_office:
            yield row.url(world)


def portal_addresses(world: World) -> Iterator[str]:
    yield from _of_rows(world, is_back_office=False)
    yield from ASKED


def back_office_addresses(world: World) -> Iterator[str]:
    yield from _of_rows(world, is_back_office=True)
    for model in MODELS:
        pk = object_of(model, world)
        for action in ACTIONS:
            args = [] if action in ("changelist", "add") else [pk]
            yield reverse(f"admin:{model.replace('.', '_')}_{action}", args=args)
