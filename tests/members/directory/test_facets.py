"""Counting for the directory."""

from hypothesis import given
from hypothesis import strategies as st

from members.directory.facets import narrow

GROUPS = ("field", "stage", "open")
values = st.dictionaries(st.sampled_from(GROUPS), st.lists(st.integers(0, 4), unique=True, max_size=4))
communities = st.dictionaries(st.integers(0, 50), values, max_size=12)


def fits(company, chosen) -> bool:
    return all(set(wanted) & set(company.get(group, [])) for group, wanted in chosen.items() if wanted)


@given(communities, values)
def test_what_fits_and_the_counts_are_those_of_asking_box_by_box(companies, chosen):
    found, counts = narrow(companies, chosen, GROUPS)

    assert found == [key for key, company in companies.items() if fits(company, chosen)]
    for group in GROUPS:
        for value in range(5):
            alone = {**chosen, group: [value]}
            assert counts[group][value] == sum(fits(company, alone) for company in companies.values())


@given(communities)
def test_nothing_chosen_leaves_everybody(companies):
    assert narrow(companies, {}, GROUPS)[0] == list(companies)


def test_values_of_a_group_are_alternatives_and_groups_narrow_each_other():
    companies = {
        "Legno": {"field": ["wood"], "open": ["visits"]},
        "Forno": {"field": ["food"], "open": []},
        "Cera": {"field": ["wood", "art"], "open": []},
    }

    found, counts = narrow(companies, {"field": ["wood", "food"], "open": ["visits"]}, ["field", "open"])

    assert found == ["Legno"]
    assert counts == {"field": {"wood": 1}, "open": {"visits": 1}}


def test_no_companies_count_nothing():
    assert narrow({}, {"field": ["wood"]}, ["field"]) == ([], {"field": {}})
