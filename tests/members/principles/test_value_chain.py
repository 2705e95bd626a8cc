"""Companies tied to each other, compared with networkx."""

import random
from fractions import Fraction

import networkx
import pytest

from members.principles.value_chain import SUPPLIES, Tie, value_chain

A, B, C, D, E = range(5)
STAGES = {A: {"design", "material"}, B: {"parts"}, C: {"sale"}, D: {"repair", "design"}, E: set()}
KINDS = [SUPPLIES, "works_with", "project"]


def supplies(*pairs):
    return [Tie(giver, taker, SUPPLIES) for giver, taker in pairs]


def test_four_chains_of_four_ties_and_one_company_alone():
    chain = value_chain(STAGES, supplies((A, B), (B, C), (B, D), (D, A)))
    assert (chain.linked, chain.companies, chain.linked_share) == (4, 5, Fraction(4, 5))
    assert (chain.links, chain.possible, chain.density) == (4, 20, Fraction(4, 20))
    assert (chain.chains, chain.cuts) == (4, [B])


def test_without_the_middle_no_chain_remains():
    chain = value_chain(STAGES, supplies((D, A)))
    assert (chain.linked, chain.links, chain.chains, chain.cuts) == (2, 1, 0, [])


def test_working_together_goes_both_ways():
    chain = value_chain(STAGES, [Tie(A, B, "works_with")])
    assert (chain.linked, chain.links, chain.chains) == (2, 2, 0)


def test_a_pair_tied_twice_is_linked_once():
    ties = [*supplies((A, B)), Tie(A, B, "works_with"), Tie(B, A, "project")]
    assert value_chain(STAGES, ties).links == 2


def test_fewer_than_three_stages_are_no_chain():
    stages = {A: {"design"}, B: {"design"}, C: {"sale"}}
    assert value_chain(stages, supplies((A, B), (B, C))).chains == 0
    assert value_chain(stages | {B: {"parts"}}, supplies((A, B), (B, C))).chains == 1


def test_going_back_to_the_first_is_no_chain():
    assert value_chain(STAGES, supplies((A, B), (B, A))).chains == 0


def test_ties_with_others_count_nothing():
    assert value_chain({A: set(), B: set()}, supplies((A, 9), (9, B))).linked == 0


def test_no_company_has_no_share_and_no_density():
    chain = value_chain({}, [])
    assert (chain.linked_share, chain.density, chain.cuts) == (0, 0, [])


@pytest.mark.parametrize("seed", range(100))
def test_random_graphs_agree_with_networkx(seed):
    chance = random.Random(seed)
    size = chance.randint(2, 30)
    names = ["design", "parts", "finishing", "sale", "repair"]
    stages = {one: set(chance.sample(names, chance.randint(0, 3))) for one in range(size)}
    ties = [
        Tie(*chance.sample(range(size), 2), chance.choice(KINDS))
        for _ in range(chance.randint(0, size * chance.choice([1, 2, 4])))
    ]
    directed, flow = networkx.DiGraph(), networkx.DiGraph()
    directed.add_nodes_from(stages)
    flow.add_nodes_from(stages)
    for tie in ties:
        directed.add_edge(tie.giver, tie.taker)
        if tie.kind == SUPPLIES:
            flow.add_edge(tie.giver, tie.taker)
        else:
            directed.add_edge(tie.taker, tie.giver)
    paths = [(a, b, c) for a, b in flow.edges for c in flow.successors(b) if c != a]
    chain = value_chain(stages, ties)
    assert float(chain.density) == pytest.approx(networkx.density(directed))
    assert chain.linked == size - len(list(networkx.isolates(directed)))
    assert chain.chains == sum(len(set().union(*(stages[one] for one in path))) >= 3 for path in paths)
    assert chain.cuts == sorted(networkx.articulation_points(directed.to_undirected()))
