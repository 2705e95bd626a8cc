"""The addresses of the pages of events."""

from collections.abc import Sequence
from os.path import commonpath

from django.utils.text import slugify

from events.programme.models import RESERVED_SLUGS, Event


def free_slug(title: str) -> str:
    """An address from the title that no event and no page of the portal has."""
    return free_slugs([title])[0]


def free_slugs(titles: Sequence[str]) -> list[str]:
    """One for each of many titles that begin alike. One query."""
    bases = [slugify(title)[:100].strip("-") or "event" for title in titles]
    alike = Event.objects.filter(slug__startswith=commonpath(bases))
    taken = {*RESERVED_SLUGS, *alike.values_list("slug", flat=True)}
    slugs = []
    for base in bases:
        numbers = iter(range(2, len(taken) + 3))
        slug = base
        while slug in taken:
            slug = f"{base}-{next(numbers)}"
        taken.add(slug)
        slugs.append(slug)
    return slugs
