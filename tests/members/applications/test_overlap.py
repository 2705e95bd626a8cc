"""How far the products and customers of a candidate are those of a company."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from members.applications.reading.overlap import (
    Band,
    band_of,
    customer_overlap,
    overlap,
    overlaps_with,
    product_overlap,
    product_shares,
)
from members.profile.models import Term
from tests.factories.applications import ApplicationFactory, ApplicationProductFactory
from tests.factories.members import CompanyFactory, ProductFactory, TermFactory


def shares(**tenths: int) -> dict[str, Fraction]:
    return {kind: Fraction(number, 10) for kind, number in tenths.items()}


def test_furniture_and_joinery_against_furniture_and_restoration_is_a_quarter():
    products = (shares(furniture=6, joinery=4), shares(furniture=5, restoration=5))
    customers = (["private", "trade"], ["private"])
    assert (product_overlap(*products), customer_overlap(*customers)) == (Fraction(1, 3), Fraction(1, 2))
    assert overlap(products, customers) == Fraction(1, 4)
    assert band_of(Fraction(1, 4)) == Band.TALK


def test_an_identical_candidate_overlaps_wholly():
    same = shares(furniture=10)
    assert overlap((same, same), (["private"], ["private"])) == 1


def test_without_customer_groups_half_of_the_products_counts():
    same = shares(furniture=10)
    assert overlap((same, same), ([], [])) == Fraction(1, 2)


@pytest.mark.parametrize(
    ("result", "band"),
    [
        (Fraction(0), Band.LOW),
        (Fraction(149, 1000), Band.LOW),
        (Fraction(15, 100), Band.TALK),
        (Fraction(399, 1000), Band.TALK),
        (Fraction(2, 5), Band.MEET),
        (Fraction(1), Band.MEET),
    ],
)
def test_the_bands_begin_at_15_and_40_hundredths(result, band):
    assert band_of(result) == band


def test_each_product_counts_the_same_split_over_its_kinds():
    assert product_shares([["furniture"], ["furniture", "joinery"], []]) == {
        "furniture": Fraction(3, 4),
        "joinery": Fraction(1, 4),
    }
    assert product_shares([]) == {}


KINDS = st.lists(st.sets(st.sampled_from("abcd")), max_size=5)
GROUPS = st.sets(st.sampled_from("xyz"))


@given(KINDS, KINDS, GROUPS, GROUPS)
def test_overlap_lies_between_0_and_1_and_is_the_same_from_both_sides(ours, theirs, mine, yours):
    one, other = product_shares(ours), product_shares(theirs)
    result = overlap((one, other), (mine, yours))
    assert 0 <= result <= 1
    assert result == overlap((other, one), (yours, mine))
    assert not one or sum(one.values()) == 1


@pytest.mark.django_db
def test_companies_are_named_with_what_both_make_the_nearest_first():
    near, far = CompanyFactory(customers=["private"]), CompanyFactory()
    CompanyFactory(name="Another trade")
    masks = TermFactory(name="masks", slug="masks", kind=Term.Kind.PRODUCT, name_it="maschere")
    toys = TermFactory(name="toys", slug="toys", kind=Term.Kind.PRODUCT)
    ProductFactory(company=near, terms=[masks])
    ProductFactory(company=far, terms=[masks, toys])
    application = ApplicationFactory(opened=True, customers=["private"])
    ApplicationProductFactory(application=application, kinds="Maschere")
    assert [(one.company, one.result, one.common) for one in overlaps_with(application)] == [
        (near, Fraction(1), ["masks"]),
        (far, Fraction(1, 6), ["masks"]),
    ]


@pytest.mark.django_db
def test_nothing_is_said_of_a_candidate_that_names_no_product():
    company = CompanyFactory()
    ProductFactory(company=company, terms=[TermFactory(kind=Term.Kind.PRODUCT)])
    assert overlaps_with(ApplicationFactory(opened=True)) == []
