"""The figures as rows of tables, with bars and with links to the directory that list as many companies. Pure.

A number is a link only where the directory finds exactly so many; 0 leads nowhere.
"""

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse

from members.principles.figures import CompanyFacts
from members.principles.life_cycle import StageMatrix

BAR = 400  # units of a drawing that the longest bar is wide
SHADES = 4
MOST_OTHERS = 30  # materials in one address


@dataclass(frozen=True, slots=True)
class FieldRow:
    """A field: companies whose main field it is, and all that work in it; where each number leads to."""

    name: str
    main: int
    all: int
    main_href: str
    all_href: str
    main_width: int
    also_width: int

    @property
    def also_x(self) -> int:
        return self.main_width + (2 if self.main_width and self.also_width else 0)


@dataclass(frozen=True, slots=True)
class CountRow:
    """Companies of one kind; `count` None: hidden."""

    name: str
    count: int | None
    href: str = ""
    width: int = 0


@dataclass(frozen=True, slots=True)
class Cell:
    count: int
    href: str
    shade: int  # 0 nobody, 1 few … 4 most


@dataclass(frozen=True, slots=True)
class StageRow:
    """A stage of the life of a product: who does it, by material and in all."""

    name: str
    cells: list[Cell]
    count: int
    href: str


def directory_href(**chosen: str | Sequence[str]) -> str:
    """The directory with boxes ticked."""
    return f"{reverse('members:company_list')}?{urlencode(chosen, doseq=True)}"


def _link(count: int, **chosen: str | Sequence[str]) -> str:
    return directory_href(**chosen) if count else ""


def field_rows(companies: Iterable[CompanyFacts], names: Mapping[str, str]) -> list[FieldRow]:
    """Fields somebody works in, those with the most companies first."""
    listed = list(companies)
    mains = Counter(one.fields[0] for one in listed)
    everyone = Counter(field for one in listed for field in set(one.fields))
    largest = max(everyone.values(), default=1)
    rows = []
    for code in sorted(everyone, key=lambda code: (-everyone[code], -mains[code], names[code])):
        main, total = mains[code], everyone[code]
        main_width, whole = main * BAR // largest, total * BAR // largest
        rows.append(
            FieldRow(
                name=names[code],
                main=main,
                all=total,
                main_href=_link(main, main=code),
                all_href=_link(total, field=code),
                main_width=main_width,
                also_width=max(whole - main_width - 2, 0),
            )
        )
    return rows


def count_rows(
    group: str, values: Iterable[Hashable | None], names: Mapping[str, str], *, keep_order: bool = False
) -> list[CountRow]:
    """Companies by a value each has, the commonest first, or in the order of the names with their 0s."""
    counts = Counter(values)
    codes = [code for code in names if keep_order or counts[code]]
    if not keep_order:
        codes.sort(key=lambda code: (-counts[code], names[code]))
    largest = max((counts[code] for code in codes), default=0) or 1
    return [
        CountRow(
            str(names[code]),
            counts[code],
            _link(counts[code], **{group: code}),
            counts[code] * BAR // largest,
        )
        for code in codes
    ]


def hidden_rows(cells: Mapping[str, int | None], names: Mapping[str, str]) -> list[CountRow]:
    """What is shown of a private field: never a link to who it is."""
    largest = max((count for count in cells.values() if count), default=1)
    return [
        CountRow(names[key], count, width=0 if count is None else count * BAR // largest)
        for key, count in cells.items()
    ]


def stage_rows(
    companies: Sequence[CompanyFacts],
    matrix: StageMatrix,
    names: Mapping[str, str],
    slug_of: Mapping[int, str],
) -> list[StageRow]:
    """The matrix with all companies of each stage at its end."""
    columns = [[slug_of[material]] for material in matrix.materials]
    if matrix.others:
        columns.append([slug_of[material] for material in matrix.others])
    totals = Counter(stage for one in companies for stage in one.stages)
    # The column of all others would make every material pale.
    own = len(matrix.materials)
    shade = _shades(max((number for row in matrix.cells.values() for number in row[:own]), default=0))
    rows = []
    for stage, name in names.items():
        cells = [
            Cell(number, _cell_link(number, stage, slugs), shade(number))
            for number, slugs in zip(matrix.cells[stage], columns, strict=True)
        ]
        rows.append(StageRow(name, cells, totals[stage], _link(totals[stage], stage=stage)))
    return rows


def _cell_link(count: int, stage: str, slugs: Sequence[str]) -> str:
    return _link(count, stage=stage, material=slugs) if len(slugs) <= MOST_OTHERS else ""


def _shades(largest: int) -> Callable[[int], int]:
    """How dark a cell is: 0 for nobody, else one of four equal steps up to the largest; few stay pale."""
    darkest = max(largest, SHADES)

    def shade(number: int) -> int:
        return min(-(-number * SHADES // darkest), SHADES)

    return shade
