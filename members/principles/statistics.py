"""The three principles in figures, as far as companies tell them."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from django.db.models import Count

from members.companies.models import Company, Field
from members.principles.craft import CraftShare
from members.principles.diversity import Diversity, describe


@dataclass(frozen=True)
class FieldCount:
    """How many companies are in a field of activity."""

    code: str
    name: str
    count: int


@dataclass(frozen=True)
class CommunityFigures:
    """A census of the companies that are members on a day."""

    companies: int
    fields: list[FieldCount]
    vocations: list[FieldCount]
    diversity: Diversity
    craft: CraftShare


def community_figures(day: date | None = None) -> CommunityFigures:
    """Figures of the current companies, fields with the most companies first. One query."""
    cells = (
        Company.objects.current(day)
        .order_by()
        .values_list("field__code", "field__name_en", "field__name_it", "vocation", "craft", Count("pk"))
    )
    names: dict[str, str] = {}
    fields, vocations, crafts = Counter[str](), Counter[str](), Counter[str]()
    for code, name_en, name_it, vocation, craft, count in cells:
        names[code] = Field(name_en=name_en, name_it=name_it).name
        fields[code] += count
        vocations[vocation] += count
        crafts[craft] += count
    present = [FieldCount(code, names[code], count) for code, count in fields.items()]
    kinds = [
        FieldCount(kind.value, str(kind.label), vocations[kind])
        for kind in Company.Vocation
        if vocations[kind]
    ]
    return CommunityFigures(
        companies=fields.total(),
        fields=sorted(present, key=lambda field: (-field.count, field.name)),
        vocations=sorted(kinds, key=lambda kind: (-kind.count, kind.name)),
        diversity=describe(fields.values()),
        craft=CraftShare(
            registered=crafts[Company.Craft.REGISTERED],
            self_declared=crafts[Company.Craft.SELF_DECLARED],
            none=crafts[Company.Craft.NONE],
        ),
    )
