"""The community without and with a candidate: frozen at the opening, worked out anew for today beside it."""

from datetime import date
from typing import Any

from members.applications.models import Application
from members.applications.reading.needs import needs_figures
from members.hooks import admission_parts
from members.principles.figures import Community, CompanyFacts, freeze_with
from members.principles.statistics import read_community

CANDIDATE = 0  # no company has this id


def facts_of(application: Application) -> CompanyFacts:
    """What a candidate is counted by, as a company is. Its materials and people are in no figure here."""
    return CompanyFacts(
        pk=CANDIDATE,
        fields=[field.code for field in application.fields],
        vocation=application.vocation,
        craft=application.craft,
        founded=application.founded,
        stages=frozenset(stage for product in application.products.all() for stage in product.stages),
    )


def community_with(application: Application, day: date | None = None) -> dict[str, Any]:
    """`before` and `after` it joins, and `change` of ¹D, as `members.principles.figures` freezes them.

    A candidate that has become a company is counted once: among those that it joined.
    """
    community = read_community(day)
    if application.company_id:
        others = [one for one in community.companies if one.pk != application.company_id]
        community = Community(community.day, others, community.ties, community.parts)
    return freeze_with(community, facts_of(application))


def figures_with(application: Application, day: date | None = None) -> dict[str, Any]:
    """What is kept at the opening: the same and, as `parts`, needs met both ways and what apps above know."""
    parts = needs_figures(application)
    for figures_for in admission_parts:
        parts |= figures_for(application)
    return community_with(application, day) | {"parts": parts}
