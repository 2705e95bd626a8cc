"""All that the page of the three principles shows of companies and their ties."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import accumulate

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from members.companies.bands import age_band, age_labels, count_people, people_labels
from members.companies.models import Company, Field
from members.principles.craft import CraftShare
from members.principles.disclosure import FOR_EVENNESS, FOR_INDICES, SMALLEST, hide_small_cells
from members.principles.figures import Community, CompanyFacts, Figures, work_out
from members.principles.life_cycle import stage_matrix
from members.principles.models import MonthlyFigures
from members.principles.statistics import read_community
from members.principles.tables import (
    CountRow,
    FieldRow,
    StageRow,
    count_rows,
    directory_href,
    field_rows,
    hidden_rows,
    stage_rows,
)
from members.principles.trend import FIGURES, Line, MonthRow, draw_line, last_months, month_rows
from members.profile.models import Stage, Term


@dataclass(frozen=True, slots=True)
class CraftRow:
    """Companies of one craft, and the m² they hold; m² None where no app above counts them."""

    name: str
    css: str
    count: int
    percentage: int
    start: int  # where its part of the bar begins, in hundredths
    href: str
    m2: int | None
    m2_percentage: int | None


@dataclass(frozen=True)
class Inside:
    """What only members see: stages that hang on one company, companies that hold a group together."""

    stages: list[str] = field(default_factory=list)
    companies: list[Company] = field(default_factory=list)


@dataclass(frozen=True)
class PrinciplesPage:
    """`figures` and their tables; `people` None: too few say it. `inside` None for visitors."""

    day: date
    figures: Figures
    fields: list[FieldRow]
    vocations: list[CountRow]
    ages: list[CountRow]
    people: list[CountRow] | None
    craft: list[CraftRow]
    craft_href: str
    materials: list[str]
    stages: list[StageRow]
    inside: Inside | None
    usable_m2: int | None  # None where no app above counts them; so with `roofed_m2`
    roofed_m2: int | None
    lines: list[Line]
    months: list[MonthRow]

    @property
    def has_figures(self) -> bool:
        return self.figures.companies >= SMALLEST

    @property
    def has_indices(self) -> bool:
        return self.figures.companies >= FOR_INDICES

    @property
    def has_all_lines(self) -> bool:
        return self.figures.companies >= FOR_EVENNESS

    @property
    def month_heads(self) -> list[str]:
        return [str(figure.name) for figure in FIGURES.values()]

    @property
    def missing_stages(self) -> list[str]:
        return [row.name for row in self.stages if not row.count]

    @property
    def density_percentage(self) -> float:
        return float(self.figures.value_chain.density * 100)


def principles_page(*, is_member: bool, day: date | None = None) -> PrinciplesPage:
    """Of a day (today). Three queries beside those of the community; one more for members."""
    community = read_community(day)
    figures = work_out(community)
    companies, months = community.companies, last_months(community.day)
    kept = list(MonthlyFigures.objects.filter(month__gte=months[0], month__lte=months[-1]))
    lines = (draw_line(key, months, kept) for key in FIGURES)
    materials, stages = _stages(companies)
    ages = [age_band(one.founded, community.day.year) for one in companies]
    return PrinciplesPage(
        day=community.day,
        figures=figures,
        fields=field_rows(companies, {one.code: one.name for one in Field.objects.all()}),
        vocations=count_rows("vocation", [one.vocation for one in companies], _labels(Company.Vocation)),
        ages=count_rows("age", filter(None, ages), age_labels(), keep_order=True),
        people=_people(companies),
        craft=_craft_rows(figures.craft, community),
        craft_href=directory_href(craft=["registered", "self_declared"]) if figures.craft.craft else "",
        materials=materials,
        stages=stages,
        inside=_inside(figures) if is_member else None,
        usable_m2=_square_metres(community.parts, "m2_usable"),
        roofed_m2=_square_metres(community.parts, "m2_roofed"),
        lines=[line for line in lines if line],
        months=month_rows(months, kept) if kept else [],
    )


def _labels(choices: type[Company.Vocation] | type[Stage]) -> dict[str, str]:
    return {choice.value: capfirst(str(choice.label)) for choice in choices}


def _people(companies: Sequence[CompanyFacts]) -> list[CountRow] | None:
    cells = hide_small_cells(count_people(one.people for one in companies))
    return None if cells is None else hidden_rows(cells, people_labels())


def _stages(companies: Sequence[CompanyFacts]) -> tuple[list[str], list[StageRow]]:
    """The heads of the columns, and the rows. One query."""
    terms = {term.pk: term for term in Term.objects.filter(kind=Term.Kind.MATERIAL)}
    # A word that was taken out stands on the rows of companies until they are written anew.
    matrix = stage_matrix([(one.stages, one.materials & terms.keys()) for one in companies], Stage.values)
    heads = [capfirst(terms[material].label) for material in matrix.materials]
    if matrix.others:
        heads.append(_("Others"))
    slugs = {pk: term.slug for pk, term in terms.items()}
    return heads, stage_rows(companies, matrix, _labels(Stage), slugs)


def _craft_rows(craft: CraftShare, community: Community) -> list[CraftRow]:
    names = {
        "registered": _("In the register of craft businesses"),
        "self_declared": _("Craft, self-declared"),
        "none": _("Not a craft business"),
    }
    held = _held(community.parts)
    shares = dict(zip(names, craft.percentages, strict=True))
    starts = dict(zip(names, accumulate(craft.percentages, initial=0), strict=False))
    held_shares = dict(zip(names, held.percentages, strict=True)) if held else {}
    return [
        CraftRow(
            name=name,
            css=css,
            count=(count := getattr(craft, css)),
            percentage=shares[css],
            start=starts[css],
            href=directory_href(craft=css) if count else "",
            m2=_square_metres(community.parts, f"m2_{css}"),
            m2_percentage=held_shares.get(css),
        )
        for css, name in names.items()
    ]


def _square_metres(parts: Mapping[str, int], name: str) -> int | None:
    return round(parts[name] / 100) if name in parts else None


def _held(parts: Mapping[str, int]) -> CraftShare | None:
    if "m2_none" not in parts:
        return None
    return CraftShare(parts["m2_registered"], parts["m2_self_declared"], parts["m2_none"])


def _inside(figures: Figures) -> Inside:
    cuts = Company.objects.filter(pk__in=figures.value_chain.cuts).order_by("name")
    names = _labels(Stage)
    return Inside([names[stage] for stage in figures.life_cycle.single], list(cuts))
