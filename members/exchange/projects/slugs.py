"""The addresses of the pages of joint projects."""

from django.utils.text import slugify

from members.exchange.projects.models import RESERVED_SLUGS, JointProject


def free_slug(title: str) -> str:
    """An address from the title that no project and no page of the portal has. One query."""
    base = slugify(title)[:80].strip("-") or "project"
    alike = JointProject.objects.filter(slug__startswith=base).values_list("slug", flat=True)
    taken = {*RESERVED_SLUGS, *alike}
    numbers = iter(range(2, len(taken) + 3))
    slug = base
    while slug in taken:
        slug = f"{base}-{next(numbers)}"
    return slug
