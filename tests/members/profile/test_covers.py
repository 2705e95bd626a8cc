"""Which picture stands for a company, and whose turn it is on the home page."""

from datetime import date, timedelta

import pytest

from members.profile.covers import covers_of, makers_of_the_week
from members.profile.models import Photo, ProductPhoto
from tests.factories.members import CompanyFactory, ProductFactory
from tests.factories.pictures import stored

pytestmark = pytest.mark.django_db
MONDAY = date(2027, 3, 1)


def test_the_first_photo_stands_for_a_company_else_that_of_its_first_product():
    with_photo, with_product, bare = CompanyFactory.create_batch(3)
    stored(Photo(company=with_photo, position=2))
    first = stored(Photo(company=with_photo, position=1))
    stored(ProductPhoto(product=ProductFactory(company=with_photo)))
    product_photo = stored(ProductPhoto(product=ProductFactory(company=with_product)))

    assert covers_of([with_photo, with_product, bare]) == {
        with_photo.pk: first,
        with_product.pk: product_photo,
    }


def test_every_company_with_a_picture_has_its_turn_on_the_home_page():
    companies = CompanyFactory.create_batch(8)
    for company in companies[:7]:
        stored(Photo(company=company))

    weeks = [makers_of_the_week(MONDAY + timedelta(weeks=week)) for week in range(7)]

    assert all(len(week) == 6 for week in weeks)
    shown = {company for week in weeks for company, _picture, _facts in week}
    assert shown == set(companies[:7])
