"""The addresses of the pages of events."""

from django.utils.text import slugify

from events.programme.models import RESERVED_SLUGS, Event


def free_slug(title: str) -> str:
    """An address from the title that no event and no page of the portal has."""
    base = slugify(title)[:100].strip("-") or "event"
    taken = set(Event.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    taken.update(RESERVED_SLUGS)
    numbers = iter(range(2, len(taken) + 3))
    slug = base
    while slug in taken:
        slug = f"{base}-{next(numbers)}"
    return slug
