"""What companies do for each other, as a graph: how many are linked, how closely, who holds it together.

Companies are ids, ties are collaborations that hold on the day and that both have confirmed. A tie with a
company that is not among the companies counts nothing. Pure.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

SUPPLIES = "supplies"
STAGES_OF_A_CHAIN = 3


@dataclass(frozen=True, slots=True)
class Tie:
    """`giver` supplies `taker`; every other kind (works with, project) goes both ways."""

    giver: int
    taker: int
    kind: str


@dataclass(frozen=True)
class ValueChain:
    """`linked` of `companies` have a tie; `links` of the `possible` n(n−1) ordered pairs are tied.

    `cuts`: companies whose leaving would cut a group in two, by id.
    """

    companies: int
    linked: int
    links: int
    chains: int
    cuts: list[int]

    @property
    def possible(self) -> int:
        return self.companies * (self.companies - 1)

    @property
    def linked_share(self) -> Fraction:
        """0 for no company."""
        return Fraction(self.linked, self.companies) if self.companies else Fraction(0)

    @property
    def density(self) -> Fraction:
        """L / n(n−1), from 0 to 1; 0 for fewer than two companies."""
        return Fraction(self.links, self.possible) if self.possible else Fraction(0)


def value_chain(stages: Mapping[int, Collection[str]], ties: Iterable[Tie]) -> ValueChain:
    """Of the companies, each with the stages it does itself."""
    counted = [tie for tie in ties if tie.giver in stages and tie.taker in stages and tie.giver != tie.taker]
    neighbours = _neighbours(counted)
    return ValueChain(
        companies=len(stages),
        linked=len(neighbours),
        links=len(directed_links(counted)),
        chains=count_chains(stages, counted),
        cuts=cut_companies(neighbours),
    )


def directed_links(ties: Iterable[Tie]) -> set[tuple[int, int]]:
    """Ordered pairs that are tied: *supplies* one way, others both ways; a pair tied twice counts once."""
    links = set()
    for tie in ties:
        links.add((tie.giver, tie.taker))
        if tie.kind != SUPPLIES:
            links.add((tie.taker, tie.giver))
    return links


def _neighbours(ties: Iterable[Tie]) -> dict[int, set[int]]:
    """Who is tied to whom, whatever way; companies without a tie are not in it."""
    neighbours: dict[int, set[int]] = {}
    for tie in ties:
        neighbours.setdefault(tie.giver, set()).add(tie.taker)
        neighbours.setdefault(tie.taker, set()).add(tie.giver)
    return neighbours


def count_chains(stages: Mapping[int, Collection[str]], ties: Iterable[Tie]) -> int:
    """Ordered triples A → B → C of three companies over *supplies* that do three or more stages between them.

    For each B its givers and takers are counted by the stages they do, so a hub of thousands is quick too;
    what both gives to B and takes from it is no third company and is taken off.
    """
    givers: dict[int, set[int]] = {}
    takers: dict[int, set[int]] = {}
    for tie in ties:
        if tie.kind == SUPPLIES:
            givers.setdefault(tie.taker, set()).add(tie.giver)
            takers.setdefault(tie.giver, set()).add(tie.taker)
    own = _stages_in_bits(stages)
    chains = 0
    for middle in givers.keys() & takers.keys():
        before = Counter(own[giver] for giver in givers[middle])
        after = Counter(own[taker] for taker in takers[middle])
        chains += sum(
            number * times
            for first, number in before.items()
            for last, times in after.items()
            if (first | own[middle] | last).bit_count() >= STAGES_OF_A_CHAIN
        )
        both = givers[middle] & takers[middle]
        chains -= sum((own[one] | own[middle]).bit_count() >= STAGES_OF_A_CHAIN for one in both)
    return chains


def _stages_in_bits(stages: Mapping[int, Collection[str]]) -> dict[int, int]:
    """Each company's stages as a number with a bit for each: joined and counted many thousand times."""
    bits: dict[str, int] = {}
    return {
        company: sum(bits.setdefault(stage, 1 << len(bits)) for stage in set(own))
        for company, own in stages.items()
    }


def cut_companies(neighbours: Mapping[int, Collection[int]]) -> list[int]:
    """Articulation points of the undirected graph, by id (Tarjan 1972), without recursion.

    A company cuts where some neighbour reaches nothing earlier but through it; the first of a group where it
    has two branches.
    """
    entered: dict[int, int] = {}
    lowest: dict[int, int] = {}
    cuts: set[int] = set()
    for root in sorted(neighbours):
        if root in entered:
            continue
        entered[root] = lowest[root] = len(entered)
        branches = 0
        path: list[tuple[int, int, Iterator[int]]] = [(root, root, iter(neighbours[root]))]
        while path:
            company, came_from, rest = path[-1]
            for other in rest:
                if other not in entered:
                    entered[other] = lowest[other] = len(entered)
                    path.append((other, company, iter(neighbours[other])))
                    break
                if other != came_from:
                    lowest[company] = min(lowest[company], entered[other])
            else:
                path.pop()
                if company == root:
                    continue
                lowest[came_from] = min(lowest[came_from], lowest[company])
                if came_from == root:
                    branches += 1
                elif lowest[company] >= entered[came_from]:
                    cuts.add(came_from)
        if branches > 1:
            cuts.add(root)
    return sorted(cuts)
