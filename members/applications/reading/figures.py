"""The community without and with a candidate, in whole numbers: frozen at the opening, worked out anew today.

A company's weight is ten tenths over its fields (10, 7 + 3 or 5 + 3 + 2); ¹D is kept in thousandths. Cover
is the number of stages in the life of a product that anybody does, robust that of those two or more do.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from members.applications.models import Application
from members.companies.models import Company
from members.hooks import admission_parts
from members.principles.diversity import FOR_INDICES, SMALLEST, effective_number, richness
from members.profile.models import ProductStage, Stage

METHOD = 1  # another number once the same community gives other figures
TENTHS = {1: (10,), 2: (7, 3), 3: (5, 3, 2)}
STAGES = len(Stage.values)


@dataclass(frozen=True)
class Community:
    """What is counted of a community. `None`: too few companies to say it."""

    companies: int
    fields: int | None
    effective: int | None  # ¹D in thousandths
    craft: int
    registered: int
    cover: int
    robust: int


def field_weights(fields: Iterable[int]) -> Counter[int]:
    """The tenths of a company in each of its one to three fields, main field first."""
    named = list(fields)
    return Counter(dict(zip(named, TENTHS[len(named)], strict=True)))


def community(weights: Counter[int], crafts: Counter[str], stages: Mapping[str, set[Any]]) -> Community:
    """`weights`: tenths by field; `crafts`: companies by craft; `stages`: who does each stage itself."""
    number = crafts.total()
    doers = [len(who) for who in stages.values()]
    registered = crafts[Company.Craft.REGISTERED]
    return Community(
        companies=number,
        fields=richness(weights.values()) if number >= SMALLEST else None,
        effective=round(1000 * effective_number(weights.values())) if number >= FOR_INDICES else None,
        craft=registered + crafts[Company.Craft.SELF_DECLARED],
        registered=registered,
        cover=sum(count >= 1 for count in doers),
        robust=sum(count >= 2 for count in doers),
    )


def communities(application: Application, day: date | None = None) -> tuple[Community, Community]:
    """The companies of a day (today) without the candidate, and with it. Two queries.

    A candidate that has become a company is counted once: among those it joined.
    """
    weights, crafts = Counter[int](), Counter[str]()
    current = Company.objects.current(day).order_by()
    if application.company_id:
        current = current.exclude(pk=application.company_id)
    for first, second, third, craft in current.values_list("field", "second_field", "third_field", "craft"):
        weights.update(field_weights(filter(None, (first, second, third))))
        crafts[craft] += 1
    stages: dict[str, set[Any]] = {stage: set() for stage in Stage.values}
    done = ProductStage.objects.filter(product__company__in=current.values("pk")).order_by()
    for stage, company in done.values_list("stage", "product__company"):
        stages[stage].add(company)
    before = community(weights, crafts, stages)
    weights.update(field_weights(field.pk for field in application.fields))
    crafts[application.craft] += 1
    for product in application.products.all():
        for stage in product.stages:
            stages[stage].add("candidate")
    return before, community(weights, crafts, stages)


def figures_with(application: Application, day: date | None = None) -> dict[str, Any]:
    """What is kept at the opening, and shown for today beside it: plain numbers, as JSON holds them."""
    before, after = communities(application, day)
    parts: dict[str, int] = {}
    for figures_for in admission_parts:
        parts |= figures_for(application)
    return {"before": asdict(before), "after": asdict(after), "parts": parts}
