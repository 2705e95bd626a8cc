"""How much of the life of a product the companies cover themselves. Pure."""

from collections import Counter
from collections.abc import Collection, Hashable, Sequence
from dataclasses import dataclass

COMMONEST = 8  # materials with a column of their own

StagesAndMaterials = tuple[Collection[str], Collection[Hashable]]  # of one company


@dataclass(frozen=True)
class LifeCycle:
    """How many companies do each stage themselves, in the order of the stages; 0s stay."""

    companies: dict[str, int]

    @property
    def cover(self) -> int:
        """Stages somebody does."""
        return sum(count >= 1 for count in self.companies.values())

    @property
    def robust(self) -> int:
        """Stages two or more do: one may leave."""
        return sum(count >= 2 for count in self.companies.values())

    @property
    def single(self) -> list[str]:
        """Stages only one company does."""
        return [stage for stage, count in self.companies.items() if count == 1]


@dataclass(frozen=True)
class StageMatrix:
    """Companies by stage and material. `materials` have a column each, the commonest first, `others` one for
    all; `cells[stage]` has the numbers of the columns, that of the others last."""

    materials: list[Hashable]
    others: list[Hashable]
    cells: dict[str, list[int]]


def life_cycle(companies: Sequence[Collection[str]], stages: Sequence[str]) -> LifeCycle:
    """Cover and robust stages of companies by the stages each does itself."""
    counts = Counter(stage for own in companies for stage in set(own))
    return LifeCycle({stage: counts[stage] for stage in stages})


def stage_matrix(companies: Sequence[StagesAndMaterials], stages: Sequence[str]) -> StageMatrix:
    """A company stands once in a cell: when it does the stage and works in the material (any of the others).

    A company of two materials stands in two columns, and one without a material in none: a row does not add
    up to the companies of its stage. Materials as common as each other stand in the order of their keys.
    """
    common = Counter(material for own, materials in companies if own for material in set(materials))
    ranked = sorted(common, key=lambda material: (-common[material], material))
    shown, others = ranked[:COMMONEST], ranked[COMMONEST:]
    columns = [frozenset([material]) for material in shown]
    if others:
        columns.append(frozenset(others))
    cells = {stage: [0] * len(columns) for stage in stages}
    for own, materials in companies:
        present = [place for place, column in enumerate(columns) if not column.isdisjoint(materials)]
        for stage in cells.keys() & set(own):
            for place in present:
                cells[stage][place] += 1
    return StageMatrix(shown, others, cells)
