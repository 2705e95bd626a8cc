"""Stages of a product's life that companies do themselves."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from members.principles.life_cycle import COMMONEST, life_cycle, stage_matrix

STAGES = ["design", "parts", "sale", "repair"]


def test_a_stage_is_covered_by_one_company_and_robust_with_two():
    cycle = life_cycle([{"design", "parts"}, {"design"}, set(), {"design", "sale"}], STAGES)
    assert cycle.companies == {"design": 3, "parts": 1, "sale": 1, "repair": 0}
    assert (cycle.cover, cycle.robust, cycle.single) == (3, 1, ["parts", "sale"])


def test_no_company_covers_nothing():
    cycle = life_cycle([], STAGES)
    assert (cycle.cover, cycle.robust, cycle.single) == (0, 0, [])


def test_the_matrix_counts_each_company_once_a_cell():
    companies = [({"design", "parts"}, {1, 2}), ({"design"}, {1}), ({"sale"}, set()), (set(), {3})]
    matrix = stage_matrix(companies, STAGES)
    assert (matrix.materials, matrix.others) == ([1, 2], [])
    assert matrix.cells == {"design": [2, 1], "parts": [1, 1], "sale": [0, 0], "repair": [0, 0]}


def test_beyond_eight_materials_the_rarest_share_a_column():
    companies = [({"sale"}, {material}) for material in range(10) for _ in range(10 - material)]
    companies.append(({"sale"}, {8, 9}))
    matrix = stage_matrix(companies, STAGES)
    assert (matrix.materials, matrix.others) == (list(range(8)), [8, 9])
    assert matrix.cells["sale"] == [10, 9, 8, 7, 6, 5, 4, 3, 4]


@given(
    st.lists(
        st.tuples(st.sets(st.sampled_from(STAGES)), st.sets(st.integers(min_value=0, max_value=14))),
        max_size=30,
    )
)
def test_every_cell_is_a_list_of_as_many_companies(companies):
    matrix = stage_matrix(companies, STAGES)
    columns = [{material} for material in matrix.materials]
    columns += [set(matrix.others)] if matrix.others else []
    assert len(matrix.materials) <= COMMONEST
    for stage in STAGES:
        listed = [sum(stage in own and bool(column & used) for own, used in companies) for column in columns]
        assert matrix.cells[stage] == listed


@pytest.mark.parametrize("companies", [[], [(set(), {1})]])
def test_a_matrix_without_stages_has_no_column(companies):
    assert stage_matrix(companies, STAGES).materials == []
